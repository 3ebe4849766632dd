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
    private final Map<String, String> drained = new TreeMap<>();

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.HostBusy start) {
            busy.put(start.host(), start.task());
        } else if (event instanceof Event.TaskFinished end) {
            busy.remove(end.host());
        } else if (event instanceof Event.HostUnreachable lost) {
            busy.remove(lost.host());
        } else if (event instanceof Event.RollStep step) {
            roll(step);
        }
    }

    private void roll(Event.RollStep step) {
        if (step.phase() != Event.Phase.BEGUN) {
            busy.clear();
        }
        boolean done = step.phase() == Event.Phase.DONE;
        switch (step.step()) {
            case DRAIN -> {
                if (step.phase() == Event.Phase.BEGUN) {
                    step.hosts().forEach(host -> drained.put(host, "may be drained"));
                } else if (done) {
                    step.hosts().forEach(host -> drained.put(host, "is drained"));
                } else {
                    drained.keySet().removeAll(step.hosts());
                }
            }
            case ADMIT, ROLLBACK -> {
                if (done) {
                    drained.keySet().removeAll(step.hosts());
                }
            }
            default -> {}
        }
    }

    /** A line for each host that is in the middle of something. */
    synchronized List<String> told() {
        List<String> lines = new ArrayList<>();
        busy.forEach((host, task) -> lines.add("  " + host + " was at: " + task));
        drained.forEach(
                (host, is) ->
                        lines.add(
                                "  "
                                        + host
                                        + " "
                                        + is
                                        + ", and has no traffic: the same apply goes on with it"));
        return lines;
    }
}
