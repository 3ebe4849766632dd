package io.miprov.report.html;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of a run, put in order while its events come. */
final class RunRecord {
    private static final Set<String> BAD = Set.of("failed", "unreachable", "ignored", "rescued");
    private static final List<String> TOLD = List.of("cmd", "rc", "stderr", "stdout", "msg");

    Fields head = new Fields(Map.of());
    Fields started = new Fields(Map.of());
    Optional<Fields> finished = Optional.empty();
    Optional<Fields> closed = Optional.empty();
    Optional<Instant> first = Optional.empty();
    Instant last = Instant.EPOCH;
    final Set<String> hosts = new LinkedHashSet<>();
    final Map<String, TaskRow> tasks = new LinkedHashMap<>();
    final Map<String, List<Stretch>> lanes = new LinkedHashMap<>();
    final List<Trouble> troubles = new ArrayList<>();
    final Map<Fields, List<String>> diffs = new LinkedHashMap<>();
    final Rolls rolls = new Rolls();
    final List<String> notes = new ArrayList<>();

    private String play = "";
    private int plays;
    private final Map<String, Fields> told = new LinkedHashMap<>();

    /** A task of a play, over all its hosts and batches. */
    static final class TaskRow {
        final String play;
        final String name;
        final String module;
        final String place;
        final boolean handler;
        final Map<String, List<String>> hostsByStatus = new LinkedHashMap<>();
        long took;
        long slowest;
        String slowestHost = "";
        private Instant begun;
        private long tookBefore;

        private TaskRow(String play, Fields task, Instant begun) {
            this.play = play;
            this.name = task.text("task");
            this.module = task.text("module");
            this.place = task.text("place");
            this.handler = task.isTrue("handler");
            this.begun = begun;
        }

        /** The same task in another batch. */
        private void again(Instant at) {
            begun = at;
            tookBefore = took;
        }

        private void on(String host, String status, long millis, Instant at) {
            hostsByStatus.computeIfAbsent(status, any -> new ArrayList<>()).add(host);
            took =
                    Math.max(
                            took,
                            tookBefore
                                    + Math.max(millis, at.toEpochMilli() - begun.toEpochMilli()));
            if (millis >= slowest) {
                slowest = millis;
                slowestHost = host;
            }
        }

        int count(String status) {
            return hostsByStatus.getOrDefault(status, List.of()).size();
        }

        boolean isQuiet() {
            return hostsByStatus.keySet().stream()
                    .allMatch(status -> status.equals("ok") || status.equals("skipped"));
        }
    }

    /** Some time of a host with one status: one task, or several in a row. */
    record Stretch(Instant from, Instant to, String status, String task, int tasks) {}

    /**
     * Something that failed.
     *
     * @param told what it answered, by name
     * @param diagnostic as it was told; may be empty
     */
    record Trouble(
            String host,
            String task,
            String place,
            String status,
            String message,
            Map<String, String> told,
            Fields diagnostic,
            Optional<Instant> at) {}

    /** An event, with the time {@code at} that it came. */
    void take(Fields event) {
        event.instant("at").ifPresent(this::at);
        switch (event.text("event")) {
            case "run_opened" -> head = event;
            case "run_started" -> started(event);
            case "play_started" -> {
                plays++;
                play = event.text("play");
                hosts.addAll(event.texts("hosts"));
            }
            case "task_started" -> begun(event);
            case "task_finished" -> ended(event);
            case "item_finished" -> differences(event, event.fields("result"));
            case "told" -> {
                if (event.fields("diagnostic").text("severity").equals("error")) {
                    told.put(event.text("host"), event.fields("diagnostic"));
                }
            }
            case "host_unreachable" -> unreachable(event);
            case "roll_step" -> rolls.take(event, last);
            case "handler_owed" ->
                    notes.add(
                            "The handler "
                                    + event.text("handler")
                                    + " was owed to "
                                    + String.join(", ", event.texts("hosts"))
                                    + " since the run "
                                    + event.text("since")
                                    + ".");
            case "run_finished" -> finished = Optional.of(event);
            case "run_closed" -> closed = Optional.of(event);
            default -> {}
        }
    }

    private void at(Instant at) {
        if (first.isEmpty()) {
            first = Optional.of(at);
        }
        last = at.isAfter(last) ? at : last;
    }

    private void started(Fields event) {
        started = event;
        hosts.addAll(event.texts("hosts"));
    }

    private void begun(Fields event) {
        TaskRow row = tasks.get(key(event));
        if (row == null) {
            tasks.put(key(event), new TaskRow(play, event, last));
        } else {
            row.again(last);
        }
    }

    private String key(Fields event) {
        return plays + "\n" + event.text("place") + "\n" + event.text("task");
    }

    private void ended(Fields event) {
        Fields result = event.fields("result");
        String host = event.text("host");
        String status = result.text("status");
        hosts.add(host);
        tasks.computeIfAbsent(key(event), key -> new TaskRow(play, event, last))
                .on(host, status, result.millis("took"), last);
        stretch(host, status, event.text("task"), result.millis("took"));
        differences(event, result);
        if (BAD.contains(status)) {
            trouble(event, result, host, status);
        }
    }

    private void trouble(Fields event, Fields result, String host, String status) {
        Map<String, String> answered = new LinkedHashMap<>();
        Fields values = result.fields("values");
        for (String name : TOLD) {
            String text = values.text(name).strip();
            if (!text.isEmpty() && !text.equals(result.text("message"))) {
                answered.put(name, text);
            }
        }
        Fields diagnostic = told.remove(host);
        troubles.add(
                new Trouble(
                        host,
                        event.text("task"),
                        event.text("place"),
                        status,
                        result.text("message"),
                        answered,
                        diagnostic == null ? new Fields(Map.of()) : diagnostic,
                        event.instant("at")));
    }

    private void unreachable(Fields event) {
        hosts.add(event.text("host"));
        troubles.add(
                new Trouble(
                        event.text("host"),
                        "",
                        "",
                        "unreachable",
                        event.text("reason"),
                        Map.of(),
                        new Fields(Map.of()),
                        event.instant("at")));
    }

    /** Tasks in a row that found all as it should be are one stretch. */
    private void stretch(String host, String status, String task, long millis) {
        List<Stretch> lane = lanes.computeIfAbsent(host, any -> new ArrayList<>());
        Stretch fresh = new Stretch(last.minusMillis(millis), last, status, task, 1);
        Stretch before = lane.isEmpty() ? null : lane.get(lane.size() - 1);
        if (before != null && before.status().equals(status) && isQuiet(status)) {
            lane.set(
                    lane.size() - 1,
                    new Stretch(before.from(), last, status, before.task(), before.tasks() + 1));
        } else {
            lane.add(fresh);
        }
    }

    static boolean isQuiet(String status) {
        return status.equals("ok") || status.equals("skipped");
    }

    private void differences(Fields event, Fields result) {
        for (Fields diff : result.all("diffs")) {
            if (!diff.text("before").equals(diff.text("after"))) {
                diffs.computeIfAbsent(diff, any -> new ArrayList<>()).add(event.text("host"));
            }
        }
    }

    /** What was told of failures and belongs to no task that is known. */
    List<Fields> leftOver() {
        return List.copyOf(told.values());
    }

    /**
     * In a word: {@code done}, {@code failed}, {@code lost}, {@code interrupted}, {@code broken
     * off}.
     */
    String result() {
        if (closed.isPresent() && !closed.get().text("result").isEmpty()) {
            return closed.get().text("result");
        }
        if (finished.isEmpty()) {
            return "broken off";
        }
        return recap().values().stream()
                        .anyMatch(host -> host.whole("failed") + host.whole("unreachable") > 0)
                ? "failed"
                : "done";
    }

    /** The counts of each host, as the run ended with them. */
    Map<String, Fields> recap() {
        Map<String, Fields> all = new LinkedHashMap<>();
        finished.ifPresent(
                event -> {
                    Fields recap = event.fields("recap");
                    recap.map()
                            .keySet()
                            .forEach(
                                    host ->
                                            all.put(
                                                    String.valueOf(host),
                                                    recap.fields(String.valueOf(host))));
                });
        return all;
    }
}
