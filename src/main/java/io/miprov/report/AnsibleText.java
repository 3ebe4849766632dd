package io.miprov.report;

import io.miprov.event.Event;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The pieces that Ansible's output is made of, to the letter. */
final class AnsibleText {
    static final String GREEN = "0;32";
    static final String YELLOW = "0;33";
    static final String CYAN = "0;36";
    static final String RED = "0;31";
    static final String BRIGHT_RED = "1;31";
    static final String PURPLE = "1;35";
    static final String GRAY = "1;30";
    static final String BLUE = "0;34";

    private static final int HOST_WIDTH = 26;
    private static final int COLOURED_HOST_WIDTH = 37;
    private static final int FEWEST_STARS = 3;
    private static final String HIDDEN =
            "the output has been hidden due to the fact that 'no_log: true' was specified for this"
                    + " result";

    private final PrintWriter out;
    private final PrintWriter err;
    private final AnsibleOptions options;
    private final Set<String> warned = new HashSet<>();

    AnsibleText(PrintWriter out, PrintWriter err, AnsibleOptions options) {
        this.out = out;
        this.err = err;
        this.options = options;
    }

    AnsibleOptions options() {
        return options;
    }

    void line(String colour, String text) {
        print(out, colour, text);
    }

    void failure(String colour, String text) {
        print(options.failedToErr() ? err : out, colour, text);
    }

    private void print(PrintWriter writer, String colour, String text) {
        writer.println(paint(colour, text));
        writer.flush();
    }

    private String paint(String colour, String text) {
        return options.coloured() && !colour.isEmpty() && !text.isEmpty()
                ? "\033["
                        + colour
                        + "m"
                        + text.replace("\n", "\033[0m\n\033[" + colour + "m")
                        + "\033[0m"
                : text;
    }

    /** A heading, filled with stars to the width of the terminal. */
    void banner(String heading) {
        String text = heading.strip();
        int stars = Math.max(FEWEST_STARS, options.columns() - width(text));
        line("", "\n" + text + " " + "*".repeat(stars));
    }

    /** How many columns a text takes. */
    private static int width(String text) {
        return text.codePoints().map(AnsibleText::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide =
                (c >= 0x1100 && c <= 0x115f)
                        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0xffe0 && c <= 0xffe6)
                        || (c >= 0x1f300 && c <= 0x1faff)
                        || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }

    /** A warning, once, filled into lines as wide as the terminal. */
    void warning(String text) {
        if (warned.add(text)) {
            err.println(paint(PURPLE, filled("[WARNING]: " + text)));
            err.flush();
        }
    }

    private String filled(String text) {
        StringBuilder filled = new StringBuilder();
        int column = 0;
        for (String word : text.strip().split("\\s+")) {
            if (column > 0 && column + 1 + word.length() > options.columns()) {
                filled.append('\n');
                column = 0;
            } else if (column > 0) {
                filled.append(' ');
                column++;
            }
            filled.append(word);
            column += word.length();
        }
        return filled.toString();
    }

    void taskPath(String place) {
        line(GRAY, "task path: " + path(place));
    }

    /** {@code /where/it/is:line}. */
    private static String path(String place) {
        String line = place.replaceFirst(":\\d+$", "");
        int colon = line.lastIndexOf(':');
        return colon < 0
                ? line
                : Path.of(line.substring(0, colon)).toAbsolutePath().normalize()
                        + line.substring(colon);
    }

    /** A result as JSON, without what the line before it says already. */
    String dump(Map<String, Object> values, boolean debug, boolean always) {
        Map<String, Object> shown = new LinkedHashMap<>(values);
        shown.keySet().removeAll(List.of("failed", "skipped", "results"));
        if (options.verbosity() <= 2) {
            shown.remove("diff");
        }
        if (values.containsKey("censored")) {
            shown.put("censored", HIDDEN);
        } else if (debug) {
            onlyWhatDebugSays(shown);
        }
        return always || options.verbosity() > 2 ? Json.pretty(shown) : Json.sorted(shown);
    }

    /** A message stands alone; of a variable, what is not the variable goes. */
    private static void onlyWhatDebugSays(Map<String, Object> shown) {
        String message = String.valueOf(shown.get("msg"));
        boolean variable =
                shown.keySet().stream()
                        .anyMatch(name -> !name.equals("msg") && message.startsWith(name + ": "));
        if (variable || !shown.containsKey("msg")) {
            shown.keySet().removeAll(List.of("changed", "skip_reason", "invocation", "msg"));
        } else {
            shown.keySet().removeIf(name -> !name.equals("msg"));
        }
    }

    /** One host's line of the recap. */
    void recap(String host, Event.Recap counts) {
        String colour =
                counts.failed() + counts.unreachable() > 0
                        ? RED
                        : counts.changed() > 0 ? YELLOW : GREEN;
        String name =
                options.coloured()
                        ? padded(paint(colour, host), COLOURED_HOST_WIDTH)
                        : padded(host, HOST_WIDTH);
        line(
                "",
                String.join(
                        " ",
                        name + " :",
                        count("ok", counts.ok(), GREEN),
                        count("changed", counts.changed(), YELLOW),
                        count("unreachable", counts.unreachable(), BRIGHT_RED),
                        count("failed", counts.failed(), RED),
                        count("skipped", counts.skipped(), CYAN),
                        count("rescued", counts.rescued(), GREEN),
                        count("ignored", counts.ignored(), PURPLE)));
    }

    private String count(String word, int number, String colour) {
        String text = String.format(Locale.ROOT, "%s=%-4d", word, number);
        return number == 0 ? text : paint(colour, text);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** What changed in a file, as a difference. */
    void diffs(List<Event.Diff> diffs) {
        for (Event.Diff diff : diffs) {
            List<String> lines = TextDiff.of(diff.before(), diff.after());
            if (!lines.isEmpty()) {
                line(RED, "--- before: " + diff.title());
                line(GREEN, "+++ after: " + diff.title());
                lines.forEach(line -> line(colourOf(line), line));
                line("", "");
            }
        }
    }

    private static String colourOf(String line) {
        return switch (line.charAt(0)) {
            case '+' -> GREEN;
            case '-' -> RED;
            case '@' -> CYAN;
            default -> "";
        };
    }
}
