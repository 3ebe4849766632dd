package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.journal.JournalTrouble;
import io.miprov.journal.NoSuchRun;
import io.miprov.journal.PastRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code miprov resume}: the same command again, after one that did not come to its end. */
@Command(
        name = "resume",
        description = {
            "Finish a run that was killed, interrupted, or failed: the same command again.",
            "",
            "What was notified and did not run is done, too. `apply` of the same playbooks on the"
                    + " same inventory does that as well."
        },
        footer = {"", "Example:", "  miprov resume", "  miprov resume 20260102-030405-a1b2"})
final class ResumeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ToIntFunction<String[]> apply;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "its id, or the end of that; usually the last run")
    private String id = "last";

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "further variables; secrets that the journal does not keep")
    private List<String> extraVars = new ArrayList<>();

    /**
     * @param apply runs {@code apply} with these words
     */
    ResumeCommand(Terminal terminal, ToIntFunction<String[]> apply) {
        this.terminal = terminal;
        this.apply = apply;
    }

    @Override
    public Integer call() {
        PastRun run = find();
        if (run.running()) {
            throw new BadInput(running(run));
        }
        if (run.settled()) {
            terminal.out().println("Run " + run.id() + " is done; nothing is left of it.");
            return ExitCode.DONE;
        }
        Path here = Path.of("").toAbsolutePath();
        if (!here.equals(Path.of(run.head().folder()))) {
            throw new BadInput(
                    "error: run "
                            + run.id()
                            + " was started in another folder\n  = help: cd "
                            + run.head().folder()
                            + " && miprov resume "
                            + run.id()
                            + "\n");
        }
        RunText.cutOff(run).forEach(terminal.err()::println);
        terminal.err().println("Again: miprov apply " + String.join(" ", run.head().command()));
        terminal.err().flush();
        return apply.applyAsInt(words(run).toArray(String[]::new));
    }

    private PastRun find() {
        try {
            return RunFolder.runs(terminal).find(id);
        } catch (NoSuchRun | JournalTrouble e) {
            throw new BadInput("error: " + e.getMessage() + "\n");
        }
    }

    private static String running(PastRun run) {
        return "error: run "
                + run.id()
                + (run.result().equals("running")
                        ? " goes on"
                        : " was started by "
                                + run.head().controller().who()
                                + ", and from here it can not be told whether it goes on")
                + "\n  = help: process "
                + run.head().controller().pid()
                + " of "
                + run.head().controller().who()
                + " is at it; once that is gone, resume, or apply again\n";
    }

    /** The words of the run, where those that were left out are given again. */
    private List<String> words(PastRun run) {
        List<String> words = new ArrayList<>(run.head().command());
        if (SecretWords.lacking(words)) {
            if (extraVars.isEmpty()) {
                throw new BadInput(
                        "error: run "
                                + run.id()
                                + " was given secrets, which the journal does not keep\n"
                                + "  = help: give them again: miprov resume "
                                + run.id()
                                + " -e NAME=VALUE\n");
            }
            words.replaceAll(word -> word.equals(SecretWords.LEFT_OUT) ? "{}" : word);
        }
        for (String each : extraVars) {
            words.add("-e");
            words.add(each);
        }
        return words;
    }
}
