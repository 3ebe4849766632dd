package io.miprov.report.html;

import io.miprov.report.html.Rolls.Step;
import io.miprov.report.html.Rolls.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a roll did with each member, and its batches with their steps. */
record RollSection(RunRecord run) implements Section {
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("lock", "Lock"),
                    Map.entry("look", "Look"),
                    Map.entry("point", "Keep what there is"),
                    Map.entry("drain", "Drain"),
                    Map.entry("work", "Work"),
                    Map.entry("health", "Health"),
                    Map.entry("admit", "Put back"),
                    Map.entry("soak", "Soak"),
                    Map.entry("canary", "Canary"),
                    Map.entry("confirm", "Ask"),
                    Map.entry("pause", "Pause"),
                    Map.entry("rollback", "Roll back"));

    @Override
    public String id() {
        return "roll";
    }

    @Override
    public String title() {
        return "Roll";
    }

    @Override
    public boolean wanted() {
        return run.rolls.any();
    }

    @Override
    public void write(Html html) {
        Set<String> members = run.rolls.members();
        if (!members.isEmpty()) {
            html.open("div", "class", "panel scroll").open("table");
            html.element(
                    "caption",
                    "Each member: what it ran before and after, and how long it had no traffic.");
            html.heads(
                    "Member",
                    "Before",
                    "After",
                    "#Drain",
                    "#Work",
                    "#Health",
                    "#Without traffic",
                    "Result");
            html.open("tbody");
            members.forEach(member -> member(html, member));
            html.close("tbody").close("table").close("div");
        }
        batches(html);
    }

    private void member(Html html, String host) {
        Version version = run.rolls.versions.getOrDefault(host, new Version("", ""));
        Duration out = run.rolls.outFor(host, run.last);
        html.open("tr").element("th", host, "scope", "row");
        html.element("td", version.before().isEmpty() ? "–" : version.before());
        boolean changed = !version.after().equals(version.before());
        html.element(
                "td",
                version.after().isEmpty() ? "–" : version.after(),
                "class",
                changed ? "changed" : "");
        for (String kind : List.of("drain", "work", "health")) {
            html.element(
                    "td", run.rolls.took(host, kind).map(Html::length).orElse("–"), "class", "n");
        }
        html.element("td", out.isZero() ? "never" : Html.length(out), "class", "n");
        String result = result(host);
        html.element("td", result, "class", isFine(result) ? "" : "failed");
        html.close("tr");
    }

    private static boolean isFine(String result) {
        return List.of("back in", "nothing to", "not touched").stream()
                .anyMatch(result::startsWith);
    }

    private String result(String host) {
        if (run.rolls.held.contains(host)) {
            return "drained by hand, left so";
        }
        if (run.rolls.drained.contains(host)) {
            return "still out of the balancer";
        }
        List<Step> steps = run.rolls.of(host);
        boolean undone = steps.stream().anyMatch(step -> step.step().equals("rollback"));
        List<Instant[]> out = run.rolls.out(host, run.last);
        if (steps.isEmpty()) {
            return "not touched: the roll ended before";
        }
        if (out.isEmpty()) {
            return steps.stream().anyMatch(step -> step.phase().equals("failed"))
                    ? "failed before it was drained"
                    : "nothing to change, never drained";
        }
        boolean back =
                steps.stream()
                        .anyMatch(
                                step -> step.step().equals("admit") && step.phase().equals("done"));
        return (back ? "back in the balancer" : "not put back") + (undone ? ", rolled back" : "");
    }

    private void batches(Html html) {
        Map<String, List<Step>> batches = new LinkedHashMap<>();
        run.rolls.steps.forEach(
                step ->
                        batches.computeIfAbsent(
                                        step.batch() == 0
                                                ? step.play() + ", before and after all batches"
                                                : step.play() + ", batch " + step.batch(),
                                        any -> new ArrayList<>())
                                .add(step));
        html.open("div", "class", "panel");
        batches.forEach(
                (name, steps) -> {
                    boolean bad = steps.stream().anyMatch(step -> step.phase().equals("failed"));
                    if (bad) {
                        html.open("details", "class", "fold", "open", "open");
                    } else {
                        html.open("details", "class", "fold");
                    }
                    html.open("summary").element("b", name);
                    html.text(" – " + hosts(steps));
                    if (steps.get(0).batch() > 0) {
                        html.text(", " + Html.length(took(steps)));
                    }
                    if (bad) {
                        html.element("span", " – failed", "class", "failed");
                    }
                    html.close("summary").open("ol", "class", "steps");
                    steps.forEach(step -> step(html, step));
                    html.close("ol").close("details");
                });
        html.close("div");
    }

    private static String hosts(List<Step> steps) {
        return String.join(
                ", ", steps.stream().flatMap(step -> step.hosts().stream()).distinct().toList());
    }

    private static Duration took(List<Step> steps) {
        Instant from = steps.get(0).from();
        return Duration.between(
                from,
                steps.stream()
                        .map(step -> step.to().orElse(step.from()))
                        .max(Instant::compareTo)
                        .orElse(from));
    }

    private static void step(Html html, Step step) {
        html.open("li").element("b", name(step.step()));
        html.text(" " + String.join(", ", step.hosts()));
        if (!step.says().isEmpty()) {
            html.text(": " + step.says());
        }
        String end =
                step.to().isEmpty()
                        ? " (did not come to its end)"
                        : step.phase().equals("skipped")
                                ? " (skipped)"
                                : " (" + Html.length(step.took()) + ")";
        html.element("span", end, "class", "soft");
        if (step.phase().equals("failed")) {
            html.element("b", " failed", "class", "failed");
        }
        html.close("li");
    }

    static String name(String step) {
        return NAMES.getOrDefault(step, step);
    }
}
