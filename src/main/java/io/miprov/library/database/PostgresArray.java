package io.miprov.library.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Arrays as PostgreSQL writes them: {@code {1,NULL,"a,b"}}. */
final class PostgresArray {
    private final String text;
    private final Function<String, Object> element;
    private int at;

    private PostgresArray(String text, Function<String, Object> element) {
        this.text = text;
        this.element = element;
    }

    /** A list as an array. */
    static String of(List<?> list) {
        return list.stream().map(PostgresArray::written).collect(Collectors.joining(",", "{", "}"));
    }

    private static String written(Object each) {
        if (each == null) {
            return "NULL";
        }
        if (each instanceof List<?> inner) {
            return of(inner);
        }
        String text = each.toString();
        return each instanceof Number || each instanceof Boolean
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** An array as a list, whose elements the function reads. */
    static List<Object> read(String text, Function<String, Object> element) {
        // [2:3]={…} tells where the indexes begin
        String plain = text.startsWith("[") ? text.substring(text.indexOf('=') + 1) : text;
        return new PostgresArray(plain, element).list();
    }

    private List<Object> list() {
        List<Object> all = new ArrayList<>();
        at++;
        while (at < text.length() && text.charAt(at) != '}') {
            char c = text.charAt(at);
            if (c == ',') {
                at++;
            } else if (c == '{') {
                all.add(list());
            } else {
                all.add(c == '"' ? element.apply(quoted()) : plain());
            }
        }
        at++;
        return all;
    }

    private Object plain() {
        int from = at;
        while (at < text.length() && ",}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return word.equals("NULL") ? null : element.apply(word);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            value.append(text.charAt(at));
        }
        at++;
        return value.toString();
    }
}
