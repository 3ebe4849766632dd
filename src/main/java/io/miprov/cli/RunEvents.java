package io.miprov.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of a journal is worth a line: plays, steps of rolls, and tasks that changed or failed. */
final class RunEvents {
    private static final Set<String> WORTH =
            Set.of("changed", "failed", "unreachable", "ignored", "rescued");

    private final List<String> lines;
    private final List<String> hosts = new ArrayList<>();
    private String last = "";

    RunEvents(List<String> lines) {
        this.lines = lines;
    }

    void take(Map<?, ?> event) {
        switch (String.valueOf(event.get("event"))) {
            case "play_started" -> {
                end();
                lines.add(String.valueOf(event.get("play")));
            }
            case "batch_started" -> {
                end();
                lines.add("  batch " + event.get("number") + " of " + event.get("of"));
            }
            case "roll_step" -> step(event);
            case "task_finished" -> finished(event);
            case "handler_owed" -> {
                end();
                lines.add(
                        "  owed since run "
                                + event.get("since")
                                + ": "
                                + event.get("handler")
                                + " on "
                                + names(event.get("hosts")));
            }
            default -> {}
        }
    }

    private void step(Map<?, ?> event) {
        if (!"begun".equals(event.get("phase"))) {
            end();
            String phase = "done".equals(event.get("phase")) ? "" : " " + event.get("phase");
            lines.add(
                    ("  "
                                    + event.get("step")
                                    + phase
                                    + "  "
                                    + names(event.get("hosts"))
                                    + "  "
                                    + event.get("says"))
                            .stripTrailing());
        }
    }

    /** Hosts that ended a task alike share a line. */
    private void finished(Map<?, ?> event) {
        Map<?, ?> result = event.get("result") instanceof Map<?, ?> map ? map : Map.of();
        String status = String.valueOf(result.get("status"));
        if (!WORTH.contains(status)) {
            return;
        }
        String message =
                status.equals("changed") ? "" : firstLine(String.valueOf(result.get("message")));
        String line =
                String.format(Locale.ROOT, "%-11s %s", status, event.get("task"))
                        + (message.isEmpty() ? "" : ": " + message);
        if (!line.equals(last)) {
            end();
        }
        last = line;
        hosts.add(String.valueOf(event.get("host")));
    }

    void end() {
        if (!hosts.isEmpty()) {
            hosts.sort(null);
            lines.add("  " + last + "  (" + String.join(" ", hosts) + ")");
            hosts.clear();
            last = "";
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String names(Object hosts) {
        return hosts instanceof List<?> all
                ? String.join(" ", all.stream().map(String::valueOf).toList())
                : "";
    }
}
