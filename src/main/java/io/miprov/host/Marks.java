package io.miprov.host;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Texts that nobody can guess, all of one length: where one of them stands, we wrote it. */
final class Marks {
    /** Begins the marks between outputs; hardly ever printed by anything else. */
    static final char RECORD = '\036';

    private final SecureRandom random = new SecureRandom();

    /** Letters and digits, fit for a command line. */
    String plain() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return "[miprov-" + HexFormat.of().formatHex(bytes) + "]";
    }

    /** The same behind a record separator. */
    String record() {
        return RECORD + plain();
    }
}
