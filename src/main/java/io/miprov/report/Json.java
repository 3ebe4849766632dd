package io.miprov.report;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes values as JSON: maps, lists, numbers, booleans, null, and all else as text. */
public final class Json {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final int indent;
    private final boolean sorted;

    private Json(int indent, boolean sorted) {
        this.indent = indent;
        this.sorted = sorted;
    }

    /** On one line, members in their own order. */
    public static String line(Object value) {
        Json json = new Json(0, false);
        json.value(value, 0);
        return json.out.toString();
    }

    /** On one line, members by name. */
    static String sorted(Object value) {
        Json json = new Json(0, true);
        json.value(value, 0);
        return json.out.toString();
    }

    /** On many lines, members by name, as {@code ansible-inventory --list} prints it. */
    public static String pretty(Object value) {
        Json json = new Json(4, true);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else if (value == null || value instanceof Boolean || isWhole(value)) {
            out.append(value);
        } else if (value instanceof Double real && !real.isNaN() && !real.isInfinite()) {
            out.append(real);
        } else {
            text(value.toString());
        }
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    }

    private void map(Map<?, ?> map, int depth) {
        Map<String, Object> members = sorted ? new TreeMap<>() : new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> member : members.entrySet()) {
            out.append(separator);
            feed(depth + 1);
            text(member.getKey());
            out.append(": ");
            value(member.getValue(), depth + 1);
            separator = indent == 0 ? ", " : ",";
        }
        if (!members.isEmpty()) {
            feed(depth);
        }
        out.append('}');
    }

    private void list(List<?> list, int depth) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            feed(depth + 1);
            value(list.get(i), depth + 1);
            out.append(i + 1 < list.size() ? indent == 0 ? ", " : "," : "");
        }
        if (!list.isEmpty()) {
            feed(depth);
        }
        out.append(']');
    }

    private void feed(int depth) {
        if (indent > 0) {
            out.append('\n').append(" ".repeat(depth * indent));
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' '
                        || c == 0x7f
                        || Character.isSurrogate(c)
                        || c == 0x2028
                        || c == 0x2029) {
                    hex(c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    /** A pair of surrogates as two escapes is the same character, and a lonely one stays legal. */
    private void hex(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xf));
        }
    }
}
