package io.miprov.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.event.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlainReportTest {
    private final StringWriter out = new StringWriter();

    @Test
    void tellsARun() {
        Story.tell(report(0));
        assertEquals(
                """
                Bare hosts  lb1 mi1 mi2
                  ok        3 hosts  common : make the group
                  ok        3 hosts  common : make the user
                  skipped   3 hosts  common : tune the kernel
                  changed   mi1      common : write the motd  2.3 s
                            --- before: /etc/motd
                            +++ after: /etc/motd
                            @@ -1,5 +1,5 @@
                             one
                             two
                            -three
                            +3
                             four
                             five
                  ok        2 hosts  common : write the motd
                  ok        3 hosts  java : install a JDK

                Micro Integrator  mi1 mi2
                  batch 1 of 2: mi1
                  changed   mi1      make folders  (conf, logs, tmp, lib and 1 more)
                  ok        mi1      say it
                            ports: 8290
                            and 8253
                  failed    mi1      start it
                            stderr:
                            port 8290 is in use
                             --> tasks.yml:1:3
                              |
                            1 | - command: micro-integrator.sh start
                              |   ^^^^^^^ non-zero return code
                              = help: look at the log
                  lost      mi2      no route to 10.0.0.3:22
                            try ping
                            what it was doing may or may not have been done

                  lb1  ok=5   changed=0   unreachable=0   failed=0   skipped=1
                  mi1  ok=7   changed=2   unreachable=0   failed=1   skipped=1
                  mi2  ok=5   changed=0   unreachable=1   failed=0   skipped=1
                  Failed on mi1 mi2 after 1 min 23 s.
                """,
                out.toString());
    }

    @Test
    void tellsTheStepsOfARoll() {
        PlainReport report = report(0);
        for (Event.Phase phase : Event.Phase.values()) {
            report.on(
                    new Event.RollStep(
                            "Nodes",
                            1,
                            Event.Step.DRAIN,
                            phase,
                            List.of("mi1", "mi2"),
                            phase == Event.Phase.FAILED ? "3 connections\nare left" : "",
                            Map.of()));
        }
        assertEquals(
                """
                  drain     mi1 mi2  begins
                  drain     mi1 mi2
                  drain     mi1 mi2
                  drain     mi1 mi2  3 connections
                            are left
                """,
                out.toString());
    }

    @Test
    void tellsThatARollStoppedWhereNoHostFailed() {
        PlainReport report = report(0);
        report.on(
                new Event.RollStep(
                        "Nodes",
                        0,
                        Event.Step.LOCK,
                        Event.Phase.FAILED,
                        List.of("lb1"),
                        "held by somebody",
                        Map.of()));
        report.on(
                new Event.RunFinished(
                        Map.of("mi1", new Event.Recap(1, 0, 0, 0, 0, 0, 0)),
                        Duration.ofSeconds(2)));
        assertTrue(
                out.toString().endsWith("  The roll stopped after 2.0 s: nothing changed.\n"),
                out.toString());
    }

    @Test
    void tellsWhatHostsAreOwed() {
        report(0)
                .on(new Event.HandlerOwed("restart", "Nodes", List.of("mi1", "mi2"), "20260102-1"));
        assertEquals("  restart is owed to mi1 mi2 since run 20260102-1\n", out.toString());
    }

    @Test
    void tellsResultsWhenAsked() {
        Story.tell(report(1));
        assertTrue(out.toString().contains("  ok        mi2      common : make the user\n"));
        assertTrue(out.toString().contains("            {\"dest\": \"/etc/motd\"}\n"));
    }

    @Test
    void tellsScriptsOnlyWhenAsked() {
        report(0).on(new Event.ScriptSent("mi1", "mkdir '/opt'\nls"));
        assertEquals("", out.toString());
        report(1).on(new Event.ScriptSent("mi1", "mkdir '/opt'\nls"));
        assertEquals(
                """
                            script on mi1:
                            | mkdir '/opt'
                            | ls
                """,
                out.toString());
    }

    @Test
    void saysThatNothingChanged() {
        report(0).on(end(new Event.Recap(12, 0, 0, 0, 0, 0, 0)));
        assertEquals(
                """

                  mi1  ok=12  changed=0   unreachable=0   failed=0   skipped=0
                  Done in 1.2 s: nothing changed.
                """,
                out.toString());
    }

    @Test
    void saysWhatWasRescuedAndIgnored() {
        report(0).on(end(new Event.Recap(12, 3, 0, 0, 0, 1, 2)));
        assertEquals(
                """

                  mi1  ok=12  changed=3   unreachable=0   failed=0   skipped=0   rescued=1   ignored=2
                  Done in 1.2 s: 3 changes.
                """,
                out.toString());
    }

    @Test
    void explainsAFailureOnceForAllHosts() {
        PlainReport report = report(0);
        Story.start(report, "t", "copy");
        for (String host : List.of("mi1", "mi2")) {
            Source source = new Source("p.yml", "- copy:");
            Span span = new Span(source, 2, 6);
            Diagnostic why = Diagnostic.error("`copy` failed on " + host, span).label("disk full");
            report.on(new Event.Told(why, Optional.of(host)));
            Story.end(report, "t", host, Story.result(Event.Status.FAILED, "disk full", 0));
        }
        assertEquals(
                """
                  failed    mi1      t
                             --> p.yml:1:3
                              |
                            1 | - copy:
                              |   ^^^^ disk full
                  failed    mi2      t
                            disk full
                """,
                out.toString());
    }

    @Test
    void tellsAnItemWithItsDifference() {
        PlainReport report = report(0);
        Story.start(report, "t", "copy");
        Event.Result changed =
                new Event.Result(
                        Event.Status.CHANGED,
                        "",
                        Map.of(),
                        List.of(new Event.Diff("/a", "", "x\n")),
                        Duration.ZERO);
        report.on(new Event.ItemFinished("mi1", "t", "a", "", changed));
        Story.end(report, "t", "mi1", Story.result(Event.Status.CHANGED, "", 0));
        assertEquals(
                """
                  changed   mi1      t  (a)
                            --- before: /a
                            +++ after: /a
                            @@ -0,0 +1 @@
                            +x
                """,
                out.toString());
    }

    @Test
    void keepsTheEndOfLongOutput() {
        PlainReport report = report(0);
        String output = "line\n".repeat(100) + "the last line\n";
        Event.Result failed =
                new Event.Result(
                        Event.Status.FAILED,
                        "it failed",
                        Map.of("stdout", output),
                        List.of(),
                        Duration.ZERO);
        Story.start(report, "t", "command");
        Story.end(report, "t", "mi1", failed);
        assertTrue(out.toString().contains("… 61 lines before; -v shows them"));
        assertTrue(out.toString().contains("the last line"));
    }

    @Test
    void neverPassesOnWhatPaintsOverATerminal() {
        PlainReport report = report(0);
        Story.start(report, "t", "command");
        Event.Status status = Event.Status.FAILED;
        String evil = "a\033]0;title\007b\033[2Jc\rd\be\033";
        Story.end(report, "t", "mi1", Story.result(status, evil, 0));
        assertFalse(out.toString().contains("\033"));
        assertTrue(out.toString().contains("            abcde\n"));
    }

    private static Event end(Event.Recap recap) {
        return new Event.RunFinished(Map.of("mi1", recap), Duration.ofMillis(1234));
    }

    private PlainReport report(int verbosity) {
        return new PlainReport(
                new PrintWriter(out), new Look(Style.PLAIN, verbosity, 80, true, false));
    }
}
