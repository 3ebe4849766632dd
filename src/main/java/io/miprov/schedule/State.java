package io.miprov.schedule;

import io.miprov.schedule.Firings.Firing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as it stands.
 *
 * @param paused whether its timer is off
 * @param running whether it runs just now
 * @param next when it starts next; empty when paused, or never
 * @param firings what came of its starts, the last at the end
 */
public record State(
        Job job, boolean paused, boolean running, Optional<Instant> next, List<Firing> firings) {

    /** Its last start. */
    public Optional<Firing> last() {
        return firings.isEmpty() ? Optional.empty() : Optional.of(firings.get(firings.size() - 1));
    }
}
