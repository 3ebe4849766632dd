package io.miprov.library.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of the columns that queries have. The client tells them only where it draws tables, so
 * the queries are asked for no rows, in a session of their own.
 */
final class MysqlTypes {
    private static final Pattern LINE =
            Pattern.compile("(?m)^(?:Field +\\d+: +`(.*)`|Type: +(\\w+).*)$");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d+)?");
    private static final String MARK = "miprov query ";
    private static final Set<String> SHOWS = Set.of("SHOW", "DESC", "DESCRIBE");
    private static final Set<String> SELECTS = Set.of("SELECT", "WITH");

    private MysqlTypes() {}

    /** The SQL that asks for them; empty when no query has columns. */
    static String question(List<String> queries, String end) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < queries.size(); i++) {
            String query = queries.get(i);
            String word = query.split("\\W", 2)[0].toUpperCase(Locale.ROOT);
            if (SHOWS.contains(word) || SELECTS.contains(word)) {
                sql.append("SELECT 1 AS `").append(MARK).append(i).append('`').append(end);
                sql.append(
                        SHOWS.contains(word)
                                ? query
                                : "SELECT * FROM (" + query + "\n) AS miprov LIMIT 0");
                sql.append(end);
            }
        }
        return sql.toString();
    }

    /** The types by the columns, for each query; none where the server did not tell. */
    static List<Map<String, String>> read(String out, int queries) {
        List<Map<String, String>> all = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
            all.add(new HashMap<>());
        }
        Matcher line = LINE.matcher(out);
        int at = 0;
        String field = "";
        while (line.find()) {
            if (line.group(1) == null) {
                all.get(at).put(field, line.group(2));
            } else {
                field = line.group(1);
                at = field.startsWith(MARK) ? Integer.parseInt(field.substring(MARK.length())) : at;
            }
        }
        return all;
    }

    /**
     * A value as Ansible tells it; where the type is not known, what looks like a number is one.
     */
    static Object value(String text, String type) {
        if (text == null) {
            return null;
        }
        if (type == null) {
            return !NUMBER.matcher(text).matches()
                    ? text
                    : text.contains(".")
                            ? (Object) Double.valueOf(text)
                            : (Object) Long.valueOf(text);
        }
        return switch (type) {
            case "TINY", "SHORT", "LONG", "INT24", "LONGLONG", "YEAR" ->
                    NUMBER.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
            case "FLOAT", "DOUBLE", "DECIMAL", "NEWDECIMAL" -> Double.valueOf(text);
            case "DATETIME", "TIMESTAMP" -> text.replace(' ', 'T');
            default -> text;
        };
    }
}
