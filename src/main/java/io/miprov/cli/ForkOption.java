package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.RunOptions;
import picocli.CommandLine.Option;

/** How many hosts are worked on side by side. */
final class ForkOption {
    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            description = "how many hosts at a time; usually 50")
    private Integer given;

    /** The number that was given, or is set, or is usual; at least one. */
    int forks(Settings settings) {
        int forks =
                given != null
                        ? given
                        : settings.number("FORKS", "defaults.forks", RunOptions.DEFAULT_FORKS);
        if (forks < 1) {
            throw new BadInput(
                    "error: `--forks "
                            + forks
                            + "` lets no host work\n  = help: give the number of hosts to work on"
                            + " side by side, at least 1\n");
        }
        return forks;
    }
}
