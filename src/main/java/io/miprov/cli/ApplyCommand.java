package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.Recap;
import io.miprov.engine.RunOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code miprov apply}: brings hosts to the state that playbooks describe. */
@Command(
        name = "apply",
        description = "Bring hosts to the state that playbooks describe.",
        footer = {
            "",
            "Example:",
            "  miprov apply -i inventory/two-node playbooks/cluster.yml",
            "  miprov apply -i inventory/two-node playbooks/cluster.yml --limit mi1 --check --diff"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private PlayOptions play = new PlayOptions();

    @Option(
            names = {"-C", "--check"},
            description = "say what would change, and change nothing")
    private boolean check;

    @Option(
            names = {"-D", "--diff"},
            description = "show texts before and after")
    private boolean diff;

    @Mixin private RollOptions rolls = new RollOptions();

    @Mixin private Lists lists = new Lists();

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Its options, when it may run with nobody there. */
    PlayOptions unattended() {
        if (rolls.confirms() && !rolls.yes()) {
            throw new BadInput(
                    "error: --confirm asks, and nobody will be there to answer\n  = help: leave it out\n");
        }
        if (lists.wanted()) {
            throw new BadInput(
                    "error: what only lists is not scheduled\n  = help: leave --list-… and --syntax-check"
                            + " out\n");
        }
        return play;
    }

    @Override
    public Integer call() {
        RunOptions options = play.run(terminal, check, diff, rolls.yes());
        Wiring wiring = play.wiring(terminal);
        if (rolls.confirms() && !check && !lists.wanted()) {
            Recap plan = play.wiring(terminal).run(play.run(terminal, true, true));
            if (!rolls.mayGoOn(plan, terminal)) {
                int code = ExitCode.of(plan);
                return code == ExitCode.DONE && PlanCommand.pending(plan)
                        ? ExitCode.CHANGES_PENDING
                        : code;
            }
        }
        return lists.wanted() ? wiring.list(lists, options) : ExitCode.of(wiring.run(options));
    }
}
