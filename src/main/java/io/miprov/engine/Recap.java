package io.miprov.engine;

import io.miprov.event.Event;
import java.util.Map;

/** How a run ended on each host. */
public record Recap(Map<String, Event.Recap> hosts) {

    /** Whether a task failed somewhere and nothing took care of it. */
    public boolean failed() {
        return hosts.values().stream().anyMatch(host -> host.failed() > 0);
    }

    /** Whether a host could not be reached or was lost. */
    public boolean lost() {
        return hosts.values().stream().anyMatch(host -> host.unreachable() > 0);
    }
}
