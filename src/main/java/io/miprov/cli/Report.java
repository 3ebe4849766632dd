package io.miprov.cli;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.report.ConsoleReport;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The report that was asked for; made when there is something to report. */
final class Report implements EventSink, AutoCloseable {
    private final Terminal terminal;
    private final OutputOptions output;
    private final Clock clock;
    private final Optional<Page> page;
    private EventSink sink;

    /** Throws {@link io.miprov.diag.BadInput} for a page that could not be written. */
    Report(Terminal terminal, OutputOptions output, Clock clock) {
        this.terminal = terminal;
        this.output = output;
        this.clock = clock;
        this.page = output.page().map(file -> new Page(file, clock, terminal));
    }

    @Override
    public synchronized void on(Event event) {
        if (sink == null) {
            sink = output.report(terminal, clock);
        }
        sink.on(event);
        page.ifPresent(each -> each.on(event));
    }

    /** Does something on the terminal while nothing else is written there. */
    synchronized <T> T aside(Supplier<T> work) {
        return sink instanceof ConsoleReport console ? console.aside(work) : work.get();
    }

    /** Writes what is left; nothing is drawn after this. */
    @Override
    public synchronized void close() {
        if (sink instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("a report can always be closed", e);
            }
        }
        page.ifPresent(Page::close);
    }
}
