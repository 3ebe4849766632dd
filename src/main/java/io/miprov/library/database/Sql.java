package io.miprov.library.database;

import io.miprov.diag.Secret;
import java.util.List;

/**
 * A statement.
 *
 * @param text what the server gets
 * @param shown what people see, which has no password
 */
record Sql(String text, String shown) {

    static Sql of(String text) {
        return new Sql(text, text);
    }

    /** This with more at its end. */
    Sql and(String more) {
        return new Sql(text + more, shown + more);
    }

    /** This with a secret at its end, already quoted; people see its name. */
    Sql and(Secret quoted, String name) {
        return new Sql(text + quoted.value(), shown + name);
    }

    /** What people see of these. */
    static List<String> shown(List<Sql> statements) {
        return statements.stream().map(Sql::shown).toList();
    }
}
