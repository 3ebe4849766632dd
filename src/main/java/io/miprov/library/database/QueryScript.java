package io.miprov.library.database;

import io.miprov.library.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Queries for psql, each of whose results comes with the names and types of its columns and its
 * number of rows.
 *
 * @param queries as they are written
 * @param filled the same with their values
 */
record QueryScript(List<String> queries, List<String> filled) {
    private static final String MARK = "\036miprov ";
    private static final String NULL = "\036null";

    /** Statements that have rows and are no queries. */
    private static final Set<String> UTILITIES = Set.of("SHOW", "EXPLAIN", "CALL");

    /** How psql prints what {@link #read} reads. */
    static final List<String> OPTIONS =
            List.of("-t", "--csv", "-P", "null=" + NULL, "-P", "pager=off");

    /** For each query: the columns of its last statement, the rows, and how many they are. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (String query : filled) {
            List<String> statements = PostgresStatements.of(query);
            for (int i = 0; i < statements.size() - 1; i++) {
                text.append(statements.get(i)).append("\n;\n");
            }
            text.append("\\echo '").append(MARK).append("columns'\n");
            text.append(statements.isEmpty() ? query : statements.get(statements.size() - 1));
            text.append("\n\\gdesc\n\\echo '").append(MARK).append("rows'\n\\g\n");
            text.append("\\echo '").append(MARK).append("count' :ROW_COUNT\n");
        }
        return text.toString();
    }

    /**
     * What {@code register} gets.
     *
     * @throws IllegalArgumentException with the query that the server refused
     */
    Map<String, Object> read(Psql psql, String answer) {
        String out;
        try {
            out = psql.printed(answer);
        } catch (IllegalArgumentException e) {
            if (e.getMessage().startsWith(Psql.UNREACHED)) {
                throw e;
            }
            int done = answer.split(MARK + "count", -1).length - 1;
            String query = queries.get(Math.min(done, queries.size() - 1));
            throw new IllegalArgumentException(
                    "Cannot execute SQL '" + query + "': " + e.getMessage(), e);
        }
        List<Object> all = new ArrayList<>();
        boolean changed = false;
        long count = 0;
        String status = "";
        int at = 0;
        for (String query : filled) {
            int columns = after(out, "columns\n", at);
            int rows = after(out, "rows\n", columns);
            int end = after(out, "count ", rows);
            at = out.indexOf('\n', end);
            long number = Long.parseLong(out.substring(end, at).strip());
            CsvRows described = new CsvRows(out.substring(columns, before(out, columns)), NULL);
            CsvRows data = new CsvRows(out.substring(rows, before(out, rows)), NULL);
            List<Column> names = columns(described);
            List<Map<String, Object>> result = new ArrayList<>();
            // of what is no query the server tells no number of rows
            boolean open = UTILITIES.contains(word(query));
            while (!names.isEmpty() && (open ? data.more() : result.size() < number)) {
                result.add(row(names, data.next(names.size())));
            }
            number = open ? result.size() : number;
            status = data.rest().strip();
            if (status.isEmpty()) {
                status = statusOf(query, number);
            }
            all.add(result.isEmpty() ? Map.of() : result);
            count += Math.max(0, number);
            changed |= changes(status);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("changed", changed);
        values.put("query", filled.get(filled.size() - 1));
        values.put("query_list", queries);
        values.put("statusmessage", status);
        values.put("query_result", all.get(all.size() - 1));
        values.put("query_all_results", all);
        values.put("rowcount", count);
        return values;
    }

    private static int after(String out, String mark, int from) {
        return out.indexOf(MARK + mark, from) + (MARK + mark).length();
    }

    private static int before(String out, int from) {
        return out.indexOf(MARK, from);
    }

    /** A column of a result. */
    private record Column(String name, String type) {}

    private static List<Column> columns(CsvRows described) {
        List<Column> all = new ArrayList<>();
        while (described.more()) {
            List<String> pair = described.next(2);
            // a statement without a result has a sentence instead
            if (pair.size() == 2) {
                all.add(new Column(pair.get(0), pair.get(1)));
            }
        }
        return all;
    }

    private static Map<String, Object> row(List<Column> names, List<String> values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String text = values.get(i);
            row.put(names.get(i).name(), text == null ? null : value(text, names.get(i).type()));
        }
        return row;
    }

    /** As Ansible tells it: numbers, booleans and JSON as such, times in ISO 8601, else text. */
    private static Object value(String text, String type) {
        if (type.endsWith("[]")) {
            String inner = type.substring(0, type.length() - 2);
            return PostgresArray.read(text, each -> value(each, inner));
        }
        String plain = type.replaceFirst("\\(.*?\\)", "");
        return switch (plain) {
            case "smallint", "integer", "bigint", "oid" -> Long.valueOf(text);
            case "real", "double precision", "numeric" -> Double.valueOf(text);
            case "boolean" -> text.equals("t");
            case "json", "jsonb" -> Json.read(text);
            case "timestamp without time zone" -> text.replace(' ', 'T');
            case "timestamp with time zone" ->
                    text.replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00");
            default -> text;
        };
    }

    private static String statusOf(String query, long rows) {
        String word = word(query);
        return UTILITIES.contains(word)
                ? word
                : (word.equals("FETCH") ? "FETCH " : "SELECT ") + rows;
    }

    private static String word(String query) {
        return query.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static boolean changes(String status) {
        if (status.contains("SELECT") || status.contains("SHOW")) {
            return false;
        }
        if (!status.matches("(?s).*(UPDATE|INSERT|DELETE).*")) {
            return true;
        }
        String[] words = status.split(" ");
        return words.length != 2 && words.length != 3 || !words[words.length - 1].equals("0");
    }
}
