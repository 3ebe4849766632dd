package io.miprov.lang;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Filters for numbers. */
final class NumberFilters {
    static final String NAMES =
            "abs round log pow root human_readable human_to_bytes filesizeformat";

    private static final String UNITS = "KMGTPEZY";

    private NumberFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "abs" ->
                    call ->
                            Numbers.compare(number(call), 0L) < 0
                                    ? Numbers.negate(number(call))
                                    : number(call);
            case "round" -> NumberFilters::round;
            case "log" -> NumberFilters::log;
            case "pow" -> call -> Math.pow(Numbers.real(number(call)), real(call, "y", 0));
            case "root" -> NumberFilters::root;
            case "human_readable" -> NumberFilters::readable;
            case "human_to_bytes" -> NumberFilters::bytes;
            case "filesizeformat" -> NumberFilters::fileSize;
            default -> null;
        };
    }

    private static Object number(Call call) {
        if (!Numbers.is(call.input())) {
            throw Fault.of(
                            call.name() + "() can only be used on numbers",
                            "this is " + Python.kind(call.input()))
                    .help("make one with `| int` or `| float`");
        }
        return call.input();
    }

    private static double real(Call call, String name, int place) {
        Object value = call.arg(place, name);
        if (!Numbers.is(value)) {
            throw Fault.of("`" + name + "` must be a number", "this is " + Python.kind(value));
        }
        return Numbers.real(value);
    }

    private static Object round(Call call) {
        int places = call.whole(0, "precision", 0);
        String method = call.text(1, "method", "common");
        Object number = number(call);
        RoundingMode mode =
                switch (method) {
                    case "common" -> RoundingMode.HALF_EVEN;
                    case "ceil" -> RoundingMode.CEILING;
                    case "floor" -> RoundingMode.FLOOR;
                    default ->
                            throw Fault.of(
                                    "`method` is common, ceil or floor", "this is " + method);
                };
        if (method.equals("common") && Numbers.whole(number)) {
            return number;
        }
        if (Double.isNaN(Numbers.real(number)) || Double.isInfinite(Numbers.real(number))) {
            return number;
        }
        return new BigDecimal(Numbers.real(number)).setScale(places, mode).doubleValue();
    }

    private static Object log(Call call) {
        double value = Numbers.real(number(call));
        double base = call.has(0, "base") ? real(call, "base", 0) : Math.E;
        if (value <= 0) {
            throw Fault.of("only a positive number has a logarithm");
        }
        return base == 10
                ? Math.log10(value)
                : base == Math.E ? Math.log(value) : Math.log(value) / Math.log(base);
    }

    private static Object root(Call call) {
        double base = call.has(0, "base") ? real(call, "base", 0) : 2;
        double value = Numbers.real(number(call));
        return base == 2 ? Math.sqrt(value) : Math.pow(value, 1 / base);
    }

    private static Object readable(Call call) {
        boolean bits = call.flag(0, "isbits", false);
        Object given = call.arg(1, "unit", null);
        Object unit = given == null || Python.str(given).isEmpty() ? null : given;
        Object real = ValueFilters.real(call.input(), null);
        if (real == null) {
            throw Fault.of(
                    "human_readable() failed on bad input", "this is " + Python.kind(call.input()));
        }
        double size = Numbers.real(real);
        int power =
                unit == null
                        ? 0
                        : UNITS.indexOf(Python.str(unit).toUpperCase(Locale.ROOT).charAt(0)) + 1;
        while (unit == null && power < UNITS.length() && size >= Math.pow(1024, power + 1)) {
            power++;
        }
        String suffix =
                (power == 0 ? "" : UNITS.charAt(power - 1))
                        + (bits ? power == 0 ? "bits" : "b" : power == 0 ? "Bytes" : "B");
        return new Spec(' ', '<', '-', false, 0, "", 2, 'f').of(size / Math.pow(1024, power))
                + " "
                + suffix;
    }

    private static Object bytes(Call call) {
        Object standard = call.arg(0, "default_unit", null);
        Object unit = standard == null || Python.str(standard).isEmpty() ? null : standard;
        boolean bits = call.flag(1, "isbits", false);
        java.util.regex.Matcher match =
                java.util.regex.Pattern.compile("\\s*(\\d+\\.?\\d*|\\.\\d+)\\s*([A-Za-z]*)\\s*")
                        .matcher(call.text());
        if (!match.matches()) {
            throw Fault.of(
                    "human_to_bytes() can't interpret following string: "
                            + Python.str(call.input()));
        }
        String given =
                match.group(2).isEmpty() ? unit == null ? "B" : Python.str(unit) : match.group(2);
        String rest = given.length() > 1 ? given.substring(1) : "";
        int power = UNITS.indexOf(Character.toUpperCase(given.charAt(0))) + 1;
        boolean plain = power == 0 && given.equalsIgnoreCase(bits ? "b" : "B");
        boolean fits =
                rest.isEmpty()
                        || rest.equals(bits ? "b" : "B")
                        || rest.equalsIgnoreCase(bits ? "bits" : "bytes");
        if (!plain && power == 0 || !fits) {
            throw Fault.of("there is no unit `" + given + "`")
                    .help("write 10M, 10MB or 10 " + (bits ? "Mb" : "MB"));
        }
        return Math.round(Double.parseDouble(match.group(1)) * Math.pow(1024, power));
    }

    private static Object fileSize(Call call) {
        boolean binary = call.flag(0, "binary", false);
        Object given = ValueFilters.real(call.input(), null);
        if (given == null) {
            throw Fault.of(
                    "`filesizeformat` needs a number", "this is " + Python.kind(call.input()));
        }
        double bytes = Numbers.real(given);
        int base = binary ? 1024 : 1000;
        if (bytes < base) {
            return bytes == 1 ? "1 Byte" : (long) bytes + " Bytes";
        }
        int power = 1;
        while (power < UNITS.length() && bytes >= Math.pow(base, power + 1)) {
            power++;
        }
        String unit =
                binary
                        ? UNITS.charAt(power - 1) + "iB"
                        : (power == 1 ? "k" : UNITS.substring(power - 1, power)) + "B";
        return new Spec(' ', '<', '-', false, 0, "", 1, 'f').of(bytes / Math.pow(base, power))
                + " "
                + unit;
    }
}
