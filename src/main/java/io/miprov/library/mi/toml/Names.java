package io.miprov.library.mi.toml;

import java.util.ArrayList;
import java.util.List;

/** Reads names with dots between them, bare or in quotes. */
final class Names {
    private final String text;
    private int at;

    Names(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** Where the names end. */
    int end() {
        return at;
    }

    /** Throws {@link IllegalArgumentException} when there is no name where one should be. */
    List<String> read() {
        List<String> parts = new ArrayList<>();
        while (true) {
            skipBlanks();
            parts.add(name());
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != '.') {
                return parts;
            }
            at++;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private String name() {
        int from = at;
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            char quote = text.charAt(at);
            int close = text.indexOf(quote, at + 1);
            String inside = close < 0 ? "\n" : text.substring(from + 1, close);
            if (inside.indexOf('\n') >= 0 || quote == '"' && inside.indexOf('\\') >= 0) {
                throw new IllegalArgumentException("`" + text + "` has a name that is not clear");
            }
            at = close + 1;
            return inside;
        }
        while (at < text.length() && bare(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw new IllegalArgumentException("`" + text + "` lacks a name");
        }
        return text.substring(from, at);
    }

    private static boolean bare(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '-';
    }

    static String written(List<String> parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(text.isEmpty() ? "" : ".").append(written(part));
        }
        return text.toString();
    }

    private static String written(String part) {
        if (!part.isEmpty() && part.chars().allMatch(c -> bare((char) c))) {
            return part;
        }
        return part.indexOf('\'') < 0 ? "'" + part + "'" : TomlValue.written(part);
    }
}
