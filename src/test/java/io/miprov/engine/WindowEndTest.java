package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowEndTest {
    private static final Instant NOW = Instant.parse("2026-05-01T20:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Colombo");

    /** It is half past one in the night of the second there. */
    @ParameterizedTest
    @CsvSource({
        "05:00, 2026-05-01T23:30:00Z",
        "5:00, 2026-05-01T23:30:00Z",
        "05:00:30, 2026-05-01T23:30:30Z",
        "01:30, 2026-05-02T20:00:00Z",
        "22:30, 2026-05-02T17:00:00Z",
        "2026-05-02T05:00:00Z, 2026-05-02T05:00:00Z",
        "2026-05-02T05:00:00+02:00, 2026-05-02T03:00:00Z",
        "2026-05-02T05:00, 2026-05-01T23:30:00Z",
        "2026-05-02 05:00:00, 2026-05-01T23:30:00Z",
    })
    void readsTimes(String text, Instant meant) {
        assertEquals(Optional.of(meant), WindowEnd.read(text, NOW, ZONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "25:00", "5", "2026-13-01T00:00:00Z", "05:00 PM"})
    void readsNothingElse(String text) {
        assertEquals(Optional.empty(), WindowEnd.read(text, NOW, ZONE));
    }
}
