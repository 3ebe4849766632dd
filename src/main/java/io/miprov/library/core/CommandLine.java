package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as people write it, cut into words as Python's {@code shlex} does: quotes hold words
 * together, and nothing else has a meaning, but variables ({@code $HOME}) and a leading tilde.
 */
final class CommandLine {
    private CommandLine() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && quote != '\'' && i + 1 < text.length();
            if (escapes && (quote == 0 || "\"\\".indexOf(text.charAt(i + 1)) >= 0)) {
                word.append(text.charAt(++i));
                open = true;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
                word.append(quote == 0 ? "" : Character.toString(c));
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (Character.isWhitespace(c)) {
                open = end(words, word, open);
            } else {
                word.append(c);
                open = true;
            }
        }
        if (quote != 0) {
            throw new BadParams("cmd", "a quote (" + quote + ") is opened and not closed");
        }
        end(words, word, open);
        return words;
    }

    private static boolean end(List<String> words, StringBuilder word, boolean open) {
        if (open) {
            words.add(word.toString());
            word.setLength(0);
        }
        return false;
    }

    /** The words for a shell, which puts in what variables hold; those that are not set stay. */
    static Sh expanded(List<String> words) {
        StringBuilder template = new StringBuilder();
        List<Object> values = new ArrayList<>();
        for (String word : words) {
            template.append(template.length() == 0 ? "" : " ");
            expand(word, template, values);
        }
        return Sh.of(template.toString(), values.toArray());
    }

    private static void expand(String word, StringBuilder template, List<Object> values) {
        int from = 0;
        if (word.equals("~") || word.startsWith("~/")) {
            template.append("\"${HOME-~}\"");
            from = 1;
        }
        for (int at = word.indexOf('$', from); at >= 0; at = word.indexOf('$', at + 1)) {
            boolean braced = at + 1 < word.length() && word.charAt(at + 1) == '{';
            int start = at + (braced ? 2 : 1);
            int end = endOfName(word, start);
            boolean closed = !braced || end < word.length() && word.charAt(end) == '}';
            if (end == start || !closed) {
                continue;
            }
            literal(word.substring(from, at), template, values);
            String name = word.substring(start, end);
            template.append("\"${").append(name).append("-\\$").append(name).append("}\"");
            from = end + (braced ? 1 : 0);
            at = from - 1;
        }
        literal(word.substring(from), template, values);
        if (word.isEmpty()) {
            template.append("''");
        }
    }

    private static void literal(String text, StringBuilder template, List<Object> values) {
        if (!text.isEmpty()) {
            template.append("{}");
            values.add(text);
        }
    }

    private static int endOfName(String word, int start) {
        int end = start;
        while (end < word.length() && isName(word.charAt(end), end > start)) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c, boolean digits) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || digits && c >= '0' && c <= '9';
    }
}
