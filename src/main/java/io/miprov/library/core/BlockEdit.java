package io.miprov.library.core;

import io.miprov.lang.PythonRegex;
import io.miprov.module.Edit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a block of lines between two marker lines in a text, by the rules of Ansible's {@code
 * blockinfile}.
 *
 * @param begin the marker line before it, without its end
 * @param end the marker line after it, without its end
 * @param block the lines; empty: the block and its markers are to go
 * @param present whether the block should be there
 * @param after a pattern, {@code EOF}, or empty: where a new block goes after
 * @param before a pattern, {@code BOF}, or empty: where a new block goes before
 */
record BlockEdit(
        String begin,
        String end,
        String block,
        boolean present,
        String after,
        String before,
        boolean emptyLineBefore,
        boolean emptyLineAfter) {

    Edit.Edited apply(String text) {
        List<String> lines = Lines.of(text);
        int from = index(lines, begin);
        int to = index(lines, end);
        int at;
        if (from >= 0 && to >= 0) {
            at = Math.min(from, to);
            lines.subList(at, Math.max(from, to) + 1).clear();
        } else {
            at = place(text, lines);
        }
        if (at > 0 && !lines.get(at - 1).endsWith("\n")) {
            lines.set(at - 1, lines.get(at - 1) + "\n");
        }
        if (present) {
            at = before(lines, at);
        }
        if (!block.isEmpty()) {
            lines.add(
                    at, begin + "\n" + (block.endsWith("\n") ? block : block + "\n") + end + "\n");
        }
        if (present) {
            after(lines, at + (block.isEmpty() ? 0 : 1));
        }
        String result = String.join("", lines);
        return new Edit.Edited(result, Map.of("msg", message(text, result)));
    }

    private String message(String text, String result) {
        if (text.isEmpty()) {
            return "File created";
        }
        return text.equals(result) ? "" : block.isEmpty() ? "Block removed" : "Block inserted";
    }

    private int before(List<String> lines, int at) {
        if (emptyLineBefore && at > 0 && !lines.get(at - 1).equals("\n")) {
            lines.add(at, "\n");
            return at + 1;
        }
        return at;
    }

    private void after(List<String> lines, int at) {
        if (emptyLineAfter && at < lines.size() && !lines.get(at).equals("\n")) {
            lines.add(at, "\n");
        }
    }

    private int place(String text, List<String> lines) {
        if (before.equals("BOF")) {
            return 0;
        }
        String beside = before.isEmpty() ? after : before;
        if (beside.isEmpty() || beside.equals("EOF")) {
            return lines.size();
        }
        Pattern pattern = PythonRegex.compile(beside, false);
        int found = -1;
        if ((pattern.flags() & Pattern.MULTILINE) != 0 || beside.matches("(?s).*\\(\\?[a-z]*m.*")) {
            Matcher match = pattern.matcher(text);
            if (match.find()) {
                String head = text.substring(0, before.isEmpty() ? match.end() : match.start());
                found = (int) head.chars().filter(c -> c == '\n').count();
            }
        } else {
            for (int i = 0; i < lines.size(); i++) {
                found = pattern.matcher(lines.get(i)).find() ? i : found;
            }
        }
        return found < 0 ? lines.size() : before.isEmpty() ? found + 1 : found;
    }

    private static int index(List<String> lines, String marker) {
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals(marker + "\n")) {
                found = i;
            }
        }
        return found;
    }
}
