package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.BadInput;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** It is Sunday, 2026-03-08, one at night in New York, and the clocks jump from two to three. */
final class WindowOptionsTest {
    private static final Clock NIGHT =
            Clock.fixed(Instant.parse("2026-03-08T06:00:00Z"), ZoneId.of("America/New_York"));

    private static Optional<Instant> end(String... words) {
        WindowOptions options = new WindowOptions();
        CommandLine.populateCommand(options, words);
        return options.end(NIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "--until,05:00,2026-03-08T09:00:00Z",
        "--until,5:00,2026-03-08T09:00:00Z",
        "--until,05:00:30,2026-03-08T09:00:30Z",
        "--until,00:30,2026-03-09T04:30:00Z",
        "--until,01:00,2026-03-09T05:00:00Z",
        "--until,2026-03-08T05:00,2026-03-08T09:00:00Z",
        "--until,2026-03-08 05:00,2026-03-08T09:00:00Z",
        "--until,2026-03-08T09:00:00Z,2026-03-08T09:00:00Z",
        "--until,2026-03-08T10:00:00+01:00,2026-03-08T09:00:00Z",
        "--window,3h,2026-03-08T09:00:00Z",
        "--window,90,2026-03-08T06:01:30Z",
    })
    void saysWhenItEnds(String option, String value, String end) {
        assertEquals(Optional.of(Instant.parse(end)), end(option, value));
    }

    @Test
    void nothingIsSaid() {
        assertEquals(Optional.empty(), end());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--until=25:00",
                "--until=soon",
                "--until=2026-03-08T05:00:00+99:00",
                "--until=2020-01-01T00:00:00Z",
                "--window=long",
                "--window=0",
            })
    void refusesWhatIsNoTimeToCome(String word) {
        String said = assertThrows(BadInput.class, () -> end(word)).getMessage();
        assertTrue(said.contains("window") || said.contains("--until"), said);
    }

    @Test
    void refusesTwoEnds() {
        assertThrows(BadInput.class, () -> end("--until=05:00", "--window=3h"));
    }
}
