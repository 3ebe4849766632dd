package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.module.Durations;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** For how long to wait when somebody else rolls the cluster. */
final class LockWait {
    @Option(
            names = "--lock-wait",
            paramLabel = "TIME",
            description = "wait so long for a cluster that another one rolls: 15m")
    private String time = "";

    /** Empty: what the play says. */
    Optional<Duration> time() {
        return time.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Durations.read(time)
                                .orElseThrow(
                                        () ->
                                                new BadInput(
                                                        "error: --lock-wait "
                                                                + time
                                                                + ": it "
                                                                + Durations.NEEDS
                                                                + "\n")));
    }
}
