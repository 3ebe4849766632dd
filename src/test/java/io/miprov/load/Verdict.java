package io.miprov.load;

/** How a request ended for its client. */
public enum Verdict {
    OK(false),
    /**
     * The balancer closed an idle connection just as the client used it again: no byte of an answer
     * came, and the client asked again on a new connection, as RFC 9110 (9.2.2) has clients do for
     * methods that may be repeated. The answer was good.
     */
    RETRIED(false),
    WRONG_STATUS(true),
    /** Status 200, but not what belongs to the request. */
    WRONG_ANSWER(true),
    REFUSED(true),
    /** Closed or reset before the answer was whole. */
    RESET(true),
    TIMEOUT(true),
    /** TLS: what the certificate says is not right, or no agreement. */
    TLS(true),
    /** A WebSocket that ended without a word, or stopped echoing. */
    BROKEN(true),
    /** A WebSocket that the server closed with 1001: it said that it goes away. */
    TOLD_TO_GO(false),
    /** A WebSocket held for ever that was dropped in the end, as one must be. */
    HELD_DROPPED(false),
    /** Not sent at all, since this computer could not keep up with the wanted rate. */
    UNSENT(false);

    private final boolean failure;

    Verdict(boolean failure) {
        this.failure = failure;
    }

    boolean failure() {
        return failure;
    }

    /** How it is written: wrong_status. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
