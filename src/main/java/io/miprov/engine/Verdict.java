package io.miprov.engine;

/** What a run as a whole came to, besides what each host did. Safe for many threads. */
final class Verdict {
    private volatile boolean failed;
    private volatile boolean lost;
    private volatile boolean pending;

    /**
     * Something of the run's own did not go well.
     *
     * @param unreachable whether that is so because a host could not be reached
     */
    void failed(boolean unreachable) {
        failed |= !unreachable;
        lost |= unreachable;
    }

    /** Something is left to be done, though nothing failed. */
    void pending() {
        pending = true;
    }

    boolean failed() {
        return failed;
    }

    boolean lost() {
        return lost;
    }

    boolean left() {
        return pending;
    }
}
