package io.miprov.report;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import java.io.PrintWriter;

/** Lines for a file or a log: nothing is redrawn, every task has its line. */
public final class PlainReport implements EventSink {
    private final PrintWriter out;
    private final RunLog log;

    public PlainReport(PrintWriter out, Look look) {
        this.out = out;
        this.log = new RunLog(look, false, out::println);
    }

    @Override
    public void on(Event event) {
        log.on(event);
        out.flush();
    }
}
