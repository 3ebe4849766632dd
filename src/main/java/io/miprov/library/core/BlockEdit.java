package io.miprov.library.core;

import io.miprov.lang.PythonRegex;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps a block of lines between two marker lines in a text, by the rules of Ansible's {@code
 * blockinfile}.
 *
 * @param begin the marker line before it, without its end
 * @param end the marker line after it, without its end
 * @param block the lines; empty: the block and its markers are to go
 * @param after a pattern, {@code EOF}, or empty: where a new block goes after
 * @param before a pattern, {@code BOF}, or empty: where a new block goes before
 */
record BlockEdit(
        String begin,
        String end,
        String block,
        String after,
        String before,
        boolean emptyLineBefore,
        boolean emptyLineAfter) {

    String apply(String text) {
        List<String> lines = Lines.of(text);
        int from = index(lines, begin);
        int to = index(lines, end);
        int at;
        if (from >= 0 && to >= 0) {
            at = Math.min(from, to);
            lines.subList(at, Math.max(from, to) + 1).clear();
        } else {
            at = place(lines);
        }
        if (!block.isEmpty()) {
            insert(lines, at);
        }
        return String.join("", lines);
    }

    private void insert(List<String> lines, int at) {
        if (at == lines.size()) {
            Lines.close(lines);
        }
        boolean gap = emptyLineBefore && at > 0 && !Lines.bare(lines.get(at - 1)).isEmpty();
        boolean gapAfter =
                emptyLineAfter && at < lines.size() && !Lines.bare(lines.get(at)).isEmpty();
        String body = block.endsWith("\n") ? block : block + "\n";
        lines.add(
                at, (gap ? "\n" : "") + begin + "\n" + body + end + "\n" + (gapAfter ? "\n" : ""));
    }

    private int place(List<String> lines) {
        if (before.equals("BOF")) {
            return 0;
        }
        String beside = before.isEmpty() ? after : before;
        if (beside.isEmpty() || beside.equals("EOF")) {
            return lines.size();
        }
        Pattern pattern = PythonRegex.compile(beside, false);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (pattern.matcher(lines.get(i)).find()) {
                return before.isEmpty() ? i + 1 : i;
            }
        }
        return lines.size();
    }

    private static int index(List<String> lines, String marker) {
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (Lines.bare(lines.get(i)).equals(marker)) {
                found = i;
            }
        }
        return found;
    }
}
