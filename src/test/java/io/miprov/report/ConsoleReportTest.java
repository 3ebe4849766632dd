package io.miprov.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.event.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock stands still until a test moves it, and a test draws by itself. */
final class ConsoleReportTest {
    private final StringWriter out = new StringWriter();
    private final Hand clock = new Hand();
    private final ConsoleReport report =
            new ConsoleReport(
                    new PrintWriter(out), new Look(Style.PLAIN, 0, 80, false, false), clock);

    @Test
    void tellsUnchangedTasksOfARoleInOneLine() {
        Story.tell(report);
        assertEquals(
                """
                Bare hosts  lb1 mi1 mi2
                  ok        3 hosts  common : 3 tasks, 1 of them skipped
                  changed   mi1      common : write the motd  2.3 s
                """,
                out.toString()
                        .lines()
                        .limit(3)
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
        assertTrue(out.toString().endsWith("  Failed on mi1 mi2 after 1 min 23 s.\n"));
    }

    @Test
    void showsTheStepOfARollThatIsUnderWay() {
        for (Event.Phase phase : List.of(Event.Phase.BEGUN, Event.Phase.DONE)) {
            report.on(
                    new Event.RollStep(
                            "Nodes",
                            1,
                            Event.Step.SOAK,
                            phase,
                            List.of("mi1"),
                            phase == Event.Phase.BEGUN ? "30 s" : "stayed healthy",
                            java.util.Map.of()));
            clock.pass(Duration.ofSeconds(4));
            report.draw();
        }
        assertEquals(
                """
                  > now     soak mi1: 30 s  4.0 s
                \033[1A\r\033[J  soak      mi1      stayed healthy
                """,
                out.toString());
    }

    @Test
    void showsWhatEachHostIsDoing() {
        report.on(new Event.PlayStarted("Nodes", List.of("mi1", "mi2", "lb1")));
        Story.start(report, "mi : unpack", "unarchive");
        report.on(new Event.HostBusy("mi1", "mi : unpack"));
        report.on(new Event.HostBusy("mi2", "mi : unpack"));
        report.on(new Event.HostBusy("lb1", "mi : unpack"));
        Story.end(report, "mi : unpack", "lb1", Story.ok());
        report.on(new Event.HostProgress("mi1", "mi : unpack", 0, 437_000_000));
        clock.pass(Duration.ofSeconds(4));
        report.on(new Event.HostProgress("mi1", "mi : unpack", 210_000_000, 437_000_000));
        report.on(new Event.HostLine("mi2", "mi : unpack", "inflating: bin/\033[1mstart.sh"));
        assertEquals(
                """
                Nodes  mi1 mi2 lb1
                  > now     mi : unpack  1 of 3 hosts  4.0 s
                            mi1  #######.........  48%  210 of 437 MB  53 MB/s  4 s left
                            mi2  4.0 s  inflating: bin/start.sh
                """,
                drawn());
    }

    @Test
    void drawsOnlyWhatIsNewAndTakesTheOldAway() {
        report.on(new Event.PlayStarted("Nodes", List.of("mi1")));
        Story.start(report, "wait", "wait_for");
        report.on(new Event.HostBusy("mi1", "wait"));
        assertEquals("Nodes  mi1\n", drawn());
        assertEquals("", drawn());
        clock.pass(Duration.ofSeconds(1));
        assertEquals("  > now     wait  1.0 s\n            mi1  1.0 s\n", drawn());
        Story.end(report, "wait", "mi1", Story.result(Event.Status.CHANGED, "", 1000));
        Story.start(report, "next", "ping");
        assertEquals("\033[2A\r\033[J  changed   mi1      wait  1.0 s\n", drawn());
    }

    @Test
    void cutsTheLivePartAtTheEdge() {
        report.on(new Event.PlayStarted("Nodes", List.of("mi1")));
        Story.start(report, "t".repeat(200), "command");
        report.on(new Event.HostBusy("mi1", "t"));
        report.on(new Event.HostLine("mi1", "t", "x".repeat(500)));
        clock.pass(Duration.ofSeconds(1));
        drawn().lines().forEach(line -> assertTrue(line.length() < 80, line));
    }

    @Test
    void drawsByItselfAndStopsAtTheEnd() {
        ConsoleReport live =
                new ConsoleReport(
                        new PrintWriter(out),
                        new Look(Style.PLAIN, 0, 80, false, false),
                        Clock.systemUTC());
        Story.tell(live.start());
        assertTrue(out.toString().endsWith("  Failed on mi1 mi2 after 1 min 23 s.\n"));
    }

    private String drawn() {
        out.getBuffer().setLength(0);
        report.draw();
        return out.toString();
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
