package io.miprov.cli;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Knows what every host is doing, to say where a run was when it was stopped. */
final class Whereabouts implements EventSink {
    private final Map<String, String> busy = new TreeMap<>();

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.HostBusy start) {
            busy.put(start.host(), start.task());
        } else if (event instanceof Event.TaskFinished end) {
            busy.remove(end.host());
        } else if (event instanceof Event.HostUnreachable lost) {
            busy.remove(lost.host());
        }
    }

    /** A line for each host that is in the middle of something. */
    synchronized List<String> told() {
        List<String> lines = new ArrayList<>();
        busy.forEach((host, task) -> lines.add("  " + host + " was at: " + task));
        return lines;
    }
}
