package io.miprov.engine;

import io.miprov.engine.RollJobs.Chore;
import io.miprov.event.Event;
import io.miprov.event.Event.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The gate before the members of a batch: they are drained when the first task would change
 * something, and not before; who needs no change keeps its traffic.
 */
final class RollGate implements Gate {
    private final RollParts parts;
    private final List<Member> members;
    private final Map<HostState, Member> byHost = new LinkedHashMap<>();

    RollGate(RollParts parts, List<Member> members) {
        this.parts = parts;
        this.members = members;
        members.forEach(member -> byHost.put(member.host, member));
    }

    @Override
    public boolean closed(HostState host) {
        Member member = byHost.get(host);
        return member != null && !member.open && !parts.run().options.check();
    }

    @Override
    public void foresee(HostState host, Job job) {
        Member member = byHost.get(host);
        if (member == null || member.open) {
            return;
        }
        if (parts.run().options.check()) {
            member.why = member.why.isEmpty() ? job.plainName : member.why;
        } else {
            open(List.of(host), job);
        }
    }

    @Override
    public synchronized List<HostState> open(List<HostState> closed, Job job) {
        List<Member> wave = closed.stream().map(byHost::get).toList();
        wave.forEach(member -> member.why = job.plainName);
        parts.steps()
                .done(
                        Step.LOOK,
                        Member.names(wave),
                        "`" + job.plainName + "` would change something");
        Optional<String> lost = parts.hold().lost();
        if (lost.isPresent()) {
            parts.steps()
                    .failed(
                            Step.LOCK,
                            Member.names(wave),
                            lost.get() + "\nnobody was drained",
                            Map.of());
            fail(wave, false);
            return List.of();
        }
        Balancers.Answer look = parts.balancers().look(wave);
        if (!look.well()) {
            parts.steps()
                    .failed(
                            Step.DRAIN,
                            Member.names(wave),
                            look.told() + "\nnobody was drained",
                            look.values());
            fail(wave, look.lost());
            return List.of();
        }
        List<Member> kept = point(wave);
        if (kept.isEmpty() || !drain(kept)) {
            return List.of();
        }
        kept.forEach(member -> member.open = true);
        parts.steps().begun(Step.WORK, Member.names(kept), "");
        return Member.hosts(kept);
    }

    /** Keeps what there is; an earlier run that was cut off has kept it already. */
    private List<Member> point(List<Member> wave) {
        for (Member member : wave) {
            member.point = pointName(member.stale.isEmpty() ? parts.mark() : member.stale);
        }
        Optional<Job> job = parts.jobs().get(Chore.POINT);
        if (job.isEmpty()) {
            return wave;
        }
        parts.steps().begun(Step.POINT, Member.names(wave), "");
        List<Ending> endings =
                parts.run()
                        .together(
                                wave.stream()
                                        .map(
                                                each ->
                                                        (Supplier<Ending>)
                                                                () -> point(job.get(), each))
                                        .toList());
        List<Member> kept = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < wave.size(); i++) {
            Member member = wave.get(i);
            Ending ending = endings.get(i);
            values.put(member.name(), ending.values());
            if (Aside.well(ending)) {
                kept.add(member);
            } else {
                parts.steps()
                        .failed(
                                Step.POINT,
                                List.of(member.name()),
                                ending.message() + "\nit was neither drained nor touched",
                                ending.values());
                fail(List.of(member), ending.unreachable());
            }
        }
        if (!kept.isEmpty()) {
            parts.steps()
                    .done(Step.POINT, Member.names(kept), "what there is can be put back", values);
        }
        return kept;
    }

    private Ending point(Job job, Member member) {
        return parts.aside().on(job, member.host, given(member));
    }

    /** What the rollback point of a run is called. */
    static String pointName(String run) {
        return run.replaceAll("[^A-Za-z0-9._+-]", "-");
    }

    static Map<String, Object> given(Member member) {
        return Map.of(RollMaker.POINT, member.point);
    }

    private boolean drain(List<Member> wave) {
        List<Member> there = wave.stream().filter(member -> !member.absent).toList();
        if (there.isEmpty()) {
            String why =
                    parts.balancers().hosts().isEmpty() ? "there is no balancer" : "in no upstream";
            parts.steps().skipped(Step.DRAIN, Member.names(wave), why);
            return true;
        }
        String where = String.join(" ", parts.balancers().hostNames());
        parts.steps()
                .begun(
                        Step.DRAIN,
                        Member.names(there),
                        "in "
                                + where
                                + ", at most "
                                + parts.says().drainTimeout().toSeconds()
                                + " s");
        Balancers.Answer answer = parts.balancers().drain(there);
        if (!answer.well()) {
            parts.steps()
                    .failed(
                            Step.DRAIN,
                            Member.names(there),
                            answer.told()
                                    + "\nthe roll stops before "
                                    + String.join(", ", Member.names(there)),
                            answer.values());
            fail(wave, answer.lost());
            return false;
        }
        parts.steps()
                .done(
                        Step.DRAIN,
                        Member.names(there),
                        "out of " + where + answer.rest(),
                        answer.values());
        return true;
    }

    /** They have failed, and no {@code rescue} changes that. */
    private void fail(List<Member> some, boolean lost) {
        for (Member member : some) {
            if (!member.host.gone) {
                member.host.count(Event.Status.FAILED);
            }
            member.host.failed = true;
            member.host.gone = true;
        }
        parts.run().verdict.failed(lost);
    }

    /** What a run that only checks tells of the batch. */
    void plan() {
        List<Member> changed = members.stream().filter(member -> !member.why.isEmpty()).toList();
        if (changed.isEmpty()) {
            parts.steps()
                    .done(
                            Step.LOOK,
                            Member.names(members),
                            "nothing to change: nobody would be drained");
        }
        for (Member member : changed) {
            List<String> where = parts.balancers().having(member);
            Duration most = parts.says().drainTimeout().plus(parts.says().deadline());
            String out =
                    where.isEmpty()
                            ? "would be changed; it is in no balancer"
                            : member.held
                                    ? "would be changed; it was taken out by hand, and stays so"
                                    : "would be drained in "
                                            + String.join(" ", where)
                                            + ": at most "
                                            + parts.says().drainTimeout().toSeconds()
                                            + " s until nothing is under way, and after its tasks at"
                                            + " most "
                                            + parts.says().deadline().toSeconds()
                                            + " s until it is healthy";
            parts.steps()
                    .done(
                            Step.LOOK,
                            List.of(member.name()),
                            out + "; since of `" + member.why + "`",
                            Map.of("drained", where, "most_seconds", most.toSeconds()));
        }
        for (Member member : members) {
            if (!member.stale.isEmpty()) {
                parts.run().verdict.pending();
            }
        }
    }
}
