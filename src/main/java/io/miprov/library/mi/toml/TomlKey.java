package io.miprov.library.mi.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key as playbooks write it: {@code server.hostname}, {@code passthru_properties.'a.b'}, or with
 * a table of an array chosen by one of its values: {@code datasource[id=MAIN].url}.
 *
 * @param parts the names, one after another
 * @param choice which table of the array that the first parts name; empty: no array
 */
public record TomlKey(List<String> parts, Optional<Choice> choice) {

    /**
     * One table of an array.
     *
     * @param depth how many parts name the array
     * @param key what is compared in it
     * @param value the text it has
     */
    public record Choice(int depth, List<String> key, String value) {}

    /** Throws {@link IllegalArgumentException} that says what is wrong with it. */
    public static TomlKey parse(String text) {
        int open = text.indexOf('[');
        if (open < 0) {
            return new TomlKey(names(text, text), Optional.empty());
        }
        int close = text.indexOf(']', open);
        int equals = text.indexOf('=', open);
        if (close < 0 || equals < 0 || equals > close || !text.startsWith("].", close)) {
            throw new IllegalArgumentException(
                    "`"
                            + text
                            + "` is no key; one of several tables is chosen like this:"
                            + " datasource[id=MAIN].url");
        }
        List<String> parts = new ArrayList<>(names(text.substring(0, open), text));
        int depth = parts.size();
        List<String> key = names(text.substring(open + 1, equals).strip(), text);
        String value = unquoted(text.substring(equals + 1, close).strip());
        parts.addAll(names(text.substring(close + 2), text));
        return new TomlKey(parts, Optional.of(new Choice(depth, key, value)));
    }

    private static String unquoted(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static List<String> names(String text, String whole) {
        Names names = new Names(text, 0);
        List<String> parts = names.read();
        if (names.end() != text.length()) {
            throw new IllegalArgumentException("`" + whole + "` is no key such as server.hostname");
        }
        return parts;
    }

    /** A deeper key. */
    public TomlKey then(TomlKey more) {
        List<String> all = new ArrayList<>(parts);
        all.addAll(more.parts);
        return new TomlKey(all, choice);
    }

    /** As TOML writes it, without the choice. */
    @Override
    public String toString() {
        return Names.written(parts);
    }
}
