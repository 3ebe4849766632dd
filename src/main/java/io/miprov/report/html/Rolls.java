package io.miprov.report.html;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The steps of the rolls of a run, and what they mean to each member. */
final class Rolls {
    final List<Step> steps = new ArrayList<>();
    final Map<String, Version> versions = new TreeMap<>();
    final Set<String> drained = new LinkedHashSet<>();
    final Set<String> held = new LinkedHashSet<>();
    private final Map<String, Instant> begun = new LinkedHashMap<>();

    /** What a member ran before and after; empty: not known. */
    record Version(String before, String after) {}

    /** A step that is over, or not: then its end is empty. */
    record Step(
            String play,
            int batch,
            String step,
            String phase,
            List<String> hosts,
            String says,
            Instant from,
            Optional<Instant> to) {
        Duration took() {
            return Duration.between(from, to.orElse(from));
        }
    }

    void take(Fields event, Instant now) {
        String key = event.text("play") + "\n" + event.whole("batch") + "\n" + event.text("step");
        Fields values = event.fields("values");
        Fields all = values.fields("versions");
        for (Object host : all.map().keySet()) {
            Fields version = all.fields(String.valueOf(host));
            versions.put(
                    String.valueOf(host),
                    new Version(version.text("before"), version.text("after")));
        }
        if (!all.map().isEmpty()) {
            drained.clear();
            held.clear();
            drained.addAll(values.texts("drained"));
            held.addAll(values.texts("held"));
        }
        if (event.text("phase").equals("begun")) {
            begun.put(key, now);
            steps.add(step(event, now, Optional.empty()));
            return;
        }
        Instant from = begun.remove(key);
        if (from != null) {
            for (int i = steps.size() - 1; i >= 0; i--) {
                Step open = steps.get(i);
                if (open.to().isEmpty()
                        && open.batch() == event.whole("batch")
                        && open.step().equals(event.text("step"))
                        && open.play().equals(event.text("play"))) {
                    steps.remove(i);
                    break;
                }
            }
        }
        steps.add(step(event, from == null ? now : from, Optional.of(now)));
    }

    private static Step step(Fields event, Instant from, Optional<Instant> to) {
        return new Step(
                event.text("play"),
                event.whole("batch"),
                event.text("step"),
                event.text("phase"),
                event.texts("hosts"),
                event.text("says"),
                from,
                to);
    }

    boolean any() {
        return !steps.isEmpty();
    }

    /** The hosts that were members of a batch, in the order of the roll. */
    Set<String> members() {
        Set<String> all = new LinkedHashSet<>();
        steps.stream().filter(step -> step.batch() > 0).forEach(step -> all.addAll(step.hosts()));
        all.addAll(versions.keySet());
        return all;
    }

    List<Step> of(String host) {
        return steps.stream()
                .filter(step -> step.batch() > 0 && step.hosts().contains(host))
                .toList();
    }

    /**
     * How long all steps of a kind took with a host; empty: there was none that was not skipped.
     */
    Optional<Duration> took(String host, String kind) {
        return of(host).stream()
                .filter(step -> step.step().equals(kind) && !step.phase().equals("skipped"))
                .filter(step -> step.to().isPresent())
                .map(Step::took)
                .reduce(Duration::plus);
    }

    /**
     * When a host was out of its balancers: from its drain's beginning until it was back, or the
     * end.
     */
    List<Instant[]> out(String host, Instant end) {
        List<Instant[]> all = new ArrayList<>();
        Instant since = null;
        for (Step step : of(host)) {
            if (step.step().equals("drain") && !step.phase().equals("skipped") && since == null) {
                since = step.from();
            }
            boolean back =
                    step.step().equals("admit")
                            && step.phase().equals("done")
                            && step.to().isPresent();
            if (back && since != null) {
                all.add(new Instant[] {since, step.to().get()});
                since = null;
            }
        }
        if (since != null) {
            all.add(new Instant[] {since, end});
        }
        return all;
    }

    Duration outFor(String host, Instant end) {
        return out(host, end).stream()
                .map(each -> Duration.between(each[0], each[1]))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The versions that run at the end; more than one: they are mixed. */
    Set<String> after() {
        Set<String> all = new LinkedHashSet<>();
        versions.values().forEach(version -> all.add(version.after()));
        all.remove("");
        return all;
    }
}
