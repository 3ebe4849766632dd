package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlNode.Kind;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** What values without others in them mean. */
final class Scalars {
    private static final Pattern INTEGER =
            Pattern.compile("[+-]?[0-9][0-9_]*|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+");
    private static final Pattern DATE =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{2}:[0-9]{2}.*");

    private Scalars() {}

    /** The kind of a value that is written like this. */
    static Kind kind(String written) {
        if (written.startsWith("\"") || written.startsWith("'")) {
            return Kind.STRING;
        }
        if (written.equals("true") || written.equals("false")) {
            return Kind.BOOLEAN;
        }
        if (DATE.matcher(written).matches()) {
            return Kind.DATE;
        }
        return INTEGER.matcher(written).matches() ? Kind.INTEGER : Kind.FLOAT;
    }

    /** What it means, as equal values are equal: text, whole number, real number, truth, date. */
    static Object value(String written) {
        return switch (kind(written)) {
            case STRING -> string(written);
            case BOOLEAN -> Boolean.valueOf(written);
            case INTEGER -> integer(written.replace("_", ""));
            case FLOAT -> real(written.replace("_", ""));
            default -> new Date(written.replace('t', 'T').replace(' ', 'T').replace('z', 'Z'));
        };
    }

    /** A date or time; it is compared as it is written. */
    private record Date(String written) {
        @Override
        public String toString() {
            return written;
        }
    }

    private static BigInteger integer(String written) {
        String digits = written.startsWith("+") ? written.substring(1) : written;
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0o")) {
            return new BigInteger(digits.substring(2), 8);
        }
        return digits.startsWith("0b")
                ? new BigInteger(digits.substring(2), 2)
                : new BigInteger(digits);
    }

    private static Object real(String written) {
        String plain = written.startsWith("+") ? written.substring(1) : written;
        return switch (plain) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.valueOf(plain);
        };
    }

    /** The text of a string of any of the four forms. */
    static String string(String written) {
        boolean basic = written.charAt(0) == '"';
        String three = basic ? "\"\"\"" : "'''";
        int quotes = written.startsWith(three) && written.length() >= 6 ? 3 : 1;
        String inside = written.substring(quotes, written.length() - quotes);
        if (quotes == 3) {
            inside = inside.replace("\r\n", "\n");
            inside = inside.startsWith("\n") ? inside.substring(1) : inside;
        }
        return basic ? unescaped(inside) : inside;
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            int known = "btnfre\"\\".indexOf(escape);
            int digits = escape == 'u' ? 4 : escape == 'U' ? 8 : escape == 'x' ? 2 : 0;
            if (known >= 0) {
                out.append("\b\t\n\f\r\u001b\"\\".charAt(known));
            } else if (digits > 0 && i + digits < text.length()) {
                out.appendCodePoint(Integer.parseInt(text.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else if (" \t\n".indexOf(escape) >= 0) {
                while (i + 1 < text.length() && " \t\n".indexOf(text.charAt(i + 1)) >= 0) {
                    i++;
                }
            } else {
                throw new IllegalArgumentException("\\" + escape + " means nothing in TOML");
            }
        }
        return out.toString();
    }
}
