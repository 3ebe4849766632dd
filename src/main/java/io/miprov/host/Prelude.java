package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The words that every shell of ours is taught first. */
public final class Prelude {
    private Prelude() {}

    /** The text of {@code prelude.sh}. */
    public static String text() {
        try (InputStream in = Prelude.class.getResourceAsStream("prelude.sh")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
