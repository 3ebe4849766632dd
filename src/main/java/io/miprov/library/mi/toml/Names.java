package io.miprov.library.mi.toml;

import java.util.ArrayList;
import java.util.List;

/** Reads and writes names with dots between them, bare or in quotes. */
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
            char quote = text.charAt(at++);
            while (at < text.length() && text.charAt(at) != quote) {
                if (text.charAt(at) == '\n') {
                    break;
                }
                at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
            }
            if (at >= text.length() || text.charAt(at) != quote) {
                throw new IllegalArgumentException("a name in quotes has no end");
            }
            at++;
            return Scalars.string(text.substring(from, at));
        }
        while (at < text.length() && bare(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw new IllegalArgumentException("a name is missing");
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

    static String written(String part) {
        if (!part.isEmpty() && part.chars().allMatch(c -> bare((char) c))) {
            return part;
        }
        boolean plain = part.indexOf('\'') < 0 && part.chars().noneMatch(c -> c < ' ' || c == 0x7f);
        return plain ? "'" + part + "'" : TomlValue.written(part);
    }
}
