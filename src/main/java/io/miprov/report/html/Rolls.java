package io.miprov.report.html;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

        private Step with(List<String> others) {
            return new Step(play, batch, step, phase, others, says, from, to);
        }
    }

    void take(Fields event, Instant now) {
        versions(event.fields("values"));
        if (event.text("phase").equals("begun")) {
            steps.add(step(event, now, Optional.empty()));
        } else {
            steps.add(step(event, begun(event).orElse(now), Optional.of(now)));
        }
    }

    /** What runs where, which a roll tells at its end. */
    private void versions(Fields values) {
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
    }

    /** When a step that ends now began. It may end for some of its hosts, and go on for others. */
    private Optional<Instant> begun(Fields end) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step open = steps.get(i);
            if (open.to().isEmpty()
                    && open.batch() == end.whole("batch")
                    && open.step().equals(end.text("step"))
                    && open.play().equals(end.text("play"))) {
                List<String> left = new ArrayList<>(open.hosts());
                left.removeAll(end.texts("hosts"));
                if (left.isEmpty() || left.size() == open.hosts().size()) {
                    steps.remove(i);
                } else {
                    steps.set(i, open.with(left));
                }
                return Optional.of(open.from());
            }
        }
        return Optional.empty();
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
