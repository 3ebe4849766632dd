package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock, among processes of this machine; over real connections it is LockIT. */
final class RollLockModuleTest {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String NOBODY = "4194303 1";

    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void isTakenKeptAndGivenBack(Shells shell) {
        Trial trial = trial(shell);
        trial.changesFiles(params("held", "run-1"));
        trial.settled(params("kept", "run-1"));
        trial.changesFiles(params("free", "run-1"));
        trial.changesFiles(params("held", "run-2"));
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheSecondWhoHasItSinceWhenAndForWhat(Shells shell) {
        Trial trial = trial(shell);
        trial.run(params("held", "run-1"));
        Outcome refused =
                trial.fails(
                        params("held", "run-2"),
                        "the lock `cluster` is held by anna@bastion since");
        assertTrue(refused.message().contains("for roll.yml (run run-1)"), refused::message);
        assertTrue(refused.message().contains("miprov unlock cluster"), refused::message);
        trial.fails(params("free", "run-2"), "is held by anna@bastion");
        trial.fails(params("kept", "run-2"), "was lost: the lock `cluster` is held by");
        assertEquals("yes", lock(trial).get("alive"));
    }

    @ParameterizedTest
    @EnumSource
    void isTakenOverFromAHolderThatIsGone(Shells shell) throws IOException {
        for (String life : List.of(NOBODY + " " + boot(), "1 1 another-boot", "")) {
            Trial trial = held("run-0", life, shell);
            assertEquals("no", lock(trial).get("alive"));
            Outcome taken = trial.run(params("held", "run-1"));
            assertEquals(Outcome.Status.CHANGED, taken.status(), taken::message);
            assertTrue(
                    taken.values().get("msg").toString().startsWith("taken over from bob@far"),
                    () -> taken.values().toString());
            assertEquals("run-1", lock(trial).get("holder"));
            assertEquals(List.of("8"), files());
            Files.delete(dir.resolve("cluster/8"));
        }
    }

    @Test
    void isNotTakenFromAHolderOfWhomNobodyKnowsUnlessTold() throws IOException {
        Trial trial = held("run-0", "0 0 -", Shells.DASH);
        trial.fails(params("held", "run-1"), "it can not be told whether that is alive");
        trial.changes(with(params("held", "run-1"), "gone", List.of("run-x", "run-0")));
    }

    @Test
    void isFreedByForceAndThatIsNoticed() throws IOException {
        Trial trial = trial(Shells.DASH);
        trial.run(params("held", "run-1"));
        trial.changes(with(with(params("free", ""), "force", true), "who", "root@elsewhere"));
        trial.fails(params("kept", "run-1"), "was taken away by root@elsewhere");
        assertEquals("free", lock(trial).get("state"));
    }

    @Test
    void isTakenAgainOverANewConnection() throws IOException {
        Trial trial = held("run-1", NOBODY + " " + boot(), Shells.DASH);
        trial.changes(params("kept", "run-1"));
        trial.settled(params("kept", "run-1"));
    }

    @Test
    void isWaitedFor() throws Exception {
        Trial trial = trial(Shells.DASH);
        trial.run(params("held", "run-1"));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Trial second = trial(Shells.BASH);
            Future<Outcome> waiting =
                    other.submit(() -> second.run(with(params("held", "run-2"), "wait", "30s")));
            while (second.trips() < 2) {
                Thread.onSpinWait();
            }
            trial.run(params("free", "run-1"));
            assertEquals(Outcome.Status.CHANGED, waiting.get().status());
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void isNotWaitedForLongerThanSaid() {
        Trial trial = trial(Shells.DASH);
        trial.run(params("held", "run-1"));
        trial.fails(with(params("held", "run-2"), "wait", "1s"), "is held by anna@bastion");
    }

    /** Free, left behind by somebody who is gone, and freed under way: one gets it, each time. */
    @Test
    void isWonByOneOfThoseWhoComeAtOnce() throws Exception {
        ExecutorService all = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 12; round++) {
                if (round % 2 == 0) {
                    held("run-0", NOBODY + " " + boot(), Shells.DASH);
                }
                List<Callable<Outcome>> contenders = new ArrayList<>();
                for (int each = 0; each < 4; each++) {
                    String run = "run-" + round + "-" + each;
                    Shells shell = each % 2 == 0 ? Shells.DASH : Shells.BASH;
                    contenders.add(() -> trial(shell).run(params("held", run)));
                }
                int won = 0;
                for (Future<Outcome> each : all.invokeAll(contenders)) {
                    won += each.get().status() == Outcome.Status.CHANGED ? 1 : 0;
                }
                assertEquals(1, won, "round " + round);
                Trial trial = trial(Shells.DASH);
                assertEquals(1, files().size(), files()::toString);
                trial.run(with(params("free", ""), "force", true));
            }
        } finally {
            all.shutdownNow();
        }
    }

    @Test
    void checkModeTellsWhoHasIt() {
        Trial trial = trial(Shells.DASH);
        trial.run(params("held", "run-1"));
        Outcome checked = trial.run(params("held", "run-2"), Mode.CHECK);
        assertTrue(checked.message().contains("is held by"), checked::message);
    }

    @Test
    void tellsEveryLock() throws IOException {
        Trial trial = held("run-0", "0 0 -", Shells.DASH);
        trial.run(with(params("held", "run-1"), "name", "other"));
        Object locks =
                trial.settled(Map.of("state", "status", "folder", dir.toString()))
                        .values()
                        .get("locks");
        assertEquals(2, ((List<?>) locks).size());
        assertEquals(
                List.of(),
                trial.settled(Map.of("state", "status", "folder", dir + "/none"))
                        .values()
                        .get("locks"));
    }

    @Test
    void saysThatItMayNotWrite() {
        assumeTrue(!"root".equals(System.getProperty("user.name")));
        trial(Shells.DASH)
                .fails(with(params("held", "run-1"), "folder", "/proc/lock"), "/proc/lock");
    }

    @Test
    void refusesNamesThatAreNone() {
        Trial trial = trial(Shells.DASH);
        for (String name : List.of("", "../x", ".", "a b")) {
            assertThrows(
                    BadParams.class, () -> trial.run(with(params("held", "run-1"), "name", name)));
        }
        assertThrows(BadParams.class, () -> trial.run(params("held", "")));
        assertFalse(Files.exists(dir.resolve("cluster")));
    }

    private Trial trial(Shells shell) {
        return new Trial("roll_lock", dir, shell);
    }

    /** Somebody holds it as number 7. */
    private Trial held(String token, String life, Shells shell) throws IOException {
        Files.createDirectories(dir.resolve("cluster"));
        for (String old : files()) {
            Files.delete(dir.resolve("cluster/" + old));
        }
        return trial(shell)
                .given(
                        "cluster/7",
                        "state held\ntoken "
                                + token
                                + "\nwho bob@far\nwhat roll.yml\nsince 2026-01-02T03:04:05Z\nlife "
                                + life
                                + "\n");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("cluster"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String boot() throws IOException {
        assumeTrue(Files.isReadable(BOOT));
        return Files.readString(BOOT).strip();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> lock(Trial trial) {
        Map<String, Object> status = new HashMap<>(params("status", ""));
        status.put("who", "nobody");
        return ((List<Map<String, Object>>) trial.run(status).values().get("locks")).get(0);
    }

    private Map<String, Object> params(String state, String holder) {
        return Map.of(
                "name",
                "cluster",
                "state",
                state,
                "holder",
                holder,
                "who",
                "anna@bastion",
                "purpose",
                "roll.yml",
                "folder",
                dir.toString());
    }

    private static Map<String, Object> with(Map<String, Object> params, String key, Object value) {
        Map<String, Object> all = new HashMap<>(params);
        all.put(key, value);
        return all;
    }
}
