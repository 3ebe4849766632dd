package io.miprov.engine;

import io.miprov.host.Connections;
import io.miprov.host.Host;
import io.miprov.host.HostLost;
import io.miprov.host.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The connections of a run: opened when first needed, kept to its end. */
final class Links {
    private final Connections connections;
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Links(Connections connections) {
        this.connections = connections;
    }

    /** The way to a target; tasks of several hosts that go there take turns. */
    Link link(String key, Target target) {
        return links.computeIfAbsent(key + " " + target.address(), name -> new Link(target));
    }

    /** Ends a host's connections; the next task opens new ones. */
    void reset(String key) {
        links.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(key + " "))
                .forEach(entry -> entry.getValue().renew());
    }

    /** Ends everything, from any thread. */
    void close() {
        closed = true;
        connections.close();
    }

    /** A connection that may not be open yet. */
    final class Link {
        final ReentrantLock turn = new ReentrantLock();
        private final Target target;
        private Host host;

        private Link(Target target) {
            this.target = target;
        }

        /** The host, connected; for whoever has the turn. */
        Host host() {
            if (host == null) {
                host = connections.open(target);
            }
            return host;
        }

        /** Ends the connection; whoever has the next turn gets a new one. */
        void renew() {
            turn.lock();
            try {
                if (closed) {
                    throw new HostLost(target.name(), "the run is over", null);
                }
                if (host != null) {
                    host.renew();
                }
                host = null;
            } finally {
                turn.unlock();
            }
        }
    }
}
