package io.miprov.report.html;

import io.miprov.report.html.RunRecord.TaskRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every task with its counts and times; those that found all as it should be are folded away. */
record TaskSection(RunRecord run) implements Section {
    private static final List<String> COUNTED =
            List.of("ok", "changed", "failed", "skipped", "unreachable");
    private static final Set<String> NAMED =
            Set.of("changed", "failed", "unreachable", "ignored", "rescued");
    private static final int FEW = 4;

    @Override
    public String id() {
        return "tasks";
    }

    @Override
    public String title() {
        return "Tasks";
    }

    @Override
    public boolean wanted() {
        return !run.tasks.isEmpty();
    }

    @Override
    public void write(Html html) {
        Map<String, List<TaskRow>> plays = new LinkedHashMap<>();
        run.tasks.forEach(
                (key, row) ->
                        plays.computeIfAbsent(
                                        key.substring(0, key.indexOf('\n')),
                                        any -> new ArrayList<>())
                                .add(row));
        html.open("div", "class", "panel", "id", "task-tables");
        html.open("div", "class", "tools js-only");
        html.open("label").text("Find ");
        html.empty(
                "input",
                "type",
                "search",
                "data-filters",
                "task-tables",
                "placeholder",
                "a task, a module or a host");
        html.close("label")
                .element("span", "", "id", "task-tables-found", "role", "status")
                .close("div");
        plays.values().forEach(rows -> play(html, rows));
        html.close("div");
    }

    private static void play(Html html, List<TaskRow> rows) {
        String name = rows.get(0).play;
        List<TaskRow> loud = rows.stream().filter(row -> !row.isQuiet()).toList();
        List<TaskRow> quiet = rows.stream().filter(TaskRow::isQuiet).toList();
        if (!loud.isEmpty()) {
            table(html, "Play: " + name + " – tasks that changed something or failed", loud);
        }
        if (!quiet.isEmpty()) {
            html.open("details", "class", "fold");
            html.element(
                    "summary",
                    name
                            + ": "
                            + Html.count(quiet.size(), "task")
                            + " found everything as it should be");
            table(html, "Play: " + name + " – tasks that changed nothing", quiet);
            html.close("details");
        }
    }

    private static void table(Html html, String caption, List<TaskRow> rows) {
        html.open("div", "class", "scroll").open("table").element("caption", caption);
        html.heads(
                "Task",
                "#ok",
                "#changed",
                "#failed",
                "#skipped",
                "#unreachable",
                "#Took",
                "Slowest");
        html.open("tbody");
        rows.forEach(row -> row(html, row));
        html.close("tbody").close("table").close("div");
    }

    private static void row(Html html, TaskRow row) {
        html.open("tr").open("th", "scope", "row", "class", "task");
        html.text(row.name + (row.handler ? " (handler)" : ""));
        html.element(
                "div",
                row.module + (row.place.isEmpty() ? "" : "  " + row.place),
                "class",
                "where");
        row.hostsByStatus.forEach((status, hosts) -> named(html, status, hosts));
        html.close("th");
        for (String status : COUNTED) {
            int count = row.count(status);
            String look = count == 0 ? "n zero" : "n " + status;
            html.element("td", String.valueOf(count), "class", look);
        }
        html.element("td", Html.length(Duration.ofMillis(row.took)), "class", "n");
        html.element(
                "td",
                row.slowestHost.isEmpty()
                        ? ""
                        : row.slowestHost + ", " + Html.length(Duration.ofMillis(row.slowest)),
                "class",
                "where");
        html.close("tr");
    }

    /** Those with whom something happened. */
    private static void named(Html html, String status, List<String> hosts) {
        if (!NAMED.contains(status)) {
            return;
        }
        if (hosts.size() <= FEW) {
            html.element("div", status + " on " + String.join(", ", hosts), "class", "where");
            return;
        }
        html.open("details", "class", "where");
        html.element("summary", status + " on " + hosts.size() + " hosts");
        html.text(String.join(", ", hosts)).close("details");
    }
}
