package io.miprov.host;

/**
 * One user on one machine: a place where POSIX sh runs, with the words of {@code prelude.sh}
 * loaded. Everything that touches the network is behind this interface; give a module a {@link
 * LocalShell} and it works on this machine.
 *
 * <p>A script's exit status is an answer, whatever it is. An exception means that the state of the
 * machine is not known ({@link HostLost}) or that it was never reached ({@link HostRefused}).
 *
 * <p>One thread at a time.
 */
public interface Host extends AutoCloseable {

    /** The name in the inventory. */
    String name();

    /**
     * Runs a script to its end in the persistent shell of this user. Variables, functions, {@code
     * cd} and {@code umask} of one script are not seen by the next. Standard input is empty.
     */
    Reply run(Sh script, Call call);

    /**
     * Runs a script with these bytes as its standard input, on a channel of its own: for what is
     * too big for a script. The words of {@code prelude.sh} are there too.
     */
    Reply send(Sh script, Payload payload, Call call);

    /** The same machine as another user; made once, closed with this one. */
    Host as(Become become);

    /**
     * The same host, whose calls tell this watcher what happens and end when the call's time is up.
     */
    default Host watched(Call call) {
        return new WatchedHost(this, call);
    }

    /**
     * Ends the connection, with all that runs on it; the next script goes over a new one. Throws
     * {@link HostLost} when there is to be no other, as the run ends.
     */
    default void renew() {}

    /** Whether it is the machine that the program itself runs on. */
    default boolean here() {
        return false;
    }

    default Reply run(Sh script) {
        return run(script, Call.QUIET);
    }

    default Reply send(Sh script, Payload payload) {
        return send(script, payload, Call.QUIET);
    }

    @Override
    void close();
}
