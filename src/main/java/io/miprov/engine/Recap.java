package io.miprov.engine;

import io.miprov.event.Event;
import java.util.Map;

/**
 * How a run ended on each host.
 *
 * @param failed whether a task failed somewhere, and nothing took care of it or forgave it
 * @param lost whether a host could not be reached or was lost, and that was not forgiven
 */
public record Recap(Map<String, Event.Recap> hosts, boolean failed, boolean lost) {}
