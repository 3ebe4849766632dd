package io.miprov.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.event.Event;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunsTest {
    private static final Controller GONE = new Controller(4_194_303, 1, "", me());
    private static final List<String> PLAYBOOKS = List.of("/w/p.yml");
    private static final List<String> INVENTORIES = List.of("/w/hosts");

    @TempDir Path dir;

    @Test
    void keepsARunAndHowItEnded() throws IOException {
        Journal journal = runs().begin(head(1, Controller.here()), List.of());
        PastRun running = runs().find("last");
        assertEquals("running", running.result());
        journal.on(
                new Event.RunFinished(
                        Map.of("a", new Event.Recap(3, 2, 0, 0, 0, 0, 0)), Duration.ofSeconds(5)));
        assertTrue(journal.end("done"));
        assertFalse(journal.end("failed"));
        PastRun done = runs().find("0001");
        assertEquals("done", done.result());
        assertEquals(1, done.hosts());
        assertEquals(2, done.changed());
        assertEquals(5, done.took());
        assertTrue(done.settled());
        assertEquals(done.head(), head(1, Controller.here()));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(done.file())));
    }

    @Test
    void readsWhatAKilledRunWasAtThoughItsLastLineIsTorn() throws IOException {
        Journal journal = runs().begin(head(1, GONE), List.of());
        journal.on(new Event.TaskStarted("change it", "command", "p.yml:1:1", false));
        journal.on(
                new Event.MayNotify(
                        "nodes", "change it", "p.yml:1:1", List.of("a"), List.of("restart")));
        journal.on(new Event.HostBusy("a", "change it"));
        Path file = runs().find("last").file();
        Files.writeString(
                file,
                Files.readString(file) + "{\"at\": \"2026-01-02T03:04:05Z\", \"event\": \"ta");
        PastRun killed = runs().find("last");
        assertEquals("killed", killed.result());
        assertEquals(Map.of("a", "change it"), killed.busy());
        assertEquals("change it", killed.at());
        assertEquals(List.of(new Owed("nodes", "a", "restart", id(1))), killed.owed());
    }

    @Test
    void leavesWhatIsOwedToTheNextOfTheSame() {
        Journal first = runs().begin(head(1, GONE), List.of());
        first.on(new Event.Notified("a", "restart", "nodes"));
        Runs.Before before = runs().before(PLAYBOOKS, INVENTORIES);
        assertEquals(List.of(new Owed("nodes", "a", "restart", id(1))), before.owed());
        assertEquals(Set.of(id(1)), before.gone());
        assertEquals(List.of(), runs().before(PLAYBOOKS, List.of("other")).owed());
        assertEquals(List.of(), runs().before(List.of("/w/other.yml"), INVENTORIES).owed());

        Journal second = runs().begin(head(2, GONE, before.owed()), before.open());
        assertEquals(before.owed(), second.owed());
        second.end("failed");
        Runs.Before third = runs().before(PLAYBOOKS, INVENTORIES);
        assertEquals(before.owed(), third.owed());
        assertEquals(1, third.open().size(), "the first has left it to the second");

        Journal last = runs().begin(head(3, GONE, third.owed()), third.open());
        last.on(new Event.HandlerDone("a", "restart", "nodes"));
        last.end("done");
        assertEquals(List.of(), runs().before(PLAYBOOKS, INVENTORIES).owed());
    }

    @Test
    void takesNothingFromARunThatGoesOn() {
        Journal first = runs().begin(head(1, Controller.here()), List.of());
        first.on(new Event.Notified("a", "restart", "nodes"));
        Runs.Before before = runs().before(PLAYBOOKS, INVENTORIES);
        assertEquals(List.of(), before.owed());
        assertEquals(Set.of(), before.gone());
    }

    @Test
    void takesNothingFromARunOfAnotherMachineOfWhichNobodyKnows() {
        runs().begin(head(1, new Controller(1, 1, "another-boot", "me@elsewhere")), List.of());
        assertEquals("unknown", runs().find("last").result());
        assertEquals(Set.of(), runs().before(PLAYBOOKS, INVENTORIES).gone());
    }

    @Test
    void keepsAHundredAndThoseThatOwe() {
        Journal owing = runs().begin(head(0, GONE), List.of());
        owing.on(new Event.Notified("a", "restart", "nodes"));
        owing.end("failed");
        for (int i = 1; i <= Runs.KEPT + 3; i++) {
            runs().begin(head(i, GONE), List.of()).end("done");
        }
        List<String> ids = runs().all().stream().map(PastRun::id).toList();
        assertEquals(Runs.KEPT + 1, ids.size());
        assertEquals(id(0), ids.get(ids.size() - 1));
        assertEquals(id(4), ids.get(ids.size() - 2));
    }

    @Test
    void tellsWhichRunsThereAreWhenNoneIsMeant() {
        assertThrows(NoSuchRun.class, () -> runs().find("last"));
        runs().begin(head(1, GONE), List.of()).end("done");
        runs().begin(head(2, GONE), List.of()).end("done");
        String several = assertThrows(NoSuchRun.class, () -> runs().find("2026")).getMessage();
        assertTrue(several.contains("may be any of " + id(2) + ", " + id(1)), several);
        assertEquals(id(2), runs().find("0002").id());
    }

    @Test
    void saysThatItCanNotBeWritten() throws IOException {
        Files.writeString(dir.resolve("runs"), "a file");
        String message =
                assertThrows(JournalTrouble.class, () -> runs().begin(head(1, GONE), List.of()))
                        .getMessage();
        assertTrue(message.contains(dir.resolve("runs").toString()), message);
    }

    @Test
    void leavesOutWhatIsTooLong() throws IOException {
        Journal journal = runs().begin(head(1, GONE), List.of());
        Map<String, Object> values =
                Map.of("stdout", "x".repeat(100_000), "ansible_facts", Map.of("a", "b"));
        journal.on(
                new Event.TaskFinished(
                        "a",
                        "t",
                        "p.yml:1:1",
                        "",
                        new Event.Result(
                                Event.Status.CHANGED, "", values, List.of(), Duration.ZERO)));
        journal.end("done");
        List<String> lines = Files.readAllLines(runs().find("last").file());
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).length() < 10_000, () -> "it has " + lines.get(1).length());
        assertFalse(lines.get(1).contains("ansible_facts"));
    }

    /** Only where there is a device that is full from the beginning. */
    @Test
    void tellsOnceThatTheDiskIsFull() throws IOException {
        List<IOException> told = new ArrayList<>();
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            assertThrows(
                    IOException.class,
                    () -> new Journal(head(1, GONE), full, Clock.systemUTC(), settled -> {}));
        }
        FileChannel channel =
                FileChannel.open(
                        dir.resolve("journal.jsonl"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        Journal journal = new Journal(head(1, GONE), channel, Clock.systemUTC(), any -> {});
        journal.onTrouble(told::add);
        channel.close();
        journal.on(new Event.Notified("a", "restart", "nodes"));
        journal.on(new Event.Notified("b", "restart", "nodes"));
        assertTrue(journal.broken());
        assertEquals(1, told.size());
        assertEquals(2, journal.owed().size(), "what is owed is known all the same");
    }

    @Test
    void namesSortByTime() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        String first = Runs.name(now, new Random(1));
        assertTrue(first.matches("20260102-030405-[0-9a-f]{4}"), first);
        assertTrue(first.compareTo(Runs.name(now.plusMillis(4), new Random(1))) < 0);
    }

    private Runs runs() {
        return new Runs(dir.resolve("runs"), Clock.systemUTC());
    }

    private static String id(int number) {
        return String.format("20260102-030405-%04d", number);
    }

    private static Head head(int number, Controller controller) {
        return head(number, controller, List.of());
    }

    private static Head head(int number, Controller controller, List<Owed> owed) {
        return new Head(
                id(number),
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of("-i", "hosts", "p.yml"),
                "/w",
                Map.of("/w/p.yml", "abc"),
                INVENTORIES,
                Map.of("limit", "a"),
                controller,
                "miprov 1",
                owed);
    }

    private static String me() {
        return Controller.here().who();
    }
}
