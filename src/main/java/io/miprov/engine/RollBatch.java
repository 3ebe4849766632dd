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

/**
 * One batch of a roll. Its tasks run behind a gate: members are drained when the first task would
 * change something, and not before; who needs no change keeps its traffic.
 */
final class RollBatch implements Gate {
    private final Run run;
    private final CompiledPlay play;
    private final PlayWords words;
    private final RollWords says;
    private final RollJobs jobs;
    private final Balancers balancers;
    private final RollHold hold;
    private final Setting setting;
    private final RollSteps steps;
    private final Aside aside;
    private final List<Member> members;
    private final List<Member> before;
    private final String mark;
    private final Map<HostState, Member> byHost = new LinkedHashMap<>();
    private final List<HostState> hosts;

    /** No member of the batch may stay as it is now. */
    private boolean broken;

    /** A balancer does not do what it should. */
    private boolean stuck;

    /**
     * @param before the members of earlier batches that were changed; this one's are added
     */
    RollBatch(
            Run run,
            CompiledPlay play,
            PlayWords words,
            RollWords says,
            Balancers balancers,
            RollHold hold,
            Setting setting,
            RollSteps steps,
            List<Member> members,
            List<Member> before,
            String mark) {
        this.run = run;
        this.play = play;
        this.words = words;
        this.says = says;
        this.jobs = play.rolling().orElseThrow();
        this.balancers = balancers;
        this.hold = hold;
        this.setting = setting;
        this.steps = steps;
        this.aside = new Aside(run, setting);
        this.members = members;
        this.before = before;
        this.mark = mark;
        this.hosts = members.stream().map(member -> member.host).toList();
        members.forEach(member -> byHost.put(member.host, member));
    }

    /** Whether some of its members were drained, or had been. */
    boolean touched() {
        return members.stream().anyMatch(Member::touched);
    }

    /** Does all of it. Returns whether the roll goes on with the next batch. */
    boolean go() {
        steps.begun(Step.LOOK, names(members), "would anything change?");
        PlayRun pass = new PlayRun(run, play, setting, hosts, words, this);
        boolean on = pass.go();
        if (run.options.check()) {
            plan();
            return on;
        }
        if (run.stopping()) {
            return false;
        }
        if (!touched()) {
            unchanged();
            return on;
        }
        tellWork();
        List<Member> worked = members.stream().filter(Member::touched).toList();
        if (!tooMany()) {
            health(good(worked));
        }
        if (!tooMany()) {
            stuck = !admit(good(worked));
        }
        if (!stopped()) {
            prove(good(worked), pass);
        }
        end(worked);
        return on;
    }

    /** Whether nothing else may be touched in this run. */
    boolean stopped() {
        return stuck || tooMany() || run.stopping();
    }

    private void unchanged() {
        if (members.stream().allMatch(Member::good)) {
            steps.done(Step.LOOK, names(members), "nothing to change");
            steps.skipped(Step.DRAIN, names(members), "nobody is drained");
        }
    }

    private boolean tooMany() {
        return broken || words.tooMany(hosts, false);
    }

    private static List<Member> good(List<Member> some) {
        return some.stream().filter(Member::good).toList();
    }

    private static List<String> names(List<Member> some) {
        return some.stream().map(Member::name).toList();
    }

    private static List<HostState> hosts(List<Member> some) {
        return some.stream().map(member -> member.host).toList();
    }

    @Override
    public boolean closed(HostState host) {
        Member member = byHost.get(host);
        return member != null && !member.open && !run.options.check();
    }

    @Override
    public void foresee(HostState host, Job job) {
        Member member = byHost.get(host);
        if (member == null || member.open) {
            return;
        }
        if (run.options.check()) {
            member.why = member.why.isEmpty() ? job.plainName : member.why;
        } else {
            open(List.of(host), job);
        }
    }

    @Override
    public synchronized List<HostState> open(List<HostState> closed, Job job) {
        List<Member> wave = closed.stream().map(byHost::get).toList();
        wave.forEach(member -> member.why = job.plainName);
        steps.done(Step.LOOK, names(wave), "`" + job.plainName + "` would change something");
        Optional<String> lost = hold.lost();
        if (lost.isPresent()) {
            steps.failed(Step.LOCK, names(wave), lost.get() + "\nnobody was drained", Map.of());
            fail(wave, false);
            return List.of();
        }
        Balancers.Answer look = balancers.look(wave);
        if (!look.well()) {
            steps.failed(
                    Step.DRAIN, names(wave), look.told() + "\nnobody was drained", look.values());
            fail(wave, look.lost());
            return List.of();
        }
        List<Member> kept = point(wave);
        if (kept.isEmpty() || !drain(kept)) {
            return List.of();
        }
        kept.forEach(member -> member.open = true);
        steps.begun(Step.WORK, names(kept), "");
        return hosts(kept);
    }

    /** Keeps what there is; an earlier run that was cut off has kept it already. */
    private List<Member> point(List<Member> wave) {
        for (Member member : wave) {
            String run = member.stale.isEmpty() ? mark : member.stale;
            member.point = run.replaceAll("[^A-Za-z0-9._+-]", "-");
        }
        Optional<Job> job = jobs.get(Chore.POINT);
        if (job.isEmpty()) {
            return wave;
        }
        steps.begun(Step.POINT, names(wave), "");
        List<Member> kept = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Member member : wave) {
            Ending ending = aside.on(job.get(), member.host, given(member));
            values.put(member.name(), ending.values());
            if (Aside.well(ending)) {
                kept.add(member);
            } else {
                steps.failed(
                        Step.POINT,
                        List.of(member.name()),
                        ending.message() + "\nit was neither drained nor touched",
                        ending.values());
                fail(List.of(member), ending.unreachable());
            }
        }
        if (!kept.isEmpty()) {
            steps.done(Step.POINT, names(kept), "what there is can be put back", values);
        }
        return kept;
    }

    static Map<String, Object> given(Member member) {
        return Map.of(RollMaker.POINT, member.point);
    }

    private boolean drain(List<Member> wave) {
        List<Member> there = wave.stream().filter(member -> !member.absent).toList();
        if (there.isEmpty()) {
            String why = balancers.hosts().isEmpty() ? "there is no balancer" : "in no upstream";
            steps.skipped(Step.DRAIN, names(wave), why);
            return true;
        }
        String where = String.join(" ", balancers.hostNames());
        steps.begun(
                Step.DRAIN,
                names(there),
                "in " + where + ", at most " + says.drainTimeout().toSeconds() + " s");
        Balancers.Answer answer = balancers.drain(there);
        if (!answer.well()) {
            steps.failed(
                    Step.DRAIN,
                    names(there),
                    answer.told() + "\nthe roll stops before " + String.join(", ", names(there)),
                    answer.values());
            fail(wave, answer.lost());
            return false;
        }
        steps.done(Step.DRAIN, names(there), "out of " + where, answer.values());
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
        run.verdict.failed(lost);
    }

    private void tellWork() {
        List<Member> open = members.stream().filter(member -> member.open).toList();
        List<Member> bad = open.stream().filter(member -> !member.good()).toList();
        if (!bad.isEmpty()) {
            steps.failed(Step.WORK, names(bad), "did not go through all tasks", Map.of());
        } else if (!open.isEmpty()) {
            steps.done(Step.WORK, names(open), "");
        }
    }

    private void health(List<Member> some) {
        Optional<Job> job = jobs.get(Chore.HEALTH);
        if (job.isEmpty()) {
            steps.skipped(Step.HEALTH, names(some), "`health` is not given");
            return;
        }
        steps.begun(
                Step.HEALTH,
                names(some),
                "for "
                        + says.healthyTime().toSeconds()
                        + " s, by "
                        + says.deadline().toSeconds()
                        + " s from now");
        held(Step.HEALTH, some, "healthy", aside.on(job.get(), hosts(some), Map.of()));
    }

    /** Tells a step that each member comes through or not. */
    private void held(Step step, List<Member> some, String well, Map<HostState, Ending> endings) {
        List<Member> through = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Member member : some) {
            Ending ending = endings.get(member.host);
            if (Aside.well(ending)) {
                through.add(member);
                values.put(member.name(), ending.values());
            } else {
                steps.failed(step, List.of(member.name()), ending.message(), ending.values());
                member.host.count(
                        ending.unreachable() ? Event.Status.UNREACHABLE : Event.Status.FAILED);
                member.host.failed = true;
            }
        }
        if (!through.isEmpty()) {
            steps.done(step, names(through), well, values);
        }
    }

    /** Returns whether the balancers took them. */
    private boolean admit(List<Member> some) {
        List<Member> there = some.stream().filter(member -> !member.absent).toList();
        if (there.isEmpty()) {
            return true;
        }
        steps.begun(Step.ADMIT, names(there), "");
        Balancers.Answer answer = balancers.admit(there);
        if (!answer.well()) {
            steps.failed(
                    Step.ADMIT,
                    names(there),
                    answer.told()
                            + "\nhealthy, but not everywhere back; apply again when the balancer is well",
                    answer.values());
            run.verdict.failed(answer.lost());
            return false;
        }
        steps.done(
                Step.ADMIT,
                names(there),
                "back in " + String.join(" ", balancers.hostNames()),
                answer.values());
        return true;
    }

    /** Holds what has traffic again to what it should be. */
    private void prove(List<Member> some, PlayRun pass) {
        if (some.isEmpty()) {
            return;
        }
        Balancers.Answer through = balancers.through();
        if (!through.well()) {
            steps.failed(
                    Step.ADMIT,
                    names(some),
                    "through the balancer: " + through.told(),
                    through.values());
            condemn(some);
            return;
        }
        soak(some);
        if (!tooMany() && !jobs.canary().body().isEmpty()) {
            canary(good(some), pass);
        }
    }

    private void soak(List<Member> some) {
        Duration time = says.soak();
        if (time.isZero()) {
            return;
        }
        steps.begun(Step.SOAK, names(some), time.toSeconds() + " s");
        Optional<Job> job = jobs.get(Chore.SOAK);
        if (job.isEmpty()) {
            run.pause(time);
            steps.done(Step.SOAK, names(some), "waited " + time.toSeconds() + " s");
            return;
        }
        Map<String, Object> given =
                Map.of(
                        RollMaker.SOAK,
                        time.toSeconds(),
                        RollMaker.SOAK_DEADLINE,
                        time.toSeconds() + SLACK);
        held(Step.SOAK, some, "stayed healthy", aside.on(job.get(), hosts(some), given));
    }

    /** Seconds that the first and the last look of a soak may take. */
    private static final long SLACK = 3;

    private void canary(List<Member> some, PlayRun pass) {
        Member first = some.get(0);
        steps.begun(Step.CANARY, names(some), "");
        pass.also(jobs.canary(), List.of(first.host));
        if (first.good()) {
            steps.done(Step.CANARY, names(some), "holds");
        } else {
            steps.failed(Step.CANARY, names(some), "does not hold", Map.of());
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
        if (!undone.isEmpty() && !run.stopping()) {
            Rollback rollback = new Rollback(run, says, jobs, balancers, aside, steps);
            rollback.undo(undone);
            if (all) {
                rollback.undoEarlier(before);
            }
        }
        before.addAll(fine.stream().filter(member -> member.open).toList());
    }

    /** What a run that only checks tells of the batch. */
    private void plan() {
        List<Member> changed = members.stream().filter(member -> !member.why.isEmpty()).toList();
        if (changed.isEmpty()) {
            steps.done(Step.LOOK, names(members), "nothing to change: nobody would be drained");
        }
        for (Member member : changed) {
            List<String> where = balancers.having(member);
            Duration most = says.drainTimeout().plus(says.deadline());
            String out =
                    where.isEmpty()
                            ? "would be changed; it is in no balancer"
                            : member.held
                                    ? "would be changed; it was taken out by hand, and stays so"
                                    : "would be drained in "
                                            + String.join(" ", where)
                                            + ": at most "
                                            + says.drainTimeout().toSeconds()
                                            + " s until nothing is under way, and after its tasks at"
                                            + " most "
                                            + says.deadline().toSeconds()
                                            + " s until it is healthy";
            steps.done(
                    Step.LOOK,
                    List.of(member.name()),
                    out + "; since of `" + member.why + "`",
                    Map.of("drained", where, "most_seconds", most.toSeconds()));
        }
        for (Member member : members) {
            if (!member.stale.isEmpty()) {
                run.verdict.pending();
            }
        }
    }
}
