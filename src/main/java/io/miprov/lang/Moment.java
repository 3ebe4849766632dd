package io.miprov.lang;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What {@code to_datetime} and {@code now} give: a date and a time, as templates use one. */
record Moment(LocalDateTime at) {
    /** The time there, to the microsecond. */
    static Moment now(ZoneId zone) {
        return new Moment(LocalDateTime.now(zone).truncatedTo(ChronoUnit.MICROS));
    }

    static Moment parse(String text, String format) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            pattern.append(
                    c == '%' && i + 1 < format.length()
                            ? directive(format.charAt(++i))
                            : literal(c));
        }
        try {
            return new Moment(
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(pattern.toString())
                            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                            .toFormatter(Locale.ENGLISH)
                            .parse(text, LocalDateTime::from));
        } catch (DateTimeException e) {
            throw Fault.of("this text is no date of the form " + format, Python.repr(text));
        }
    }

    private static String literal(char c) {
        return Character.isLetter(c) ? "'" + c + "'" : c == '\'' ? "''" : String.valueOf(c);
    }

    private static String directive(char kind) {
        return switch (kind) {
            case 'Y' -> "uuuu";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'H' -> "HH";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'f' -> "SSSSSS";
            case 'b' -> "MMM";
            case 'B' -> "MMMM";
            case 'y' -> "uu";
            case 'z' -> "xx";
            case 'Z' -> "z";
            case 'T' -> "HH:mm:ss";
            case 'F' -> "uuuu-MM-dd";
            case '%' -> "%";
            default -> throw Fault.of("there is no format %" + kind + " of time");
        };
    }

    /** A part by its name, or NOTHING. */
    Object get(String name) {
        return switch (name) {
            case "year" -> (long) at.getYear();
            case "month" -> (long) at.getMonthValue();
            case "day" -> (long) at.getDayOfMonth();
            case "hour" -> (long) at.getHour();
            case "minute" -> (long) at.getMinute();
            case "second" -> (long) at.getSecond();
            case "microsecond" -> (long) at.getNano() / 1000;
            default -> Scope.NOTHING;
        };
    }

    /** A method, or null. */
    Callable method(String name) {
        return switch (name) {
            case "strftime" -> call -> TimeFilters.text(call.text(0, "format"), zoned());
            case "isoformat" -> call -> written(call.text(0, "sep", "T"));
            case "timestamp" ->
                    call -> micros(Duration.between(Instant.EPOCH, zoned().toInstant()));
            case "weekday" -> call -> at.getDayOfWeek().getValue() - 1L;
            default -> null;
        };
    }

    java.time.ZonedDateTime zoned() {
        return at.atZone(ZoneId.systemDefault());
    }

    /** The time from another moment to this one. */
    Span minus(Moment other) {
        return new Span(Duration.between(other.at, at));
    }

    @Override
    public String toString() {
        return written(" ");
    }

    private String written(String separator) {
        return at.format(DateTimeFormatter.ofPattern("uuuu-MM-dd"))
                + separator
                + at.format(DateTimeFormatter.ofPattern("HH:mm:ss"))
                + fraction(at.get(ChronoField.NANO_OF_SECOND));
    }

    /** As Python writes the part of a second: six digits, or nothing when there is none. */
    private static String fraction(int nanos) {
        return nanos < 1000 ? "" : String.format(".%06d", nanos / 1000);
    }

    /** Seconds, to the microsecond. */
    private static double micros(Duration length) {
        return (length.getSeconds() * 1_000_000L + length.getNano() / 1000) / 1e6;
    }

    /** A time between two moments. */
    record Span(Duration length) {
        /** A part by its name, or NOTHING. */
        Object get(String name) {
            return switch (name) {
                case "days" -> Math.floorDiv(length.getSeconds(), 86400L);
                case "seconds" -> Math.floorMod(length.getSeconds(), 86400L);
                case "microseconds" -> length.getNano() / 1000L;
                default -> Scope.NOTHING;
            };
        }

        /** A method, or null. */
        Callable method(String name) {
            return name.equals("total_seconds") ? call -> micros(length) : null;
        }

        @Override
        public String toString() {
            long days = Math.floorDiv(length.getSeconds(), 86400L);
            long rest = Math.floorMod(length.getSeconds(), 86400L);
            String clock =
                    String.format("%d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60)
                            + fraction(length.getNano());
            return days == 0 ? clock : days + (Math.abs(days) == 1 ? " day, " : " days, ") + clock;
        }
    }
}
