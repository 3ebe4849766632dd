package io.miprov.report.html;

import io.miprov.report.html.Rolls.Step;
import io.miprov.report.html.RunRecord.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A lane for each host: its tasks, below them the steps of a roll, behind them its time without
 * traffic.
 */
record TimelineSection(RunRecord run) implements Section {
    private static final int WIDE = 10_000;
    private static final int LEAST = 20;
    private static final int SHOWN = 60;
    private static final int TICKS = 5;
    private static final Set<String> DRAWN = Set.of("drain", "work", "health", "admit", "rollback");

    @Override
    public String id() {
        return "timeline";
    }

    @Override
    public String title() {
        return "Timeline";
    }

    @Override
    public boolean wanted() {
        return !run.lanes.isEmpty();
    }

    @Override
    public void write(Html html) {
        List<String> loud = new ArrayList<>();
        List<String> quiet = new ArrayList<>();
        for (String host : run.hosts) {
            (run.hosts.size() <= SHOWN || isLoud(host) ? loud : quiet).add(host);
        }
        html.open("div", "class", "panel");
        lanes(html, loud, "What each host did, and when. Times count from the start of the run.");
        if (!quiet.isEmpty()) {
            html.open("details", "class", "fold");
            html.element("summary", Html.count(quiet.size(), "host") + " where nothing changed");
            lanes(html, quiet, "The same of hosts where nothing changed.");
            html.close("details");
        }
        legend(html);
        html.close("div");
    }

    private boolean isLoud(String host) {
        return !run.rolls.of(host).isEmpty()
                || run.lanes.getOrDefault(host, List.of()).stream()
                        .anyMatch(stretch -> !RunRecord.isQuiet(stretch.status()));
    }

    private void lanes(Html html, List<String> hosts, String caption) {
        if (hosts.isEmpty()) {
            return;
        }
        html.open(
                "div",
                "class",
                "scroll tall",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                caption);
        html.open("table", "class", "lanes").element("caption", caption);
        html.open("thead").open("tr").element("th", "Host", "scope", "col");
        html.open("th", "scope", "col").open("div", "class", "axis");
        for (int i = 0; i < TICKS; i++) {
            html.element("span", Html.length(length().multipliedBy(i).dividedBy(TICKS - 1)));
        }
        html.close("div").close("th").close("tr").close("thead").open("tbody");
        hosts.forEach(host -> lane(html, host));
        html.close("tbody").close("table").close("div");
    }

    private void lane(Html html, String host) {
        List<Step> steps =
                run.rolls.of(host).stream()
                        .filter(step -> DRAWN.contains(step.step()) && step.to().isPresent())
                        .filter(step -> !step.phase().equals("skipped"))
                        .toList();
        boolean rolled = run.rolls.any();
        String tall = rolled ? "22" : "14";
        html.open("tr").element("th", host, "scope", "row").open("td");
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDE + " " + tall,
                "preserveAspectRatio",
                "none",
                "height",
                tall,
                "role",
                "img",
                "aria-label",
                told(host));
        for (Instant[] out : run.rolls.out(host, run.last)) {
            bar(
                    html,
                    "out",
                    out[0],
                    out[1],
                    "0",
                    tall,
                    "without traffic for " + Html.length(Duration.between(out[0], out[1])));
        }
        for (Stretch stretch : run.lanes.getOrDefault(host, List.of())) {
            bar(
                    html,
                    "s-" + stretch.status(),
                    stretch.from(),
                    stretch.to(),
                    "1",
                    "12",
                    title(stretch));
        }
        for (Step step : steps) {
            bar(
                    html,
                    "s-" + step.step(),
                    step.from(),
                    step.to().get(),
                    "15",
                    "6",
                    RollSection.name(step.step()) + ", " + Html.length(step.took()));
        }
        html.close("svg").close("td").close("tr");
    }

    private static String title(Stretch stretch) {
        String what =
                stretch.tasks() == 1
                        ? stretch.task()
                        : stretch.tasks() + " tasks from: " + stretch.task();
        return what
                + " – "
                + stretch.status()
                + ", "
                + Html.length(Duration.between(stretch.from(), stretch.to()));
    }

    /** The lane in words. */
    private String told(String host) {
        List<Stretch> lane = run.lanes.getOrDefault(host, List.of());
        long changed = lane.stream().filter(each -> each.status().equals("changed")).count();
        long failed = lane.stream().filter(each -> each.status().equals("failed")).count();
        Duration out = run.rolls.outFor(host, run.last);
        return host
                + ": "
                + changed
                + " changed, "
                + failed
                + " failed"
                + (out.isZero() ? "" : ", without traffic for " + Html.length(out));
    }

    private void bar(
            Html html,
            String kind,
            Instant from,
            Instant to,
            String y,
            String height,
            String title) {
        long begin = at(from);
        long width = Math.max(LEAST, at(to) - begin);
        html.open(
                "rect",
                "class",
                kind,
                "x",
                String.format(Locale.ROOT, "%d", Math.min(begin, WIDE - LEAST)),
                "width",
                String.format(Locale.ROOT, "%d", width),
                "y",
                y,
                "height",
                height);
        html.element("title", title).close("rect");
    }

    private long at(Instant time) {
        long millis = time.toEpochMilli() - start().toEpochMilli();
        return Math.max(0, Math.min(WIDE, millis * WIDE / Math.max(1, length().toMillis())));
    }

    private Instant start() {
        return run.first.orElse(run.last);
    }

    private Duration length() {
        return Duration.between(start(), run.last);
    }

    private void legend(Html html) {
        html.open("div", "class", "legend");
        for (String status : List.of("ok", "changed", "failed", "unreachable", "skipped")) {
            key(html, status, status);
        }
        if (run.rolls.any()) {
            for (String step : List.of("drain", "work", "health", "admit", "rollback")) {
                key(html, step, RollSection.name(step));
            }
            html.open("span")
                    .element("i", "", "class", "out-key")
                    .text("without traffic")
                    .close("span");
        }
        html.close("div");
    }

    private static void key(Html html, String kind, String name) {
        html.open("span").element("i", "", "class", "s-" + kind).text(name).close("span");
    }
}
