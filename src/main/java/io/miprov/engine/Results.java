package io.miprov.engine;

import io.miprov.event.Event;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code register} gets, in Ansible's words. */
final class Results {
    private Results() {}

    static Map<String, Object> of(Outcome outcome) {
        Map<String, Object> values = new LinkedHashMap<>(outcome.values());
        boolean ran = Boolean.TRUE.equals(values.get("changed"));
        boolean failed = outcome.status() == Outcome.Status.FAILED;
        values.put("changed", outcome.status() == Outcome.Status.CHANGED || (failed && ran));
        values.put("failed", failed);
        if (outcome.status() == Outcome.Status.SKIPPED) {
            values.put("skipped", true);
        }
        if (!outcome.message().isEmpty()) {
            values.putIfAbsent("msg", outcome.message());
        }
        diff(values, outcome.diffs());
        lines(values, "stdout");
        lines(values, "stderr");
        return values;
    }

    /**
     * One mapping, or a list of them when there are several or the module says that it has a list.
     */
    private static void diff(Map<String, Object> values, List<Outcome.TextDiff> diffs) {
        if (!diffs.isEmpty() && !(values.get("diff") instanceof Map)) {
            List<Map<String, Object>> all = diffs.stream().map(Results::diff).toList();
            boolean list = all.size() > 1 || values.get("diff") instanceof List;
            values.put("diff", list ? all : all.get(0));
        }
    }

    private static Map<String, Object> diff(Outcome.TextDiff diff) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("before", diff.before());
        values.put("after", diff.after());
        values.put("before_header", diff.title());
        values.put("after_header", diff.title());
        return values;
    }

    private static void lines(Map<String, Object> values, String name) {
        if (values.get(name) instanceof String text) {
            values.putIfAbsent(name + "_lines", text.lines().toList());
        }
    }

    static Map<String, Object> skipped(String condition) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("changed", false);
        values.put("skipped", true);
        values.put("skip_reason", "Conditional result was False");
        values.put("false_condition", condition.equals("False") ? (Object) false : condition);
        return values;
    }

    static Map<String, Object> failed(String message) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("changed", false);
        values.put("failed", true);
        values.put("msg", message);
        return values;
    }

    static Map<String, Object> unreachable(String message) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("changed", false);
        values.put("unreachable", true);
        values.put("msg", message);
        return values;
    }

    /** The result of a loop, of those of its items. */
    static Map<String, Object> ofItems(List<Ending> items) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Object> results = new ArrayList<>();
        items.forEach(item -> results.add(item.values()));
        values.put("results", results);
        values.put("changed", items.stream().anyMatch(i -> truth(i, "changed")));
        boolean failed = items.stream().anyMatch(Ending::failed);
        boolean skipped = items.stream().allMatch(Ending::skipped);
        if (failed) {
            values.put("failed", true);
        }
        values.put("skipped", skipped);
        if (items.isEmpty()) {
            values.put("skipped_reason", "No items in the list");
            return values;
        }
        values.put(
                "msg",
                failed
                        ? "One or more items failed"
                        : skipped ? "All items skipped" : "All items completed");
        return values;
    }

    static Event.Status statusOf(List<Ending> items) {
        if (items.stream().anyMatch(Ending::unreachable)) {
            return Event.Status.UNREACHABLE;
        }
        if (items.stream().anyMatch(Ending::failed)) {
            return Event.Status.FAILED;
        }
        if (items.stream().allMatch(Ending::skipped)) {
            return Event.Status.SKIPPED;
        }
        return items.stream().anyMatch(i -> truth(i, "changed"))
                ? Event.Status.CHANGED
                : Event.Status.OK;
    }

    private static boolean truth(Ending item, String name) {
        return Boolean.TRUE.equals(item.values().get(name));
    }

    /** What is shown of a result that nobody may see. */
    static Map<String, Object> censored(Map<String, Object> values) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("censored", "hidden, since `no_log` is true for this task");
        for (String name : List.of("attempts", "changed", "failed", "skipped")) {
            if (values.containsKey(name)) {
                shown.put(name, values.get(name));
            }
        }
        return shown;
    }
}
