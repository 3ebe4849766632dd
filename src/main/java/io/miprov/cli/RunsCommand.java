package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.journal.JournalTrouble;
import io.miprov.journal.NoSuchRun;
import io.miprov.journal.PastRun;
import io.miprov.report.Json;
import io.miprov.report.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code miprov runs}: what earlier runs did, and what they left undone. */
@Command(
        name = "runs",
        description = {
            "Tell what earlier runs in this folder did, and what they left undone.",
            "",
            "`show` tells one of them: its plays, the steps of its rolls, what changed and what"
                    + " failed. `report` writes that as a page of HTML. A run may be named by the end"
                    + " of its id; `last` is the newest."
        },
        footer = {
            "",
            "Example:",
            "  miprov runs",
            "  miprov runs show last",
            "  miprov runs report last run.html"
        })
final class RunsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "show|report RUN",
            description = "the run to tell of, and for a report the file to write it to")
    private List<String> words = List.of();

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            if (words.isEmpty()) {
                return list();
            }
            String id = words.size() == 1 ? "last" : words.get(1);
            if (words.get(0).equals("show") && words.size() <= 2) {
                return show(id);
            }
            if (words.get(0).equals("report") && words.size() <= 3) {
                return report(id, words.size() == 3 ? Path.of(words.get(2)) : null);
            }
        } catch (NoSuchRun | JournalTrouble e) {
            throw new BadInput("error: " + e.getMessage() + "\n");
        }
        throw new BadInput(
                "error: `runs "
                        + String.join(" ", words)
                        + "` is nothing that runs can do\n  = help: there are `runs`, `runs show RUN`"
                        + " and `runs report RUN FILE`\n");
    }

    private int list() {
        List<PastRun> all = RunFolder.runs(terminal).all();
        if (json) {
            terminal.out().println(Json.pretty(all.stream().map(RunText::values).toList()));
        } else if (all.isEmpty()) {
            terminal.out().println("No run has left a journal here.");
        } else {
            RunText.table(all).forEach(terminal.out()::println);
        }
        return ExitCode.DONE;
    }

    private int report(String id, Path named) {
        PastRun run = RunFolder.runs(terminal).find(id);
        Path file = named == null ? Path.of("run-" + run.id() + ".html") : named;
        HtmlReport report = new HtmlReport(Clock.systemUTC());
        run.events(report::take);
        try {
            Files.writeString(file, report.page(ZoneId.systemDefault()));
        } catch (IOException e) {
            throw new BadInput(
                    "error: the report can not be written to "
                            + file
                            + ": "
                            + e.getMessage()
                            + "\n  = help: name a file in a folder that is there\n");
        }
        terminal.out().println("The report of run " + run.id() + " is in " + file + ".");
        return ExitCode.DONE;
    }

    private int show(String id) {
        PastRun run = RunFolder.runs(terminal).find(id);
        if (json) {
            terminal.out().println(Json.pretty(RunText.values(run)));
        } else {
            RunText.page(run).forEach(terminal.out()::println);
        }
        return ExitCode.DONE;
    }
}
