package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.Prepared;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command line that runs when nobody is there: it is looked at closely while somebody is. */
final class Unattended {
    private static final List<String> COMMANDS = List.of("apply", "plan");

    private final Terminal terminal;

    Unattended(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Checks its options, playbooks and inventories as {@code miprov check} does.
     *
     * @param words as they were given
     * @param given the same with the files of its credentials
     * @return the files that it names
     */
    List<String> check(List<String> words, List<String> given) {
        if (words.isEmpty() || !COMMANDS.contains(words.get(0))) {
            throw new BadInput(
                    "error: "
                            + (words.isEmpty()
                                    ? "nobody said what to run"
                                    : "`miprov " + words.get(0) + "` can not be scheduled")
                            + "\n  = help: write it behind two dashes: -- apply site.yml -i inventory; or"
                            + " plan, which fails with status 4 when something would change\n");
        }
        boolean apply = words.get(0).equals("apply");
        PlayOptions play =
                apply
                        ? parsed(new ApplyCommand(terminal), given).unattended()
                        : parsed(new PlanCommand(terminal), given).unattended();
        List<String> asks = new ArrayList<>(play.asks(terminal));
        if (!asks.isEmpty()) {
            throw asks(asks.get(0));
        }
        play.tellsNoSecret();
        Prepared prepared = play.wiring(terminal).ready(play.run(terminal, false, false));
        if (!prepared.asks().isEmpty()) {
            String name = prepared.asks().get(0);
            throw new BadInput(
                    "error: a play asks for `"
                            + name
                            + "` (vars_prompt), and nobody will be there to answer\n  = help: give it with -e "
                            + name
                            + "=…, or with -e @FILE\n");
        }
        if (prepared.confirms() && !words.contains("--yes") && !words.contains("-y")) {
            throw new BadInput(
                    "error: a roll asks between its batches (confirm), and nobody will be there to"
                            + " answer\n  = help: say yes to all with --yes behind the dashes\n");
        }
        return play.files(terminal);
    }

    private static BadInput asks(String option) {
        String instead =
                option.contains("become")
                        ? "--credential become=FILE, or sudo without a password"
                        : option.contains("vault")
                                ? "--credential vault=FILE, or --vault-password-file FILE behind the dashes"
                                : "a key, or --credential login=FILE";
        return new BadInput(
                "error: `"
                        + option
                        + "` asks for a password, and nobody will be there to answer\n  = help: take "
                        + instead
                        + "\n");
    }

    private static <T> T parsed(T command, List<String> words) {
        CommandLine line = new CommandLine(command);
        line.setExpandAtFiles(false);
        line.setOverwrittenOptionsAllowed(true);
        try {
            line.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        } catch (ParameterException e) {
            throw new BadInput(
                    "error: "
                            + e.getMessage()
                            + "\n  = help: see miprov "
                            + words.get(0)
                            + " --help\n");
        }
        return command;
    }
}
