package io.miprov.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.schedule.Firings.End;
import io.miprov.schedule.Firings.Firing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts are written down as they happen, whatever happens then. */
final class FiringsTest {
    private static final Instant ONE = Instant.parse("2026-11-22T02:00:00.123Z");
    private static final Instant TWO = Instant.parse("2026-11-29T02:00:00Z");

    @TempDir private Path folder;
    private Firings firings;
    private Path file;

    @BeforeEach
    void make() {
        firings = Firings.in(folder, "nightly");
        file = folder.resolve(".miprov/schedules/nightly.jsonl");
    }

    @Test
    void thereAreNoneAtFirst() {
        assertEquals(List.of(), firings.all());
    }

    @Test
    void aStartAndItsEndAreOne() throws IOException {
        firings.began(ONE, Optional.of(TWO));
        End end = new End(ONE.plusSeconds(60), 3, false);
        firings.ended(ONE, end);
        firings.began(TWO, Optional.empty());
        assertEquals(
                List.of(
                        new Firing(ONE, Optional.of(TWO), Optional.of(end)),
                        new Firing(TWO, Optional.empty(), Optional.empty())),
                firings.all());
    }

    @Test
    void aLineThatWasCutOffIsPassedOver() throws IOException {
        firings.began(ONE, Optional.empty());
        Files.writeString(
                file,
                "{\"ended\":\"2026-11-22T02\n{\"began\":\"20\n[]\n\n",
                StandardOpenOption.APPEND);
        firings.began(TWO, Optional.empty());
        assertEquals(List.of(ONE, TWO), firings.all().stream().map(Firing::began).toList());
    }

    @Test
    void oldStartsGo() throws IOException {
        for (int i = 0; i < 700; i++) {
            firings.began(ONE.plusSeconds(i), Optional.empty());
        }
        List<Firing> left = firings.all();
        assertTrue(left.size() <= 401, left.size() + " are left");
        assertEquals(ONE.plusSeconds(699), left.get(left.size() - 1).began());
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aStartByHandIsSoOnce() throws IOException {
        assertFalse(firings.isByHand(Instant.now()));
        firings.byHand();
        assertFalse(firings.isByHand(Instant.now().plusSeconds(600)));
        firings.byHand();
        assertTrue(firings.isByHand(Instant.now()));
        assertFalse(firings.isByHand(Instant.now()));
    }
}
