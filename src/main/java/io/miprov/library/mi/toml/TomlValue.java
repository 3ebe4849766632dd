package io.miprov.library.mi.toml;

import io.miprov.diag.Secret;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes values as TOML 0.5, which is what the Micro Integrator reads: arrays of one type, inline
 * tables on one line.
 */
public final class TomlValue {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private TomlValue() {}

    /** Throws {@link IllegalArgumentException} when TOML 0.5 has no such value. */
    public static String written(Object value) {
        if (value instanceof Secret secret) {
            return quoted(secret.value());
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof List<?> list) {
            return array(list);
        }
        if (value instanceof Map<?, ?> map) {
            return table(map);
        }
        throw new IllegalArgumentException(
                value == null
                        ? "there is no empty value in TOML; use `remove` to take a key away"
                        : "`" + value + "` is nothing that TOML can say");
    }

    private static String number(Number number) {
        if (number instanceof Double real) {
            String text = real.toString();
            return Double.isInfinite(real)
                    ? text.replace("Infinity", "inf")
                    : text.replace("NaN", "nan");
        }
        BigInteger whole = new BigInteger(number.toString());
        if (whole.compareTo(LEAST) < 0 || whole.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("`" + number + "` is too large for TOML");
        }
        return whole.toString();
    }

    private static String array(List<?> list) {
        List<String> items = new ArrayList<>();
        for (Object item : list) {
            items.add(written(item));
            if (kind(item) != kind(list.get(0))) {
                throw new IllegalArgumentException(
                        "the list "
                                + list
                                + " has values of several types, which the TOML of the"
                                + " Micro Integrator does not allow");
            }
        }
        return "[" + String.join(", ", items) + "]";
    }

    private static char kind(Object value) {
        if (value instanceof String || value instanceof Secret) {
            return 's';
        }
        if (value instanceof Double) {
            return 'd';
        }
        return value instanceof Number
                ? 'n'
                : value instanceof Boolean ? 'b' : value instanceof List ? 'l' : 't';
    }

    private static String table(Map<?, ?> map) {
        List<String> pairs = new ArrayList<>();
        map.forEach(
                (key, value) ->
                        pairs.add(Names.written(List.of(key.toString())) + " = " + written(value)));
        return pairs.isEmpty() ? "{}" : "{ " + String.join(", ", pairs) + " }";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append(String.format("\\u%04X", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
