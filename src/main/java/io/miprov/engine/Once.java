package io.miprov.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A role that a host goes through once in a play, when nothing else is said: it is done where at
 * least one of its tasks ran and the host is still good.
 */
final class Once {
    private final String key;
    private final Map<HostState, Integer> before = new LinkedHashMap<>();

    private Once(String key) {
        this.key = key;
    }

    /** Those of the hosts that have not done it yet begin with it, or all that do it again. */
    static Once of(String key, boolean again, List<HostState> hosts) {
        Once once = new Once(key);
        for (HostState host : hosts) {
            if (again || !host.done.contains(key)) {
                once.before.put(host, host.tasks.get());
            }
        }
        return once;
    }

    List<HostState> hosts() {
        return List.copyOf(before.keySet());
    }

    void end() {
        before.forEach(
                (host, tasks) -> {
                    if (host.active() && host.tasks.get() > tasks) {
                        host.done.add(key);
                    }
                });
    }
}
