package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import io.miprov.module.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a task, or one item of its loop, ended on a host.
 *
 * @param values what {@code register} gets
 * @param why what is told when it failed
 */
record Ending(
        Event.Status status,
        String message,
        Map<String, Object> values,
        List<Outcome.TextDiff> diffs,
        Optional<Diagnostic> why,
        Duration took) {

    boolean failed() {
        return status == Event.Status.FAILED;
    }

    boolean unreachable() {
        return status == Event.Status.UNREACHABLE;
    }

    boolean changed() {
        return status == Event.Status.CHANGED;
    }

    boolean skipped() {
        return status == Event.Status.SKIPPED;
    }

    Ending as(Event.Status other) {
        return new Ending(other, message, values, diffs, why, took);
    }
}
