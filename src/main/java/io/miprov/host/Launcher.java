package io.miprov.host;

import java.io.IOException;
import java.util.List;

/** Starts commands on one machine as the user who logged in there. */
public interface Launcher {

    /** The name in the inventory. */
    String name();

    /** What else is known of the place, for messages: {@code 10.0.0.7:22 as ops}. */
    String place();

    /** The user that commands run as. */
    String user();

    /**
     * Starts a command, given as words that no shell splits or expands. Throws {@link NoRoom} when
     * there are too many already.
     */
    Pipes start(List<String> words) throws IOException;

    /** Ends the connection that processes are started over, if there is one. */
    default void end() {}
}
