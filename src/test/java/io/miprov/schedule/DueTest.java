package io.miprov.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window belongs to its time, and does not move with a start that comes late. */
final class DueTest {
    @BeforeAll
    static void needsSystemd() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here");
    }

    /** Two at night in Colombo is 20:30 UTC of the day before. */
    private static Timing timing(long window, String until, long jitter) {
        return new Timing(
                "",
                Cron.read("0 2 * * *").calendars("Asia/Colombo"),
                "Asia/Colombo",
                window,
                until,
                true,
                jitter);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T20:30:00Z,2026-11-21T23:30:00Z,false",
        "2026-11-21T20:30:01Z,2026-11-21T23:30:00Z,false",
        "2026-11-21T23:29:59Z,2026-11-21T23:30:00Z,false",
        "2026-11-21T23:30:00Z,,true",
        "2026-11-22T11:00:00Z,,true",
    })
    void aWindowOfThreeHours(String now, String end, boolean over) {
        Due due = Due.of(timing(10_800, "", 0), Instant.parse(now));
        assertEquals(over, due.isOver(timing(10_800, "", 0), Instant.parse(now)), due.toString());
        if (!over) {
            assertEquals(Optional.of(Instant.parse(end)), due.end());
            assertEquals(Optional.of(Instant.parse("2026-11-21T20:30:00Z")), due.at());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T20:30:00Z,2026-11-21T23:30:00Z,false",
        "2026-11-21T23:29:00Z,2026-11-21T23:30:00Z,false",
        "2026-11-21T23:31:00Z,2026-11-21T23:30:00Z,true",
        "2026-11-22T11:00:00Z,2026-11-21T23:30:00Z,true",
        "2026-11-22T20:29:00Z,2026-11-21T23:30:00Z,true",
        "2026-11-22T20:31:00Z,2026-11-22T23:30:00Z,false",
    })
    void untilFiveInTheMorning(String now, String end, boolean over) {
        Due due = Due.of(timing(0, "05:00", 0), Instant.parse(now));
        assertEquals(Optional.of(Instant.parse(end)), due.end());
        assertEquals(over, due.isOver(timing(0, "05:00", 0), Instant.parse(now)));
    }

    @Test
    void aChancyDelayIsNoReasonToMissATime() {
        Timing timing = timing(60, "", 600);
        Instant late = Instant.parse("2026-11-21T20:38:00Z");
        Due due = Due.of(timing, late);
        assertEquals(Optional.of(Instant.parse("2026-11-21T20:30:00Z")), due.at());
    }

    @Test
    void byHandTheWindowBeginsNow() {
        Instant noon = Instant.parse("2026-11-22T06:30:00Z");
        assertEquals(
                Optional.of(Instant.parse("2026-11-22T09:30:00Z")),
                Due.byHand(timing(10_800, "", 0), noon).end());
        assertEquals(
                Optional.of(Instant.parse("2026-11-22T23:30:00Z")),
                Due.byHand(timing(0, "05:00", 0), noon).end());
    }

    @Test
    void withoutAWindowNothingIsOver() {
        Timing open = timing(0, "", 0);
        Instant now = Instant.parse("2026-11-22T11:00:00Z");
        assertFalse(Due.of(open, now).isOver(open, now));
        assertEquals(Optional.empty(), Due.of(open, now).end());
    }

    @ParameterizedTest
    @CsvSource({
        "30 2 * * SUN,America/New_York,true",
        "30 2 * * SAT,America/New_York,false",
        "30 3 * * *,America/New_York,false",
        "*/10 * * * *,America/New_York,false",
        "30 2 * * *,Asia/Colombo,false",
        "15 2 * * *,Europe/Berlin,true",
    })
    void aTimeThatTheClockJumpsOverIsTold(String cron, String zone, boolean told) {
        Timing timing = new Timing("", Cron.read(cron).calendars(zone), zone, 0, "", false, 0);
        Optional<String> said = LeftOut.next(timing, Instant.parse("2026-11-22T00:00:00Z"));
        assertEquals(told, said.isPresent(), said.toString());
        said.ifPresent(text -> assertTrue(text.startsWith("on 2027-03-"), text));
    }

    @Test
    void timesAreReadInAnyZoneOfTheMachine() {
        String said =
                """
                  Original form: Sun 02:00:00
                Normalized form: Sun *-*-* 02:00:00
                    Next elapse: Sun 2026-11-08 02:00:00 +0530
                       (in UTC): Sat 2026-11-07 20:30:00 UTC
                       From now: 2 weeks 0 days ago
                       Iter. #2: Sun 2026-11-15 02:00:00 +0530
                       (in UTC): Sat 2026-11-14 20:30:00 UTC
                  Iteration #3: Sat 2026-11-21 20:30:00 UTC
                       From now: 1 week 0 days ago
                """;
        assertEquals(
                List.of(
                        Instant.parse("2026-11-07T20:30:00Z"),
                        Instant.parse("2026-11-14T20:30:00Z"),
                        Instant.parse("2026-11-21T20:30:00Z")),
                Systemd.times(said));
    }
}
