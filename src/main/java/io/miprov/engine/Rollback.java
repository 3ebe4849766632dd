package io.miprov.engine;

import io.miprov.engine.RollJobs.Chore;
import io.miprov.engine.RollWords.OnFailure;
import io.miprov.event.Event.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts back what there was before a batch was touched; what can not be proven well stays out. */
final class Rollback {
    private final RollParts parts;

    Rollback(RollParts parts) {
        this.parts = parts;
    }

    /** Members of the batch that failed. Returns whether all are as they were. */
    boolean undo(List<Member> members) {
        List<Member> out = drained(members);
        if (out.isEmpty()) {
            return false;
        }
        if (parts.says().onFailure() == OnFailure.HOLD
                || parts.jobs().get(Chore.RESTORE).isEmpty()) {
            parts.steps()
                    .skipped(
                            Step.ROLLBACK,
                            Member.names(out),
                            "stays drained as it is (on_failure: hold). Look at it; then apply again: it goes"
                                    + " back once it is healthy");
            return false;
        }
        out.stream()
                .filter(member -> member.point.isEmpty())
                .forEach(member -> member.point = RollGate.pointName(member.stale));
        parts.steps().begun(Step.ROLLBACK, Member.names(out), "");
        List<Optional<String>> wrong =
                parts.run()
                        .together(
                                out.stream()
                                        .map(
                                                member ->
                                                        (Supplier<Optional<String>>)
                                                                () -> restore(member))
                                        .toList());
        List<Member> back = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            if (wrong.get(i).isEmpty()) {
                back.add(out.get(i));
            } else {
                stays(out.get(i), wrong.get(i).get());
            }
        }
        return admit(back) && back.size() == members.size();
    }

    /** With {@code rollback_all}: the members of earlier batches, one by one from the last. */
    void undoEarlier(List<Member> earlier) {
        if (parts.says().onFailure() != OnFailure.ROLLBACK_ALL) {
            return;
        }
        for (int i = earlier.size() - 1; i >= 0 && !parts.run().stopping(); i--) {
            if (!undo(List.of(earlier.get(i)))) {
                return;
            }
        }
        earlier.clear();
    }

    /** Those that get no requests, or get none from now on. */
    private List<Member> drained(List<Member> members) {
        List<Member> busy =
                members.stream().filter(m -> !m.drained && !m.absent && !m.held).toList();
        if (busy.isEmpty()) {
            return members;
        }
        parts.steps().begun(Step.DRAIN, Member.names(busy), "again, to undo it");
        Balancers.Answer look = parts.balancers().look(busy);
        Balancers.Answer answer = look.well() ? parts.balancers().drain(busy) : look;
        if (answer.well()) {
            parts.steps().done(Step.DRAIN, Member.names(busy), "", answer.values());
            return members;
        }
        parts.steps()
                .failed(
                        Step.ROLLBACK,
                        Member.names(busy),
                        answer.told() + "\nit has traffic, and stays as it is",
                        answer.values());
        parts.run().verdict.failed(answer.lost());
        return members.stream().filter(member -> !busy.contains(member)).toList();
    }

    /** Returns why it is not as it was. */
    private Optional<String> restore(Member member) {
        Map<Chore, String> doing = new LinkedHashMap<>();
        doing.put(Chore.RESTORE, "could not be put back");
        doing.put(Chore.RESTART, "was put back, but did not start");
        doing.put(Chore.HEALTH, "was put back, but is not healthy");
        for (Map.Entry<Chore, String> each : doing.entrySet()) {
            Optional<Job> job = parts.jobs().get(each.getKey());
            Ending ending =
                    job.map(j -> parts.aside().on(j, member.host, RollGate.given(member)))
                            .orElse(Aside.nothing());
            if (!Aside.well(ending)) {
                return Optional.of(each.getValue() + ": " + ending.message());
            }
        }
        return Optional.empty();
    }

    private void stays(Member member, String why) {
        parts.steps()
                .failed(
                        Step.ROLLBACK,
                        List.of(member.name()),
                        why
                                + (member.absent
                                        ? ""
                                        : "\nit stays drained; repair it and apply again: it goes back once it"
                                                + " is healthy"),
                        Map.of());
    }

    private boolean admit(List<Member> back) {
        if (back.isEmpty()) {
            return false;
        }
        List<Member> there = back.stream().filter(member -> !member.absent).toList();
        Balancers.Answer answer = parts.balancers().admit(there);
        if (!answer.well()) {
            parts.steps()
                    .failed(
                            Step.ROLLBACK,
                            Member.names(back),
                            "as it was, but not everywhere back in the balancer: " + answer.told(),
                            answer.values());
            parts.run().verdict.failed(answer.lost());
            return false;
        }
        back.forEach(member -> member.open = false);
        parts.steps()
                .done(
                        Step.ROLLBACK,
                        Member.names(back),
                        parts.jobs().get(Chore.HEALTH).isPresent()
                                ? "as it was, healthy, and has its traffic again"
                                : "as it was, and has its traffic again",
                        answer.values());
        return true;
    }
}
