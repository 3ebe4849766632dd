package io.miprov.cli;

import io.miprov.event.EventSink;
import io.miprov.report.ConsoleReport;
import io.miprov.report.JsonLinesReport;
import io.miprov.report.Look;
import io.miprov.report.PlainReport;
import java.time.Clock;
import picocli.CommandLine.Option;

/** What is told, and how. */
final class OutputOptions {
    @Option(
            names = {"-v", "--verbose"},
            description = "tell the scripts that hosts run, and results")
    private boolean[] verbose = {};

    @Option(
            names = "--output",
            paramLabel = "text|json",
            description = "json: one JSON object a line for each event")
    private Output output = Output.text;

    @Option(
            names = {"--no-color", "--nocolor"},
            description = "no colours")
    private boolean noColour;

    /** The forms of output, as they are written. */
    enum Output {
        text,
        json
    }

    private boolean answers;

    /** From now on everything that a task answers is told. */
    void tellAnswers() {
        answers = true;
    }

    int verbosity() {
        return verbose.length;
    }

    boolean json() {
        return output == Output.json;
    }

    Look look(Terminal terminal) {
        return new Look(
                terminal.style(noColour),
                verbosity(),
                terminal.width(),
                terminal.unicode(),
                answers);
    }

    EventSink report(Terminal terminal, Clock clock) {
        if (json()) {
            return new JsonLinesReport(terminal.out());
        }
        Look look = look(terminal);
        return terminal.live()
                ? new ConsoleReport(terminal.out(), look, clock).start()
                : new PlainReport(terminal.out(), look);
    }
}
