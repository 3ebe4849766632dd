package io.miprov.engine;

import io.miprov.event.EventSink;
import io.miprov.host.Connections;
import io.miprov.module.Module;
import java.time.Clock;
import java.util.Map;

/** Runs playbooks: reads and checks everything first, then walks the plays over their hosts. */
public final class Engine {
    private final Map<String, Module<?>> modules;
    private final Connections connections;
    private final EventSink sink;
    private final Clock clock;

    public Engine(
            Map<String, Module<?>> modules, Connections connections, EventSink sink, Clock clock) {
        this.modules = modules;
        this.connections = connections;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Reads and checks all that can be known before a host is touched. Opens no connection. Throws
     * {@link io.miprov.diag.BadInput} with everything that is wrong.
     */
    public Prepared prepare(RunOptions options) {
        throw new UnsupportedOperationException("not written yet " + modules.size() + clock);
    }

    /** Runs what was prepared, and tells the sink. */
    public Recap run(Prepared prepared) {
        throw new UnsupportedOperationException("not written yet " + connections + sink);
    }

    /** Ends the run soon, from another thread: no new task starts, connections are closed. */
    public void stop(String reason) {
        throw new UnsupportedOperationException("not written yet " + reason);
    }
}
