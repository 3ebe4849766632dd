package io.miprov.engine;

import io.miprov.event.Event;
import java.util.Map;

/**
 * How a run ended on each host.
 *
 * @param failed whether a task failed somewhere, and nothing took care of it or forgave it
 * @param lost whether a host could not be reached or was lost, and that was not forgiven
 * @param pending whether something was left undone on purpose: a roll ended before its last batch,
 *     or a run that only checked found handlers that are owed
 */
public record Recap(
        Map<String, Event.Recap> hosts, boolean failed, boolean lost, boolean pending) {}
