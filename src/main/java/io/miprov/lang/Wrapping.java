package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;

/** The filter {@code wordwrap}. */
final class Wrapping {
    private Wrapping() {}

    static Object filter(Call call) {
        int width = Math.max(1, call.whole(0, "width", 79));
        boolean breakLong = call.flag(1, "break_long_words", true);
        String newline = call.text(2, "wrapstring", "\n");
        call.arg(3, "break_on_hyphens", true);
        List<String> lines = new ArrayList<>();
        for (Object line : TextMethods.lines(call.text(), false)) {
            lines.addAll(wrap((String) line, width, breakLong));
        }
        return String.join(newline, lines);
    }

    private static List<String> wrap(String text, int width, boolean breakLong) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String chunk : text.split("(?<=\\S)(?=\\s)|(?<=\\s)(?=\\S)|(?<=[\\w]-)(?=\\w)")) {
            String word = chunk;
            if (line.length() + word.length() > width) {
                while (breakLong && word.length() > width && !word.isBlank()) {
                    int room = width - line.length();
                    line.append(word, 0, room);
                    word = word.substring(room);
                    flush(line, lines);
                }
                if (line.length() + word.length() > width) {
                    flush(line, lines);
                }
                word = line.length() == 0 && !lines.isEmpty() && word.isBlank() ? "" : word;
            }
            line.append(word);
        }
        flush(line, lines);
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static void flush(StringBuilder line, List<String> lines) {
        String text = line.toString().stripTrailing();
        if (!text.isEmpty()) {
            lines.add(text);
        }
        line.setLength(0);
    }
}
