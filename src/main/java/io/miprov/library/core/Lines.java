package io.miprov.library.core;

import java.util.ArrayList;
import java.util.List;

/** A text as its lines, each with the end that it has. */
final class Lines {
    private Lines() {}

    static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int eol = text.indexOf('\n', from);
            int end = eol < 0 ? text.length() : eol + 1;
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }

    /** A line without its end. */
    static String bare(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** The last line gets an end when it has none. */
    static void close(List<String> lines) {
        int last = lines.size() - 1;
        if (last >= 0 && !lines.get(last).endsWith("\n")) {
            lines.set(last, lines.get(last) + "\n");
        }
    }
}
