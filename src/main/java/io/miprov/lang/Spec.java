package io.miprov.lang;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How Python prints one value in a format.
 *
 * @param align one of {@code < > ^ =}
 * @param sign one of {@code + -} and space
 * @param group what stands between groups of digits; may be empty
 * @param precision -1 when it is not given
 * @param kind a letter; {@code 0} when it is not given
 */
record Spec(
        char fill,
        char align,
        char sign,
        boolean alternate,
        int width,
        String group,
        int precision,
        char kind) {

    /** Reads what stands behind the colon in {@code {:>8.2f}}. */
    static Spec parse(String text, boolean number) {
        int at = 0;
        char fill = ' ';
        char align = number ? '>' : '<';
        if (text.length() > 1 && "<>^=".indexOf(text.charAt(1)) >= 0) {
            fill = text.charAt(0);
            align = text.charAt(1);
            at = 2;
        } else if (!text.isEmpty() && "<>^=".indexOf(text.charAt(0)) >= 0) {
            align = text.charAt(0);
            at = 1;
        }
        java.util.regex.Matcher rest =
                java.util.regex.Pattern.compile(
                                "([+\\- ]?)(#?)(0?)(\\d{0,6})([,_]?)(?:\\.(\\d{1,6}))?([a-zA-Z%]?)")
                        .matcher(text.substring(at));
        if (!rest.matches()) {
            throw Fault.of("`" + text + "` is no format");
        }
        boolean zeros = !rest.group(3).isEmpty();
        return new Spec(
                zeros && at == 0 ? '0' : fill,
                zeros && at == 0 ? '=' : align,
                rest.group(1).isEmpty() ? '-' : rest.group(1).charAt(0),
                !rest.group(2).isEmpty(),
                rest.group(4).isEmpty() ? 0 : Integer.parseInt(rest.group(4)),
                rest.group(5),
                rest.group(6) == null ? -1 : Integer.parseInt(rest.group(6)),
                rest.group(7).isEmpty() ? '0' : rest.group(7).charAt(0));
    }

    Spec kind(char other) {
        return new Spec(fill, align, sign, alternate, width, group, precision, other);
    }

    /** The value as text. */
    String of(Object value) {
        boolean real = "fFeEgG%".indexOf(kind) >= 0 || value instanceof Double;
        if (!Numbers.is(value) || kind == 's') {
            return padded(cut(Python.str(value)), "");
        }
        if (!real) {
            return whole(Numbers.big(value));
        }
        double number = Numbers.real(value);
        boolean minus = number < 0;
        return padded(grouped(digits(Math.abs(number))), signed(minus));
    }

    String cut(String text) {
        return precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
    }

    private String whole(BigInteger value) {
        String digits = value.abs().toString(radix());
        digits = kind == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
        String mark = alternate && radix() != 10 ? "0" + kind : "";
        if (precision > digits.length()) {
            digits = "0".repeat(precision - digits.length()) + digits;
        }
        return padded(grouped(digits), signed(value.signum() < 0) + mark);
    }

    private int radix() {
        return switch (kind) {
            case 'x', 'X' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
    }

    private String signed(boolean minus) {
        return minus ? "-" : sign == '-' ? "" : String.valueOf(sign);
    }

    private String digits(double number) {
        int places = precision < 0 ? 6 : precision;
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : "inf";
        }
        BigDecimal exact = new BigDecimal(number);
        return switch (kind) {
            case 'f', 'F' -> exact.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
            case '%' ->
                    exact.movePointRight(2).setScale(places, RoundingMode.HALF_EVEN).toPlainString()
                            + "%";
            case 'e', 'E' -> power(exact, places, kind);
            case 'g', 'G' -> general(exact, Math.max(1, places));
            default ->
                    precision < 0 ? Printing.real(number) : general(exact, Math.max(1, precision));
        };
    }

    private static String power(BigDecimal exact, int places, char mark) {
        BigDecimal rounded = exact.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
        int exponent = exact.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits =
                rounded.movePointLeft(exponent)
                        .setScale(places, RoundingMode.HALF_EVEN)
                        .toPlainString();
        return digits
                + mark
                + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private String general(BigDecimal exact, int digits) {
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = exact.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= digits) {
            String text = power(exact, digits - 1, kind == 'G' ? 'E' : 'e');
            int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
            return bare(text.substring(0, mark)) + text.substring(mark);
        }
        return bare(
                rounded.setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN)
                        .toPlainString());
    }

    private static String bare(String digits) {
        return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    }

    private String grouped(String digits) {
        if (group.isEmpty()) {
            return digits;
        }
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        StringBuilder out = new StringBuilder(digits);
        for (int i = point - 3; i > 0; i -= 3) {
            out.insert(i, group);
        }
        return out.toString();
    }

    /** Filled up to the width; a sign stays in front of zeros. */
    String padded(String text, String sign) {
        int missing = Math.max(0, width - text.length() - sign.length());
        String by = String.valueOf(fill);
        return switch (align) {
            case '<' -> sign + text + by.repeat(missing);
            case '^' -> by.repeat(missing / 2) + sign + text + by.repeat(missing - missing / 2);
            case '=' -> sign + by.repeat(missing) + text;
            default -> by.repeat(missing) + sign + text;
        };
    }
}
