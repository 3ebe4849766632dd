package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON as Python's {@code json.dumps} does.
 *
 * @param indent spaces a level; -1 for one line
 * @param between what stands between items
 * @param colon what stands behind a key
 */
record JsonText(int indent, boolean sorted, boolean ascii, String between, String colon) {

    static JsonText plain() {
        return new JsonText(-1, false, true, ", ", ": ");
    }

    String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return out.toString();
    }

    private void write(Object value, int depth, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            mapping(map, depth, out);
        } else if (value instanceof List<?> list) {
            list(list, depth, out);
        } else if (Python.plain(value) instanceof String text) {
            quoted(text, out);
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Double real) {
            out.append(
                    Double.isNaN(real)
                            ? "NaN"
                            : Double.isInfinite(real)
                                    ? real > 0 ? "Infinity" : "-Infinity"
                                    : Printing.real(real));
        } else if (Numbers.is(value)) {
            out.append(value);
        } else {
            Python.defined(value);
            quoted(Python.str(value), out);
        }
    }

    private void mapping(Map<?, ?> map, int depth, StringBuilder out) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sorted) {
            entries.sort((a, b) -> Python.compare(a.getKey(), b.getKey()));
        }
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> each : entries) {
            out.append(comma);
            line(depth + 1, out);
            quoted(key(each.getKey()), out);
            out.append(colon);
            write(each.getValue(), depth + 1, out);
            comma = between;
        }
        if (!entries.isEmpty()) {
            line(depth, out);
        }
        out.append('}');
    }

    private static String key(Object key) {
        return key == null ? "null" : key instanceof Boolean ? key.toString() : Python.str(key);
    }

    private void list(List<?> list, int depth, StringBuilder out) {
        out.append('[');
        String comma = "";
        for (Object each : list) {
            out.append(comma);
            line(depth + 1, out);
            write(each, depth + 1, out);
            comma = between;
        }
        if (!list.isEmpty()) {
            line(depth, out);
        }
        out.append(']');
    }

    private void line(int depth, StringBuilder out) {
        if (indent >= 0) {
            out.append('\n').append(" ".repeat(indent * depth));
        }
    }

    private void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || ascii && c > '~') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
