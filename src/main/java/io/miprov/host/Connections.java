package io.miprov.host;

/** Opens the way to hosts. Safe for many threads. */
public interface Connections extends AutoCloseable {

    /** Connects and logs in. Throws {@link HostRefused} when that can not be. */
    Host open(Target target);

    /** Ends everything that is still open, at once, from any thread: what Ctrl-C calls. */
    @Override
    void close();
}
