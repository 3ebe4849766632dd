package io.miprov.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.event.Event;
import io.miprov.report.JsonLinesReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is owed after which events. */
final class LedgerTest {
    private final Ledger ledger = new Ledger("now", List.of(owed("a", "old", "before")));

    @Test
    void owesWhatWasNotifiedUntilItRan() {
        take(new Event.Notified("a", "restart", "nodes"));
        take(new Event.Notified("b", "restart", "nodes"));
        take(new Event.HandlerDone("a", "old", "nodes"));
        take(new Event.HandlerDone("b", "restart", "nodes"));
        assertEquals(List.of(owed("a", "restart", "now")), ledger.owed());
    }

    @Test
    void remembersTheFirstRunThatOwed() {
        take(new Event.Notified("a", "old", "nodes"));
        assertEquals(List.of(owed("a", "old", "before")), ledger.owed());
    }

    @Test
    void owesWhatATaskThatNobodyHeardOfMayHaveNotified() {
        mayNotify("a", "b");
        finished("a", Event.Status.OK);
        assertEquals(
                List.of(owed("a", "old", "before"), owed("b", "restart", "now")), ledger.owed());
    }

    @Test
    void owesWhatALostHostMayHaveDone() {
        mayNotify("b", "c");
        take(
                new Event.TaskFinished(
                        "b",
                        "t",
                        "p.yml:1:1",
                        "",
                        new Event.Result(
                                Event.Status.UNREACHABLE,
                                "",
                                Map.of("state_unknown", true),
                                List.of(),
                                Duration.ZERO)));
        finished("c", Event.Status.UNREACHABLE);
        assertEquals(
                List.of(owed("a", "old", "before"), owed("b", "restart", "now")), ledger.owed());
    }

    @Test
    void owesWhatAChangeNotifiesBeforeItIsTold() {
        mayNotify("b");
        finished("b", Event.Status.CHANGED);
        assertEquals(
                List.of(owed("a", "old", "before"), owed("b", "restart", "now")), ledger.owed());
    }

    @Test
    void owesWhatAnItemChangedBeforeAnotherFailed() {
        mayNotify("b");
        take(new Event.ItemFinished("b", "t", "1", "", result(Event.Status.CHANGED)));
        take(new Event.ItemFinished("b", "t", "2", "", result(Event.Status.FAILED)));
        finished("b", Event.Status.FAILED);
        assertEquals(
                List.of(owed("a", "old", "before"), owed("b", "restart", "now")), ledger.owed());
    }

    @Test
    void owesNothingForATaskThatFailedOrHadNothingToDo() {
        mayNotify("a", "b", "c");
        finished("a", Event.Status.FAILED);
        finished("b", Event.Status.SKIPPED);
        finished("c", Event.Status.OK);
        assertEquals(List.of(owed("a", "old", "before")), ledger.owed());
    }

    @Test
    void knowsWhoIsOutOfTheBalancers() {
        roll(Event.Step.DRAIN, Event.Phase.BEGUN, "a", "b");
        roll(Event.Step.DRAIN, Event.Phase.DONE, "a", "b");
        roll(Event.Step.ADMIT, Event.Phase.BEGUN, "a");
        assertEquals(List.of("a", "b"), ledger.drained());
        assertEquals("admit", ledger.at());
        roll(Event.Step.ADMIT, Event.Phase.DONE, "a");
        assertEquals(List.of("b"), ledger.drained());
    }

    @Test
    void believesWhatARollSaysAtItsEnd() {
        roll(Event.Step.DRAIN, Event.Phase.BEGUN, "a", "b");
        roll(Event.Step.DRAIN, Event.Phase.FAILED, "a", "b");
        take(
                new Event.RollStep(
                        "nodes",
                        0,
                        Event.Step.LOOK,
                        Event.Phase.DONE,
                        List.of(),
                        "",
                        Map.of("drained", List.of("b"))));
        assertEquals(List.of("b"), ledger.drained());
        roll(Event.Step.ROLLBACK, Event.Phase.DONE, "b");
        assertEquals(List.of(), ledger.drained());
    }

    @Test
    void aDrainThatWasNotBegunIsNone() {
        roll(Event.Step.DRAIN, Event.Phase.SKIPPED, "a");
        roll(Event.Step.DRAIN, Event.Phase.FAILED, "a");
        assertEquals(List.of(), ledger.drained());
    }

    @Test
    void knowsWhatHostsWereAt() {
        take(new Event.TaskStarted("t", "command", "p.yml:1:1", false));
        take(new Event.HostBusy("a", "t"));
        take(new Event.HostBusy("b", "t"));
        finished("a", Event.Status.OK);
        assertEquals(Map.of("b", "t"), ledger.busy());
        assertEquals("t", ledger.at());
    }

    private void mayNotify(String... hosts) {
        take(new Event.MayNotify("nodes", "t", "p.yml:1:1", List.of(hosts), List.of("restart")));
    }

    private void finished(String host, Event.Status status) {
        take(new Event.TaskFinished(host, "t", "p.yml:1:1", "", result(status)));
    }

    private static Event.Result result(Event.Status status) {
        return new Event.Result(status, "", Map.of(), List.of(), Duration.ZERO);
    }

    private void roll(Event.Step step, Event.Phase phase, String... hosts) {
        take(new Event.RollStep("nodes", 1, step, phase, List.of(hosts), "", Map.of()));
    }

    private void take(Event event) {
        ledger.take(JsonLinesReport.members(event));
    }

    private static Owed owed(String host, String handler, String since) {
        return new Owed("nodes", host, handler, since);
    }
}
