package io.miprov.lang;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into values: whole numbers stay whole, mappings keep their order. */
public final class Json {
    private static final int DEEPEST = 500;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /** The text of a value, as Python's {@code json.dumps} writes it. */
    public static String write(Object value) {
        return JsonText.plain().of(value);
    }

    /** A value as JSON for people: a line for each part. */
    public static String pretty(Object value) {
        return new JsonText(1, false, true, ",", ": ").of(value);
    }

    /**
     * The value of a text that is JSON; throws IllegalArgumentException that tells where it is not.
     */
    public static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.space();
        if (json.at < text.length()) {
            throw json.wrong("the end");
        }
        return value;
    }

    private Object value() {
        space();
        if (at >= text.length() || ++depth > DEEPEST) {
            throw wrong("a value");
        }
        char c = text.charAt(at);
        Object value =
                switch (c) {
                    case '{' -> mapping();
                    case '[' -> list();
                    case '"' -> quoted();
                    default -> word();
                };
        depth--;
        return value;
    }

    private Object mapping() {
        Map<Object, Object> map = new LinkedHashMap<>();
        at++;
        for (boolean more = !end('}'); more; more = more('}')) {
            space();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw wrong("a key in quotes");
            }
            String key = quoted();
            space();
            take(':');
            map.put(key, value());
        }
        return map;
    }

    private Object list() {
        List<Object> list = new ArrayList<>();
        at++;
        for (boolean more = !end(']'); more; more = more(']')) {
            list.add(value());
        }
        return list;
    }

    private boolean end(char close) {
        space();
        boolean end = at < text.length() && text.charAt(at) == close;
        at += end ? 1 : 0;
        return end;
    }

    private boolean more(char close) {
        if (end(close)) {
            return false;
        }
        take(',');
        return true;
    }

    private void take(char wanted) {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw wrong("`" + wanted + "`");
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private String quoted() {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                escape(out);
            } else {
                out.append(c);
            }
        }
        take('"');
        return out.toString();
    }

    private void escape(StringBuilder out) {
        char c = text.charAt(at++);
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case '"', '\\', '/' -> out.append(c);
            case 'u' -> {
                try {
                    out.append(
                            (char)
                                    Integer.parseInt(
                                            text.substring(at, Math.min(text.length(), at + 4)),
                                            16));
                } catch (NumberFormatException e) {
                    throw wrong("four hexadecimal digits");
                }
                at += 4;
            }
            default -> throw wrong("an escape that JSON knows");
        }
    }

    private Object word() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> number(word, from);
        };
    }

    private Object number(String word, int from) {
        try {
            if (word.indexOf('.') < 0 && word.indexOf('e') < 0 && word.indexOf('E') < 0) {
                return Numbers.of(new BigInteger(word));
            }
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            at = from;
            throw wrong("a value");
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new IllegalArgumentException(
                "expected " + wanted + " in line " + line + ", column " + (at - start + 1));
    }
}
