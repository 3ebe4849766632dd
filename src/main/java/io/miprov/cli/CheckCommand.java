package io.miprov.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code miprov check}: checks the input, and touches no host. */
@Command(
        name = "check",
        description = "Check playbooks, roles, templates and inventory; touch no host.",
        footer = {"", "Example:", "  miprov check -i inventory/two-node playbooks/cluster.yml"})
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private PlayOptions play = new PlayOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return play.wiring(terminal).check(play.run(terminal, false, false));
    }
}
