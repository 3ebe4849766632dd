package io.miprov.cli;

import io.miprov.engine.Recap;
import io.miprov.engine.RunOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code miprov plan}: says what apply would change. */
@Command(
        name = "plan",
        description = "Say what apply would change, host by host, with differences.",
        footer = {
            "",
            "Exit status: 0 nothing would change, 4 something would, else as apply.",
            "",
            "Example:",
            "  miprov plan -i inventory/two-node playbooks/cluster.yml"
        })
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private PlayOptions play = new PlayOptions();

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Its options: it never asks anything of its own. */
    PlayOptions unattended() {
        return play;
    }

    @Override
    public Integer call() {
        Wiring wiring = play.wiring(terminal);
        RunOptions options = play.run(terminal, true, true);
        Recap recap =
                wiring.run(
                        options,
                        Chronicle.of(options, List.of(), terminal, play.output()),
                        event -> {});
        int code = ExitCode.of(recap);
        return code == ExitCode.DONE && pending(recap) ? ExitCode.CHANGES_PENDING : code;
    }

    /** Whether a run that only checked found something to change. */
    static boolean pending(Recap checked) {
        return checked.pending()
                || checked.hosts().values().stream().anyMatch(host -> host.changed() > 0);
    }
}
