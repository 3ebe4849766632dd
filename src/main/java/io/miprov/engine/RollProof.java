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

/** What shows that changed members are well, before they have traffic again and after it. */
final class RollProof {
    /** Seconds that the first and the last look of a soak may take. */
    private static final long SLACK = 3;

    private final RollParts parts;

    RollProof(RollParts parts) {
        this.parts = parts;
    }

    /**
     * Who is not healthy has failed. Once they answer, the balancers are told, so that what takes
     * time there goes on while the health is proven.
     */
    void health(List<Member> some) {
        Optional<Job> answer = parts.jobs().get(Chore.ANSWER);
        Optional<Job> health = parts.jobs().get(Chore.HEALTH);
        if (answer.isEmpty() || health.isEmpty()) {
            parts.steps().skipped(Step.HEALTH, Member.names(some), "`health` is not given");
            return;
        }
        parts.steps()
                .begun(
                        Step.HEALTH,
                        Member.names(some),
                        "by "
                                + parts.says().deadline().toSeconds()
                                + " s from now, and then for "
                                + parts.says().healthyTime().toSeconds()
                                + " s");
        List<Member> there = held(Step.HEALTH, some, answer.get(), Map.of(), new LinkedHashMap<>());
        parts.balancers().expect(there.stream().filter(member -> !member.absent).toList());
        held(Step.HEALTH, there, "healthy", health.get(), Map.of());
    }

    /** Tells a step that each member comes through or not. */
    private void held(
            Step step, List<Member> some, String well, Job job, Map<String, Object> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Member> through = held(step, some, job, given, values);
        if (!through.isEmpty()) {
            parts.steps().done(step, Member.names(through), well, values);
        }
    }

    /** Tells who does not come through. Returns the others, and in {@code values} what they say. */
    private List<Member> held(
            Step step,
            List<Member> some,
            Job job,
            Map<String, Object> given,
            Map<String, Object> values) {
        Map<HostState, Ending> endings = parts.aside().on(job, Member.hosts(some), given);
        List<Member> through = new ArrayList<>();
        for (Member member : some) {
            Ending ending = endings.get(member.host);
            if (Aside.well(ending)) {
                through.add(member);
                values.put(member.name(), ending.values());
            } else {
                parts.steps()
                        .failed(step, List.of(member.name()), ending.message(), ending.values());
                member.host.count(
                        ending.unreachable() ? Event.Status.UNREACHABLE : Event.Status.FAILED);
                member.host.failed = true;
            }
        }
        return through;
    }

    /** Returns whether the balancers took them. */
    boolean admit(List<Member> some) {
        List<Member> there = some.stream().filter(member -> !member.absent).toList();
        if (there.isEmpty()) {
            return true;
        }
        parts.steps().begun(Step.ADMIT, Member.names(there), "");
        Balancers.Answer answer = parts.balancers().admit(there);
        if (!answer.well()) {
            parts.steps()
                    .failed(
                            Step.ADMIT,
                            Member.names(there),
                            answer.told()
                                    + "\nhealthy, but not everywhere back; apply again when the balancer is well",
                            answer.values());
            parts.run().verdict.failed(answer.lost());
            return false;
        }
        parts.steps()
                .done(
                        Step.ADMIT,
                        Member.names(there),
                        "back in " + String.join(" ", parts.balancers().hostNames()),
                        answer.values());
        return true;
    }

    /** Returns whether a request through each balancer is answered. */
    boolean through(List<Member> some) {
        Balancers.Answer through = parts.balancers().through();
        if (!through.well()) {
            parts.steps()
                    .failed(
                            Step.ADMIT,
                            Member.names(some),
                            "through the balancer: " + through.told(),
                            through.values());
        }
        return through.well();
    }

    /** Whose health does not hold while it has traffic has failed. */
    void soak(List<Member> some) {
        Duration time = parts.says().soak();
        if (time.isZero()) {
            return;
        }
        parts.steps().begun(Step.SOAK, Member.names(some), time.toSeconds() + " s");
        Optional<Job> job = parts.jobs().get(Chore.SOAK);
        if (job.isEmpty()) {
            parts.run().pause(time);
            parts.steps().done(Step.SOAK, Member.names(some), "waited " + time.toSeconds() + " s");
            return;
        }
        Map<String, Object> given =
                Map.of(
                        RollMaker.SOAK,
                        time.toSeconds(),
                        RollMaker.SOAK_DEADLINE,
                        time.toSeconds() + SLACK);
        held(Step.SOAK, some, "stayed healthy", job.get(), given);
    }
}
