package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.Recap;
import java.io.Console;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Whether things are changed: asked once for all, or not at all. */
final class RollOptions {
    @Option(names = "--confirm", description = "show the plan first, and ask before it is applied")
    private boolean confirm;

    @Option(
            names = {"-y", "--yes"},
            description = "ask nobody: the answer of --confirm and of `confirm` in rolls is yes")
    private boolean yes;

    boolean yes() {
        return yes;
    }

    /** Whether the plan is shown first. */
    boolean confirms() {
        if (confirm && !yes && Terminal.keyboard().isEmpty()) {
            throw new BadInput(
                    "error: --confirm needs somebody to ask, and standard input is no terminal\n"
                            + "  = help: leave out --confirm, or add --yes\n");
        }
        return confirm;
    }

    /** Whether somebody wants what a plan says; a plan that failed or is empty is not asked for. */
    boolean mayGoOn(Recap plan, Terminal terminal) {
        if (plan.failed() || plan.lost() || !PlanCommand.pending(plan)) {
            return false;
        }
        if (yes) {
            return true;
        }
        Console console = Terminal.keyboard().orElseThrow();
        String answer = console.readLine("%s", "Apply this? [y/N] ");
        boolean wanted = answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        if (!wanted) {
            terminal.err().println("Nothing was changed.");
        }
        return wanted;
    }
}
