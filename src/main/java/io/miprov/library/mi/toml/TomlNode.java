package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlText.Pair;
import java.util.List;

/**
 * A value and where it stands.
 *
 * @param from where it starts in the text, and {@code to} where it ends
 * @param items the values of an array
 * @param pairs the keys of an inline table
 */
record TomlNode(Kind kind, int from, int to, List<TomlNode> items, List<Pair> pairs) {

    /** What TOML 0.5 tells apart: an array has values of one of these only. */
    enum Kind {
        STRING,
        INTEGER,
        FLOAT,
        BOOLEAN,
        DATE,
        ARRAY,
        TABLE
    }

    /** A value that has no others in it. */
    static TomlNode plain(Kind kind, int from, int to) {
        return new TomlNode(kind, from, to, List.of(), List.of());
    }
}
