package io.miprov.host;

import java.time.Duration;

/**
 * How a script is waited for.
 *
 * @param timeout after which the script is killed and the reply says so; zero: wait for ever
 * @param watcher hears what the script prints and how far a transfer is
 */
public record Call(Duration timeout, Watcher watcher) {
    public static final Call QUIET = new Call(Duration.ZERO, Watcher.NOBODY);

    /**
     * Hears of a call while it goes on; from the thread that makes the call or one of its readers.
     */
    public interface Watcher {
        Watcher NOBODY = new Watcher() {};

        /**
         * A line that the script printed, without its end. Only complete lines; never frame marks.
         */
        default void line(String text) {}

        /** Bytes sent so far, of how many. */
        default void progress(long done, long total) {}
    }
}
