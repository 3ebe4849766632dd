package io.miprov.engine;

import io.miprov.event.Event;
import io.miprov.event.Event.Step;
import java.util.List;
import java.util.Map;

/** One batch of a roll: its tasks behind a gate, then proof that all is well, or its undoing. */
final class RollBatch {
    private final RollParts parts;
    private final CompiledPlay play;
    private final PlayWords words;
    private final Setting setting;
    private final List<Member> members;
    private final List<Member> before;
    private final List<HostState> hosts;
    private final RollGate gate;
    private final RollProof proof;

    /** No member of the batch may stay as it is now. */
    private boolean broken;

    /** A balancer does not do what it should. */
    private boolean stuck;

    /**
     * @param before the members of earlier batches that were changed; this one's are added
     */
    RollBatch(
            RollParts parts,
            CompiledPlay play,
            PlayWords words,
            Setting setting,
            List<Member> members,
            List<Member> before) {
        this.parts = parts;
        this.play = play;
        this.words = words;
        this.setting = setting;
        this.members = members;
        this.before = before;
        this.hosts = Member.hosts(members);
        this.gate = new RollGate(parts, members);
        this.proof = new RollProof(parts);
    }

    /** Whether some of its members were drained, or had been. */
    boolean touched() {
        return members.stream().anyMatch(Member::touched);
    }

    /** Does all of it. Returns whether the play goes on with the next batch. */
    boolean go() {
        parts.steps().begun(Step.LOOK, Member.names(members), "would anything change?");
        PlayRun pass = new PlayRun(parts.run(), play, setting, hosts, words, gate);
        boolean on = pass.go();
        if (parts.run().options.check()) {
            gate.plan();
            return on;
        }
        if (parts.run().stopping()) {
            return false;
        }
        if (!touched()) {
            unchanged();
            return on;
        }
        tellWork();
        List<Member> worked = members.stream().filter(Member::touched).toList();
        if (!tooMany()) {
            proof.health(good(worked));
        }
        if (!tooMany()) {
            stuck = !proof.admit(good(worked));
        }
        if (!stopped()) {
            prove(good(worked), pass);
        }
        end(worked);
        return on;
    }

    /** Whether nothing else may be touched in this run. */
    boolean stopped() {
        return stuck || tooMany() || parts.run().stopping();
    }

    private void unchanged() {
        if (members.stream().allMatch(Member::good)) {
            parts.steps().done(Step.LOOK, Member.names(members), "nothing to change");
            parts.steps().skipped(Step.DRAIN, Member.names(members), "nobody is drained");
        }
    }

    private boolean tooMany() {
        return broken || words.tooMany(hosts, false);
    }

    private static List<Member> good(List<Member> some) {
        return some.stream().filter(Member::good).toList();
    }

    private void tellWork() {
        List<Member> open = members.stream().filter(member -> member.open).toList();
        List<Member> bad = open.stream().filter(member -> !member.good()).toList();
        if (!bad.isEmpty()) {
            parts.steps()
                    .failed(Step.WORK, Member.names(bad), "did not go through all tasks", Map.of());
        } else if (!open.isEmpty()) {
            parts.steps().done(Step.WORK, Member.names(open), "");
        }
    }

    /** Holds what has traffic again to what it should be. */
    private void prove(List<Member> some, PlayRun pass) {
        if (some.isEmpty()) {
            return;
        }
        if (!proof.through(some)) {
            condemn(some);
            return;
        }
        proof.soak(some);
        if (!tooMany() && !parts.jobs().canary().body().isEmpty()) {
            canary(good(some), pass);
        }
    }

    private void canary(List<Member> some, PlayRun pass) {
        Member first = some.get(0);
        parts.steps().begun(Step.CANARY, Member.names(some), "");
        pass.also(parts.jobs().canary(), List.of(first.host));
        if (first.good()) {
            parts.steps().done(Step.CANARY, Member.names(some), "holds");
        } else {
            parts.steps().failed(Step.CANARY, Member.names(some), "does not hold", Map.of());
            condemn(some);
        }
    }

    /** None of them may stay as it is now. */
    private void condemn(List<Member> some) {
        broken = true;
        for (Member member : some) {
            if (member.good()) {
                member.host.count(Event.Status.FAILED);
                member.host.failed = true;
            }
        }
    }

    /** Undoes what went wrong. */
    private void end(List<Member> worked) {
        boolean all = tooMany();
        List<Member> undone = worked.stream().filter(member -> all || !member.good()).toList();
        List<Member> fine = worked.stream().filter(member -> !undone.contains(member)).toList();
        if (!parts.run().stopping()) {
            if (!undone.isEmpty()) {
                Rollback rollback = new Rollback(parts);
                rollback.undo(undone);
                if (all) {
                    rollback.undoEarlier(before);
                }
            }
            parts.balancers().expectNoLonger(worked);
        }
        before.addAll(fine.stream().filter(member -> member.open).toList());
    }
}
