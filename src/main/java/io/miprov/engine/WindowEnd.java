package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Reads when a maintenance window ends. */
final class WindowEnd {
    private WindowEnd() {}

    /** Whether a text names an instant or a time of day. */
    static boolean isOne(String text) {
        return read(text, Instant.EPOCH, ZoneOffset.UTC).isPresent();
    }

    /**
     * The instant that a text means: {@code 2026-05-01T05:00:00Z}, the same without a zone, or a
     * time of day, which is the next one from {@code now}.
     */
    static Optional<Instant> read(String text, Instant now, ZoneId zone) {
        String plain = text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
        try {
            if (plain.matches("\\d{1,2}:\\d\\d(:\\d\\d)?")) {
                LocalTime time = LocalTime.parse(plain.length() % 3 == 1 ? "0" + plain : plain);
                ZonedDateTime here = now.atZone(zone);
                ZonedDateTime today = here.with(time);
                return Optional.of((today.isAfter(here) ? today : today.plusDays(1)).toInstant());
            }
            boolean zoned = plain.matches(".*T[0-9:.]*(Z|[+-][0-9:]+)");
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(plain).toInstant()
                            : LocalDateTime.parse(plain).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Diagnostic wrong(String text, Span at) {
        return Diagnostic.error("`" + text + "` is no end of a window", at)
                .help("name a time of day such as 05:00, or an instant: 2026-05-01T05:00:00Z");
    }
}
