package io.miprov.library.database;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and values as PostgreSQL reads them, so that none can become SQL. */
final class PostgresText {
    private PostgresText() {}

    /** A name in double quotes. */
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A text in single quotes; backslashes are doubled, whatever the server takes them for. */
    static String literal(String value) {
        String quoted = "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted;
    }

    /** Texts in single quotes, with commas between. */
    static String literals(Collection<String> values) {
        return values.stream().map(PostgresText::literal).collect(Collectors.joining(", "));
    }
}
