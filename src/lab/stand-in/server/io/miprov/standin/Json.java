package io.miprov.standin;

import java.util.List;

/** Writes small JSON objects. */
final class Json {
    private Json() {}

    /** Names and values in turn. */
    static String object(Object... namesAndValues) {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.append(i == 0 ? "" : ",")
                    .append(value(namesAndValues[i]))
                    .append(':')
                    .append(value(namesAndValues[i + 1]));
        }
        return out.append('}').toString();
    }

    private static String value(Object value) {
        if (value instanceof Number || value instanceof Boolean || value instanceof StringBuilder) {
            return value.toString();
        }
        if (value instanceof List) {
            StringBuilder out = new StringBuilder("[");
            for (Object item : (List<?>) value) {
                out.append(out.length() == 1 ? "" : ",").append(value(item));
            }
            return out.append(']').toString();
        }
        String text = String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"");
        return "\"" + text.replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
