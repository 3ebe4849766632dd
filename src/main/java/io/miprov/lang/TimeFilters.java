package io.miprov.lang;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Filters for dates. */
final class TimeFilters {
    static final String NAMES = "strftime to_datetime";

    private TimeFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "strftime" -> TimeFilters::write;
            case "to_datetime" ->
                    call -> Moment.parse(call.text(), call.text(0, "format", "%Y-%m-%d %H:%M:%S"));
            default -> null;
        };
    }

    private static Object write(Call call) {
        Object second = call.arg(0, "second", null);
        boolean utc = call.flag(1, "utc", false);
        Object real =
                second == null
                        ? (Object) (System.currentTimeMillis() / 1000.0)
                        : ValueFilters.real(second, null);
        if (real == null) {
            throw Fault.of("Invalid value for epoch value (" + Python.str(second) + ")");
        }
        Instant instant = Instant.ofEpochMilli((long) (Numbers.real(real) * 1000));
        return text(call.text(), instant.atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault()));
    }

    /** {@code now(utc=false, fmt=none)}: the time, or the text that a format makes of it. */
    static Object now(Call call) {
        boolean utc = call.flag(0, "utc", false);
        Moment moment = Moment.now(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
        String format = call.text(1, "fmt", "");
        return format.isEmpty() ? moment : text(format, moment.zoned());
    }

    /** As {@code strftime} writes a moment. */
    static String text(String format, ZonedDateTime at) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 >= format.length()) {
                out.append(c);
            } else {
                part(format.charAt(++i), at, out);
            }
        }
        return out.toString();
    }

    private static void part(char kind, ZonedDateTime at, StringBuilder out) {
        switch (kind) {
            case 'Y' -> out.append(at.getYear());
            case 'y' -> two(at.getYear() % 100, out);
            case 'm' -> two(at.getMonthValue(), out);
            case 'd' -> two(at.getDayOfMonth(), out);
            case 'e' -> out.append(String.format("%2d", at.getDayOfMonth()));
            case 'H' -> two(at.getHour(), out);
            case 'I' -> two(at.get(ChronoField.CLOCK_HOUR_OF_AMPM), out);
            case 'M' -> two(at.getMinute(), out);
            case 'S' -> two(at.getSecond(), out);
            case 'f' -> out.append(String.format("%06d", at.getNano() / 1000));
            case 'p' -> out.append(at.getHour() < 12 ? "AM" : "PM");
            case 'j' -> out.append(String.format("%03d", at.getDayOfYear()));
            case 's' -> out.append(at.toEpochSecond());
            case 'a' -> out.append(at.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT));
            case 'A' ->
                    out.append(at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'b', 'h' ->
                    out.append(at.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'B' -> out.append(at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'u' -> out.append(at.getDayOfWeek().getValue());
            case 'w' -> out.append(at.getDayOfWeek().getValue() % 7);
            case 'V' -> two(at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), out);
            case 'U' -> two((at.getDayOfYear() + 6 - at.getDayOfWeek().getValue() % 7) / 7, out);
            case 'W' -> two((at.getDayOfYear() + 7 - at.getDayOfWeek().getValue()) / 7, out);
            case 'z' ->
                    out.append(
                            at.getOffset().equals(ZoneOffset.UTC)
                                    ? "+0000"
                                    : at.getOffset().getId().replace(":", ""));
            case 'Z' -> out.append(at.getZone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'F' -> out.append(text("%Y-%m-%d", at));
            case 'T' -> out.append(text("%H:%M:%S", at));
            case 'D' -> out.append(text("%m/%d/%y", at));
            case 'R' -> out.append(text("%H:%M", at));
            case 'c' -> out.append(text("%a %b %e %H:%M:%S %Y", at));
            case '%' -> out.append('%');
            default -> throw Fault.of("there is no format %" + kind + " of time");
        }
    }

    private static void two(int number, StringBuilder out) {
        out.append(number < 10 ? "0" : "").append(number);
    }
}
