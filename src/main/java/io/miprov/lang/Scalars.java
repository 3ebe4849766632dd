package io.miprov.lang;

import java.math.BigInteger;
import java.util.Locale;

/** What a scalar stands for in YAML 1.1, as PyYAML reads it. */
final class Scalars {
    private Scalars() {}

    /** The value of a text with this tag; text that does not fit its tag stays text. */
    static Object of(String text, String tag) {
        try {
            return switch (tag) {
                case "tag:yaml.org,2002:null" -> null;
                case "tag:yaml.org,2002:bool" -> truth(text);
                case "tag:yaml.org,2002:int" -> whole(text);
                case "tag:yaml.org,2002:float" -> real(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> text;
        };
    }

    private static Object whole(String text) {
        String digits = text.replace("_", "");
        boolean minus = digits.startsWith("-");
        BigInteger value = natural(minus || digits.startsWith("+") ? digits.substring(1) : digits);
        return Numbers.of(minus ? value.negate() : value);
    }

    private static BigInteger natural(String digits) {
        if (digits.contains(":")) {
            BigInteger value = BigInteger.ZERO;
            for (String part : digits.split(":")) {
                value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
            return value;
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        return new BigInteger(digits, digits.startsWith("0") && digits.length() > 1 ? 8 : 10);
    }

    private static Object real(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        if (digits.endsWith(".inf")) {
            return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (digits.equals(".nan")) {
            return Double.NaN;
        }
        if (digits.startsWith("-.") || digits.startsWith("+.")) {
            return text;
        }
        int power = digits.indexOf('e');
        boolean signed = power > 0 && "+-".indexOf(digits.charAt(power + 1)) >= 0;
        if (power > 0 && (!signed || !digits.contains("."))) {
            return text;
        }
        return digits.contains(":") ? sixties(digits) : Double.valueOf(digits);
    }

    private static double sixties(String digits) {
        double value = 0;
        for (String part : digits.replaceFirst("^[+-]", "").split(":")) {
            value = value * 60 + Double.parseDouble(part);
        }
        return digits.startsWith("-") ? -value : value;
    }
}
