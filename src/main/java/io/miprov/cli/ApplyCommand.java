package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.Recap;
import io.miprov.engine.RunOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Spec private CommandSpec spec;

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
        if (lists.wanted()) {
            return wiring.list(lists, options);
        }
        if (rolls.confirms() && !check) {
            RunOptions checked = play.run(terminal, true, true);
            Recap plan =
                    play.wiring(terminal)
                            .run(
                                    checked,
                                    Chronicle.of(checked, List.of(), terminal, play.output()),
                                    event -> {});
            if (!rolls.mayGoOn(plan, terminal)) {
                int code = ExitCode.of(plan);
                return code == ExitCode.DONE && PlanCommand.pending(plan)
                        ? ExitCode.CHANGES_PENDING
                        : code;
            }
        }
        Chronicle chronicle =
                Chronicle.of(
                        options,
                        spec.commandLine().getParseResult().originalArgs(),
                        terminal,
                        play.output());
        return ExitCode.of(wiring.run(options, chronicle, event -> {}));
    }
}
