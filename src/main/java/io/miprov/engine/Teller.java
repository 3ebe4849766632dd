package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Mask;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.module.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way out: what is told has stars over its secrets, and is told by one thread at a time. */
final class Teller {
    private final EventSink sink;
    final Mask mask;

    Teller(EventSink sink, Mask mask) {
        this.sink = sink;
        this.mask = mask;
    }

    /** Tells an event whose texts have no secrets in them. */
    synchronized void tell(Event event) {
        sink.on(event);
    }

    void failure(Diagnostic diagnostic, String host) {
        tell(new Event.Told(masked(diagnostic), Optional.of(host)));
    }

    void warning(Diagnostic diagnostic) {
        tell(new Event.Told(masked(diagnostic), Optional.empty()));
    }

    /** The same with stars. */
    Diagnostic masked(Diagnostic diagnostic) {
        return new Diagnostic(
                diagnostic.severity(),
                mask.over(diagnostic.message()),
                masked(diagnostic.span()),
                mask.over(diagnostic.label()),
                diagnostic.notes().stream().map(mask::over).toList());
    }

    /** The same place, in a source whose secrets are as many stars, so that the caret fits. */
    private Span masked(Span span) {
        Source source = span.source();
        String shown = mask.sameLength(source.text());
        return shown.equals(source.text())
                ? span
                : new Span(new Source(source.name(), shown), span.start(), span.end());
    }

    /** The result of an ending, with stars. */
    @SuppressWarnings("unchecked")
    Event.Result result(Ending ending) {
        return new Event.Result(
                ending.status(),
                mask.over(ending.message()),
                (Map<String, Object>) mask.over((Object) ending.values()),
                diffs(ending.diffs()),
                ending.took());
    }

    private List<Event.Diff> diffs(List<Outcome.TextDiff> diffs) {
        return diffs.stream()
                .map(
                        diff ->
                                new Event.Diff(
                                        mask.over(diff.title()),
                                        mask.over(diff.before()),
                                        mask.over(diff.after())))
                .toList();
    }
}
