package io.miprov.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/** Times that a clock jumps over: systemd passes over them, and so nothing runs that night. */
public final class LeftOut {
    private static final Duration A_YEAR = Duration.ofDays(366);
    private static final Duration RARE = Duration.ofHours(3);

    private LeftOut() {}

    /** Says which time within a year does not come; empty when all do, or another comes soon. */
    public static Optional<String> next(Timing timing, Instant now) {
        ZoneId zone = timing.zone().isEmpty() ? ZoneId.systemDefault() : ZoneId.of(timing.zone());
        ZoneOffsetTransition jump = zone.getRules().nextTransition(now);
        while (jump != null && jump.getInstant().isBefore(now.plus(A_YEAR))) {
            if (jump.isGap()) {
                ZoneOffsetTransition gap = jump;
                for (String calendar : timing.calendars()) {
                    if (leavesOut(calendar, timing.zone(), gap)) {
                        return Optional.of(
                                "on "
                                        + gap.getDateTimeBefore().toLocalDate()
                                        + " the clocks of "
                                        + zone
                                        + " go from "
                                        + gap.getDateTimeBefore().toLocalTime()
                                        + " to "
                                        + gap.getDateTimeAfter().toLocalTime()
                                        + ": the time between does not come, and nothing runs\n  = help:"
                                        + " take an hour that always comes, or --time-zone UTC");
                    }
                }
            }
            jump = zone.getRules().nextTransition(jump.getInstant());
        }
        return Optional.empty();
    }

    private static boolean leavesOut(String calendar, String zone, ZoneOffsetTransition gap) {
        String bare =
                !zone.isEmpty() && calendar.endsWith(" " + zone)
                        ? calendar.substring(0, calendar.length() - zone.length() - 1)
                        : calendar;
        if (zone.isEmpty() && bare.matches(".* [A-Z][A-Za-z_]+(/[A-Za-z_/]+)?")) {
            return false; // an event with a zone of its own
        }
        Instant begin = gap.getDateTimeBefore().toInstant(ZoneOffset.UTC);
        Instant end = gap.getDateTimeAfter().toInstant(ZoneOffset.UTC);
        List<Instant> shown = Systemd.times(bare + " UTC", begin.minusSeconds(1), 1);
        if (shown.isEmpty() || !shown.get(0).isBefore(end)) {
            return false;
        }
        List<Instant> after = Systemd.times(calendar, gap.getInstant().minusSeconds(1), 1);
        return after.isEmpty() || after.get(0).isAfter(gap.getInstant().plus(RARE));
    }
}
