package io.miprov.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What is wrong with this server on purpose: the word in the file {@code bin/fault} of a bad
 * distribution, or in STANDIN_FAULT.
 */
enum Fault {
    /** Nothing. */
    NONE,
    /** It ends while it starts. */
    DIES,
    /** It never comes to open its ports. */
    NEVER_READY,
    /** Its probes are content, and every request is answered with an error. */
    ERRORS,
    /** An application does not deploy. */
    FAULTY_CAPP,
    /** It takes twenty seconds more to start. */
    SLOW_START;

    static Fault of(Path home) throws IOException {
        Path file = home.resolve("bin/fault");
        String word = System.getenv("STANDIN_FAULT");
        if (word == null && Files.exists(file)) {
            word = Files.readString(file);
        }
        return word == null || word.trim().isEmpty()
                ? NONE
                : valueOf(word.trim().replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
