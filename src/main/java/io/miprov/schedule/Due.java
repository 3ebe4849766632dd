package io.miprov.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which time of a job a start is for, and when its window ends. A start that comes late (since the
 * machine was off) belongs to the time that it was meant for: its window does not move with it.
 *
 * @param at the time it was meant for; empty: none that still counts, or started by hand
 * @param end of the window; empty: there is none
 */
public record Due(Optional<Instant> at, Optional<Instant> end) {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int MOST = 2000;

    /** For a start now that its timer made. */
    public static Due of(Timing timing, Instant now) {
        Duration window =
                timing.window() > 0 ? Duration.ofSeconds(timing.window()) : A_DAY.plusHours(1);
        Instant from = now.minus(window).minusSeconds(timing.jitter() + 1);
        Optional<Instant> at =
                timing.calendars().stream()
                        .flatMap(calendar -> times(calendar, from, now))
                        .max(Instant::compareTo);
        return new Due(at, at.flatMap(due -> end(timing, due)));
    }

    /** For a start by hand: its window begins now. */
    public static Due byHand(Timing timing, Instant now) {
        return new Due(Optional.empty(), end(timing, now));
    }

    /** Whether there is a window and this is not in it. */
    public boolean isOver(Timing timing, Instant now) {
        return timing.ends() && end.filter(now::isBefore).isEmpty();
    }

    private static Stream<Instant> times(String calendar, Instant from, Instant now) {
        List<Instant> times = Systemd.times(calendar, from, MOST);
        return times.stream().filter(time -> !time.isAfter(now));
    }

    private static Optional<Instant> end(Timing timing, Instant from) {
        if (timing.window() > 0) {
            return Optional.of(from.plusSeconds(timing.window()));
        }
        if (timing.until().isEmpty()) {
            return Optional.empty();
        }
        ZoneId zone = timing.zone().isEmpty() ? ZoneId.systemDefault() : ZoneId.of(timing.zone());
        ZonedDateTime begin = from.atZone(zone);
        ZonedDateTime today = begin.with(LocalTime.parse(timing.until()));
        return Optional.of((today.isAfter(begin) ? today : today.plusDays(1)).toInstant());
    }
}
