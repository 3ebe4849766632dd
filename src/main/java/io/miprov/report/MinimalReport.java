package io.miprov.report;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;

/**
 * What one module came to on each host, as {@code ansible} tells it: its {@code minimal} output, or
 * {@code oneline}.
 */
public final class MinimalReport implements EventSink {
    /** Modules whose answer is the output of a command. */
    private static final Set<String> COMMANDS = Set.of("command", "shell", "raw", "script");

    private final AnsibleText text;
    private final boolean oneLine;
    private String module = "";

    public MinimalReport(
            PrintWriter out, PrintWriter err, AnsibleOptions options, boolean oneLine) {
        this.text = new AnsibleText(out, err, options);
        this.oneLine = oneLine;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.TaskStarted started) {
            module = started.module().substring(started.module().lastIndexOf('.') + 1);
        } else if (event instanceof Event.PlayStarted play && play.hosts().isEmpty()) {
            text.warning("No hosts matched, nothing to do");
        } else if (event instanceof Event.TaskFinished finished) {
            text.diffs(finished.result().diffs());
            finished(finished.host(), finished.result());
        }
    }

    private void finished(String host, Event.Result result) {
        Map<String, Object> values = result.values();
        boolean unreachable = Boolean.TRUE.equals(values.get("unreachable"));
        switch (result.status()) {
            case OK -> answer(host, "SUCCESS", " => ", values, AnsibleText.GREEN);
            case CHANGED -> answer(host, "CHANGED", " => ", values, AnsibleText.YELLOW);
            case SKIPPED -> text.line(AnsibleText.CYAN, host + " | SKIPPED");
            default -> {
                if (unreachable) {
                    String more = oneLine ? ": " + values.get("msg") : " => " + dump(values);
                    text.failure(AnsibleText.BRIGHT_RED, host + " | UNREACHABLE!" + more);
                } else {
                    answer(host, "FAILED", "! => ", values, AnsibleText.RED);
                }
            }
        }
    }

    private void answer(
            String host, String word, String arrow, Map<String, Object> values, String colour) {
        if (!COMMANDS.contains(module) || !values.containsKey("rc")) {
            text.line(colour, host + " | " + word + arrow + dump(values));
        } else if (oneLine) {
            String err = escaped(values, "stderr");
            text.line(
                    colour,
                    head(host, word, values)
                            + "(stdout) "
                            + escaped(values, "stdout")
                            + (err.isEmpty() ? "" : " (stderr) " + err));
        } else {
            text.line(
                    colour,
                    head(host, word, values)
                            + ">>\n"
                            + said(values, "stdout")
                            + said(values, "stderr")
                            + said(values, "msg"));
        }
    }

    private String head(String host, String word, Map<String, Object> values) {
        return host + " | " + word + " | rc=" + values.get("rc") + (oneLine ? " | " : " ");
    }

    private static String said(Map<String, Object> values, String name) {
        Object text = values.get(name);
        return text == null ? "" : text.toString();
    }

    private static String escaped(Map<String, Object> values, String name) {
        return said(values, name).replace("\n", "\\n").replace("\r", "\\r");
    }

    private String dump(Map<String, Object> values) {
        return text.dump(values, module.equals("debug"), !oneLine);
    }
}
