package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.module.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When a maintenance window ends. A batch of a roll that can not be done by then is not begun. */
final class WindowOptions {
    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "begin no batch of a roll that can not be done by then: 05:00, or"
                            + " 2026-11-22T05:00:00Z")
    private String until = "";

    @Option(names = "--window", paramLabel = "TIME", description = "the same, so long from now: 3h")
    private String window = "";

    /** When it ends; empty when nobody said so. */
    Optional<Instant> end(Clock clock) {
        if (!until.isEmpty() && !window.isEmpty()) {
            throw new BadInput(
                    "error: --until and --window both say when the window ends\n  = help: give one of"
                            + " them\n");
        }
        Optional<Instant> end =
                until.isEmpty()
                        ? length(window).map(length -> clock.instant().plus(length))
                        : Optional.of(time(until, clock));
        if (end.isPresent() && !end.get().isAfter(clock.instant())) {
            throw new BadInput(
                    "error: the window is over: it ended at "
                            + end.get()
                            + "\n  = help: name a time to come with --until\n");
        }
        return end;
    }

    /** How long a window is; empty when nobody said so. */
    static Optional<Duration> length(String window) {
        return window.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Durations.read(window)
                                .filter(length -> !length.isZero())
                                .orElseThrow(
                                        () ->
                                                new BadInput(
                                                        "error: --window "
                                                                + window
                                                                + ": it "
                                                                + Durations.NEEDS
                                                                + "\n  = help: three hours are --window"
                                                                + " 3h\n")));
    }

    /** A time of the day is the next such time. */
    private static Instant time(String text, Clock clock) {
        ZoneId zone = clock.getZone();
        try {
            if (text.matches("\\d{1,2}:\\d{2}(:\\d{2})?")) {
                return next(timeOfDay(text), ZonedDateTime.now(clock));
            }
            return text.matches(".*T.*([zZ]|[+-]\\d{2}:?\\d{2})")
                    ? ZonedDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new BadInput(
                    "error: --until "
                            + text
                            + " is no time\n  = help: write 05:00, 2026-11-22T05:00 or"
                            + " 2026-11-22T05:00:00Z\n");
        }
    }

    /** The next time that a clock shows this, after a moment. */
    static Instant next(LocalTime time, ZonedDateTime from) {
        ZonedDateTime today = from.with(time);
        return (today.isAfter(from) ? today : from.plusDays(1).with(time)).toInstant();
    }

    /** Throws {@link DateTimeException} for what no clock shows. */
    static LocalTime timeOfDay(String text) {
        return LocalTime.parse(text.length() % 3 == 1 ? "0" + text : text);
    }
}
