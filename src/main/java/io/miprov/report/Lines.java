package io.miprov.report;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines that one thing that happened gives, whoever prints them. */
final class Lines {
    private static final int STATUS_WIDTH = 10;
    private static final int MOST_LINES = 40;
    private static final int MOST_DIFF_LINES = 200;
    private static final int MOST_ITEMS = 4;
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final Look look;

    Lines(Look look) {
        this.look = look;
    }

    /** {@code changed mi1 common : make the group 1.2 s}. */
    String status(Event.Status status, String host, int hostWidth, String rest, Duration took) {
        String word =
                status == Event.Status.UNREACHABLE
                        ? "lost"
                        : status.name().toLowerCase(Locale.ROOT);
        return line(status, word, host, hostWidth, rest)
                + (took.compareTo(WORTH_TELLING) < 0
                        ? ""
                        : look.style().dim("  " + Amounts.time(took)));
    }

    String line(Event.Status colour, String word, String host, int hostWidth, String rest) {
        return "  "
                + look.style().of(colour, padded(word, STATUS_WIDTH))
                + padded(host, hostWidth)
                + "  "
                + rest;
    }

    /** {@code drain mi1 no connection is left}. */
    List<String> step(Event.RollStep step, int hostWidth) {
        Event.Status colour =
                switch (step.phase()) {
                    case BEGUN, SKIPPED -> Event.Status.SKIPPED;
                    case DONE -> Event.Status.OK;
                    case FAILED -> Event.Status.FAILED;
                };
        List<String> says = new ArrayList<>(Screen.clean(step.says()).lines().toList());
        String first = says.isEmpty() ? "" : says.remove(0);
        String begun = step.phase() == Event.Phase.BEGUN ? "begins" : "";
        String rest = first.isEmpty() ? begun : begun.isEmpty() ? first : begun + ": " + first;
        String word = step.step().name().toLowerCase(Locale.ROOT);
        List<String> told = new ArrayList<>();
        String hosts =
                step.hosts().size() > MOST_ITEMS
                        ? Amounts.count(step.hosts().size(), "host")
                        : String.join(" ", step.hosts());
        told.add(line(colour, word, hosts, hostWidth, rest).stripTrailing());
        says.forEach(each -> told.add(indent() + each));
        return told;
    }

    /** What a step does now, in short. */
    static String doing(Event.RollStep step) {
        return step.step().name().toLowerCase(Locale.ROOT)
                + (step.hosts().isEmpty() ? "" : " " + String.join(" ", step.hosts()))
                + (step.says().isEmpty() ? "" : ": " + step.says());
    }

    static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    /** The names of changed items, the first few of them. */
    static String items(List<String> items) {
        if (items.isEmpty()) {
            return "";
        }
        String first = String.join(", ", items.subList(0, Math.min(MOST_ITEMS, items.size())));
        int more = items.size() - MOST_ITEMS;
        return "  (" + first + (more > 0 ? " and " + more + " more" : "") + ")";
    }

    /** Why it failed: the message, what the command said, and where the task stands. */
    List<String> failure(Event.Result result, String place) {
        List<String> told = new ArrayList<>();
        text(result.message(), told);
        streams(result, result.message(), told);
        if (!place.isEmpty()) {
            told.add(look.style().dim(indent() + "at " + place));
        }
        return told;
    }

    /** The same with all that is known of the place, which is told instead of the message. */
    List<String> failure(Event.Result result, Diagnostic diagnostic) {
        List<String> told = new ArrayList<>();
        String rendered = Screen.clean(diagnostic.render());
        String body = rendered.substring(rendered.indexOf('\n') + 1);
        if (!holds(diagnostic.label().isEmpty() ? body : rendered, result.message())) {
            text(result.message(), told);
        }
        streams(result, rendered, told);
        body.lines().forEach(line -> told.add(indent() + line));
        return told;
    }

    /** What a task has to say when all is well: its message, what it printed, or its values. */
    void answer(Event.Result result, List<String> told) {
        text(result.message(), told);
        if (!look.answers() || look.verbosity() > 0) {
            return;
        }
        if (result.values().containsKey("stdout")) {
            text(String.valueOf(result.values().get("stdout")), told);
            text(String.valueOf(result.values().getOrDefault("stderr", "")), told);
        } else if (!result.values().isEmpty()) {
            told.addAll(values(result.values()));
        }
    }

    /** Whether every line of a text is in what is said anyway. */
    private static boolean holds(String said, String text) {
        return Screen.clean(text).lines().map(String::strip).allMatch(said::contains);
    }

    private void streams(Event.Result result, String said, List<String> told) {
        for (String stream : List.of("stderr", "stdout")) {
            if (result.values().get(stream) instanceof String output
                    && !output.isBlank()
                    && !holds(said, output)) {
                told.add(look.style().dim(indent() + stream + ":"));
                text(output, told);
            }
        }
    }

    /** A text, line by line, indented, its end rather than its begin when it is long. */
    void text(String text, List<String> told) {
        List<String> lines = Screen.clean(text).lines().map(String::stripTrailing).toList();
        boolean all = look.verbosity() > 0 || lines.size() <= MOST_LINES;
        int from = all ? 0 : lines.size() - MOST_LINES;
        if (!all) {
            told.add(indent() + look.style().dim("… " + from + " lines before; -v shows them"));
        }
        lines.subList(from, lines.size()).forEach(line -> told.add(indent() + line));
    }

    static String indent() {
        return " ".repeat(2 + STATUS_WIDTH);
    }

    /** What {@code register} would hold, as JSON. */
    List<String> values(Map<String, Object> values) {
        String line = Screen.clean(Json.line(values));
        if (indent().length() + line.length() <= look.width()) {
            return List.of(indent() + look.style().dim(line));
        }
        List<String> told = new ArrayList<>();
        Json.pretty(values).lines().forEach(each -> told.add(indent() + look.style().dim(each)));
        return told;
    }

    List<String> script(String host, String script) {
        List<String> told = new ArrayList<>();
        told.add(look.style().dim(indent() + "script on " + host + ":"));
        Screen.clean(script)
                .lines()
                .forEach(line -> told.add(look.style().dim(indent() + "| " + line)));
        return told;
    }

    List<String> diff(Event.Diff diff) {
        List<String> told = new ArrayList<>();
        List<String> changes = TextDiff.of(Screen.clean(diff.before()), Screen.clean(diff.after()));
        if (changes.isEmpty()) {
            return told;
        }
        told.add(indent() + look.style().bold("--- before: " + diff.title()));
        told.add(indent() + look.style().bold("+++ after: " + diff.title()));
        for (String line : changes.subList(0, Math.min(MOST_DIFF_LINES, changes.size()))) {
            told.add(indent() + coloured(line));
        }
        if (changes.size() > MOST_DIFF_LINES) {
            told.add(indent() + "… " + (changes.size() - MOST_DIFF_LINES) + " more lines");
        }
        return told;
    }

    private String coloured(String line) {
        return switch (line.charAt(0)) {
            case '+' -> look.style().green(line);
            case '-' -> look.style().red(line);
            case '@' -> look.style().cyan(line);
            default -> line;
        };
    }
}
