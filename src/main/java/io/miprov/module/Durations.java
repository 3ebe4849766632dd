package io.miprov.module;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times as people write them: a number of seconds, or units: {@code 500ms}, {@code 1m30s}.
 */
public final class Durations {
    public static final String NEEDS =
            "needs a time such as `30s`, `5m` or `1h30m`, or a number of seconds";

    /** The parts go from the longest unit to the shortest. */
    private static final Pattern UNITS =
            Pattern.compile(
                    "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d+)?");

    private Durations() {}

    /** The time that a value of a playbook means; empty when it means none. */
    public static Optional<Duration> read(Object value) {
        if (!(value instanceof String) && !(value instanceof Number)) {
            return Optional.empty();
        }
        String text = value.toString().strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)));
        }
        Matcher parts = UNITS.matcher(text);
        return text.isEmpty() || !parts.matches()
                ? Optional.empty()
                : Optional.of(
                        Duration.ofDays(number(parts.group(1)))
                                .plusHours(number(parts.group(2)))
                                .plusMinutes(number(parts.group(3)))
                                .plusSeconds(number(parts.group(4)))
                                .plusMillis(number(parts.group(5))));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
