package io.miprov.journal;

import java.io.IOException;

/** A journal can not be written or read; the message says which, and why. */
public final class JournalTrouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    JournalTrouble(String what, IOException why) {
        super(what + ": " + reason(why), why);
    }

    /** Java's messages of files are often their name and nothing else. */
    private static String reason(IOException why) {
        String kind = why.getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", " $1");
        String plain = kind.replace(" Exception", "").toLowerCase(java.util.Locale.ROOT);
        return why.getMessage() == null ? plain : plain + ", " + why.getMessage();
    }
}
