package io.miprov.library.database;

import io.miprov.diag.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a session with MySQL begins with. */
final class MysqlSession {
    private MysqlSession() {}

    /** The statements that set its variables, a line each. */
    static String begin(boolean sqlLogBin, Optional<Map<String, Object>> variables) {
        return (sqlLogBin ? "" : "SET SQL_LOG_BIN=0;\n")
                + variables.orElse(Map.of()).entrySet().stream()
                        .map(
                                each ->
                                        "SET SESSION %s = %s;\n"
                                                .formatted(
                                                        MysqlText.identifier(each.getKey()),
                                                        value(each.getValue())))
                        .collect(Collectors.joining());
    }

    /** A value of the playbook as SQL. */
    static String value(Object value) {
        if (value == null) {
            return "NULL";
        }
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : MysqlText.literal(
                        value instanceof Secret secret ? secret.value() : value.toString());
    }
}
