package io.miprov.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something we tell people about their text: what, where, and what to do about it.
 *
 * @param message what is wrong, in one line
 * @param span where it stands
 * @param label what is said under the caret, about exactly these characters; may be empty
 * @param notes lines below: {@code with: name = value}, {@code help: the next step}
 */
public record Diagnostic(
        Severity severity, String message, Span span, String label, List<String> notes) {

    /** How bad it is: an error stops the run before it starts, a warning is only told. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    public static Diagnostic error(String message, Span span) {
        return new Diagnostic(Severity.ERROR, message, span, "", List.of());
    }

    public static Diagnostic warning(String message, Span span) {
        return new Diagnostic(Severity.WARNING, message, span, "", List.of());
    }

    /** The same, told and no more. */
    public Diagnostic asWarning() {
        return new Diagnostic(Severity.WARNING, message, span, label, notes);
    }

    /** Says, under the caret, what is wrong with exactly these characters. */
    public Diagnostic label(String text) {
        return new Diagnostic(severity, message, span, text, notes);
    }

    /** One thing to do next. */
    public Diagnostic help(String text) {
        return note("help: " + text);
    }

    /** A value that took part, and where it came from. */
    public Diagnostic with(String variable, Object value, Span origin) {
        return note("with: " + variable + " = " + value + "  (" + origin + ")");
    }

    /** One more line below. */
    public Diagnostic note(String line) {
        List<String> more = new ArrayList<>(notes);
        more.add(line);
        return new Diagnostic(severity, message, span, label, more);
    }

    /** The text for a terminal: message, place, line, caret, notes; ends with a newline. */
    public String render() {
        String number = Integer.toString(span.line());
        String gutter = " ".repeat(number.length());
        String line = span.source().line(span.line());
        StringBuilder out =
                new StringBuilder()
                        .append(severity.name().toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(message)
                        .append('\n')
                        .append(gutter)
                        .append("--> ")
                        .append(span)
                        .append('\n');
        if (!line.isEmpty()) {
            out.append(gutter).append(" |\n");
            out.append(number).append(" | ").append(line.replace('\t', ' ')).append('\n');
            out.append(gutter).append(" | ").append(" ".repeat(span.column() - 1));
            out.append("^".repeat(Math.min(span.length(), Math.max(1, line.length()))));
            out.append(label.isEmpty() ? "" : " " + label).append('\n');
        } else if (!label.isEmpty()) {
            out.append(gutter).append(" = ").append(label).append('\n');
        }
        notes.forEach(note -> out.append(gutter).append(" = ").append(note).append('\n'));
        return out.toString();
    }

    @Override
    public String toString() {
        return render();
    }
}
