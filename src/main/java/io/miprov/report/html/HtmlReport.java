package io.miprov.report.html;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.report.JsonLinesReport;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a page of a run: of its events while it goes on, or of the lines of its journal afterwards,
 * which are the same events as JSON objects with the time {@code at} that each came.
 */
public final class HtmlReport implements EventSink {
    private final Clock clock;
    private final RunRecord run = new RunRecord();

    public HtmlReport(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.HostLine
                || event instanceof Event.HostProgress
                || event instanceof Event.HostBusy
                || event instanceof Event.ScriptSent) {
            return;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.putAll(JsonLinesReport.members(event));
        members.putIfAbsent("at", clock.instant().toString());
        run.take(new Fields(members));
    }

    /** A line of a journal, read. */
    public void take(Map<?, ?> line) {
        run.take(new Fields(line));
    }

    /** The page of what came until now, with times in a zone. */
    public String page(ZoneId zone) {
        return new Page(run, zone).text();
    }
}
