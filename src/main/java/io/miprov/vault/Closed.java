package io.miprov.vault;

/** What is in a vault can not be had; the message says why, and {@link #help} what to do. */
public final class Closed extends RuntimeException {
    private final String help;

    Closed(String message, String help) {
        super(message, null, false, false);
        this.help = help;
    }

    /** The next step. */
    public String help() {
        return help;
    }
}
