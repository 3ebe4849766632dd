package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.engine.RollJobs.Chore;
import io.miprov.event.Event;
import io.miprov.event.Event.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A play whose hosts have traffic: batch by batch they are taken out of their balancers, worked on,
 * proven healthy and put back. What goes wrong is undone, and the roll stops there.
 */
final class Roll {
    private final Run run;
    private final CompiledPlay play;
    private final RollJobs jobs;
    private final List<HostState> all;
    private final PlayWords words;
    private final RollWords says;
    private final Asker asker;
    private final Clock clock;
    private final RollSteps steps;
    private final Aside aside;
    private final Balancers balancers;
    private final String mark;
    private final Map<HostState, Member> members = new LinkedHashMap<>();
    private final RollHold hold;
    private final Optional<Instant> end;
    private Duration longest = Duration.ZERO;

    Roll(
            Run run,
            CompiledPlay play,
            List<HostState> all,
            PlayWords words,
            Asker asker,
            Clock clock) {
        this.run = run;
        this.play = play;
        this.jobs = play.rolling().orElseThrow();
        this.all = all;
        this.words = words;
        this.asker = asker;
        this.clock = clock;
        this.mark = run.history.id().replaceAll("[^A-Za-z0-9._:@/+=-]", "-");
        Setting setting = setting(all);
        this.says = words.rolling();
        this.steps = new RollSteps(run, play.name(), 0);
        this.aside = new Aside(run, setting);
        List<HostState> drivers = says.balancers(play.inventory()).stream().map(run::host).toList();
        MemberNames names = new MemberNames(run, jobs.rolling(), setting);
        this.balancers = new Balancers(run, aside, jobs, drivers, names, mark);
        this.hold =
                new RollHold(
                        run,
                        aside,
                        jobs,
                        drivers.isEmpty() ? all.subList(0, 1) : drivers,
                        says.lock("cluster"),
                        mark);
        this.end = run.options.until().or(() -> says.windowEnd(clock.instant()));
        all.forEach(host -> members.put(host, new Member(host)));
    }

    private Setting setting(List<HostState> batch) {
        return new Setting(play.play(), play.inventory(), all, batch, play.varsFiles());
    }

    /** Walks all batches of the hosts that are good. Returns whether the next play is to be run. */
    boolean go(List<HostState> good) {
        says.onFailure();
        if (!run.options.check()) {
            words.batches(good);
            mayAsk();
            if (!hold.take(steps)) {
                return false;
            }
        }
        try {
            return look(good) && batches(words.batches(staleFirst(good)));
        } finally {
            recap(good);
            hold.free();
        }
    }

    private void mayAsk() {
        if (says.flag("confirm") && !run.options.yes() && asker == Asker.NOBODY) {
            throw new BadInput(
                    Diagnostic.error("`confirm` needs somebody to ask", says.at())
                            .label("standard input is no terminal")
                            .help("run it at a terminal, or say yes to all with --yes"));
        }
    }

    /** Sees how the members are before anything is done. Returns whether it could. */
    private boolean look(List<HostState> good) {
        List<Member> now = good.stream().map(members::get).toList();
        Balancers.Answer answer = balancers.look(now);
        if (!answer.well()) {
            steps.failed(
                    Step.LOOK,
                    List.copyOf(answer.wrong().keySet()),
                    answer.told() + "\nno host was drained or touched",
                    answer.values());
            run.verdict.failed(answer.lost());
            return false;
        }
        releases(now).forEach((member, release) -> member.before = release);
        List<String> told = new ArrayList<>();
        for (Member member : now) {
            if (!member.stale.isEmpty()) {
                told.add(
                        member.name()
                                + " is drained by "
                                + member.stale
                                + ", which is over: it goes back once it is healthy");
            } else if (member.held) {
                told.add(member.name() + " was taken out by hand: it stays so");
            } else if (member.absent && !balancers.hosts().isEmpty()) {
                told.add(member.name() + " is in no upstream: nothing to drain");
            }
        }
        if (!told.isEmpty()) {
            steps.done(Step.LOOK, balancers.hostNames(), String.join("\n", told));
        }
        return true;
    }

    /** Which release runs where, as far as it can be told. */
    private Map<Member, String> releases(List<Member> of) {
        Map<Member, String> releases = new LinkedHashMap<>();
        jobs.get(Chore.RELEASE)
                .filter(job -> !run.stopping())
                .ifPresent(
                        job ->
                                aside.on(job, of.stream().map(m -> m.host).toList(), Map.of())
                                        .forEach(
                                                (host, ending) ->
                                                        releases.put(
                                                                members.get(host),
                                                                release(ending))));
        return releases;
    }

    private static String release(Ending ending) {
        if (ending.values().get("stat") instanceof Map<?, ?> stat
                && stat.get("lnk_target") instanceof String target) {
            return target.substring(target.lastIndexOf('/') + 1);
        }
        return "";
    }

    /** Those that an earlier run left drained come first: the others need them. */
    private List<HostState> staleFirst(List<HostState> good) {
        List<HostState> sorted = new ArrayList<>(good);
        sorted.sort(java.util.Comparator.comparing(host -> members.get(host).stale.isEmpty()));
        return sorted;
    }

    private boolean batches(List<List<HostState>> batches) {
        List<Member> done = new ArrayList<>();
        for (int i = 0; i < batches.size() && !run.stopping(); i++) {
            List<HostState> batch = batches.get(i);
            Instant start = clock.instant();
            if (isLate(batch, i + 1, start)) {
                return false;
            }
            if (batches.size() > 1) {
                run.teller.tell(new Event.BatchStarted(i + 1, batches.size(), names(batch)));
            }
            RollBatch one =
                    new RollBatch(
                            run,
                            play,
                            words,
                            says,
                            balancers,
                            hold,
                            setting(batch),
                            new RollSteps(run, play.name(), i + 1),
                            batch.stream().map(members::get).toList(),
                            done,
                            mark);
            boolean on = one.go();
            Duration took = Duration.between(start, clock.instant());
            longest = one.touched() && took.compareTo(longest) > 0 ? took : longest;
            if (one.stopped() || batch.stream().noneMatch(host -> members.get(host).good())) {
                return false;
            }
            if (!on) {
                break;
            }
            if (one.touched() && i + 1 < batches.size() && !between(i + 1, batches.get(i + 1))) {
                return false;
            }
        }
        return !run.stopping();
    }

    /** Whether a batch would not be done before the maintenance window ends. */
    private boolean isLate(List<HostState> batch, int number, Instant now) {
        if (end.isEmpty() || run.options.check()) {
            return false;
        }
        Duration least = says.drainTimeout().plus(says.healthyTime()).plus(says.soak());
        Duration expected = longest.isZero() ? least : longest;
        if (now.plus(expected).isBefore(end.get())) {
            return false;
        }
        new RollSteps(run, play.name(), number)
                .skipped(
                        Step.WORK,
                        names(batch),
                        "not begun: the window ends at "
                                + end.get()
                                + ", and a batch takes about "
                                + expected.toSeconds()
                                + " s; apply again in the next window to go on");
        run.verdict.pending();
        return true;
    }

    /** What stands between two batches. Returns whether the roll goes on. */
    private boolean between(int number, List<HostState> next) {
        RollSteps told = new RollSteps(run, play.name(), number);
        Duration pause = says.pause();
        if (!pause.isZero() && !run.options.check()) {
            told.begun(Step.PAUSE, List.of(), pause.toSeconds() + " s");
            run.pause(pause);
            told.done(Step.PAUSE, List.of(), pause.toSeconds() + " s");
        }
        if (!says.flag("confirm") || run.options.check() || run.stopping()) {
            return !run.stopping();
        }
        String question = "Batch " + number + " is done. Go on with " + spoken(next) + "?";
        boolean yes = run.options.yes();
        if (!yes) {
            told.begun(Step.CONFIRM, names(next), question);
            String answer = asker.ask(question + " [y/N] ", false).orElse("");
            yes = answer.strip().toLowerCase(java.util.Locale.ROOT).matches("y|yes");
        }
        if (yes) {
            told.done(Step.CONFIRM, names(next), "yes");
            return true;
        }
        told.skipped(
                Step.CONFIRM,
                names(next),
                "no: "
                        + spoken(next)
                        + " and what comes after stay as they are; apply again to go on");
        run.verdict.pending();
        return false;
    }

    private static String spoken(List<HostState> hosts) {
        return String.join(", ", names(hosts));
    }

    /** What runs where, and who has no traffic. */
    private void recap(List<HostState> good) {
        if (run.options.check()) {
            return;
        }
        List<Member> there = good.stream().filter(host -> !host.gone).map(members::get).toList();
        releases(there).forEach((member, release) -> member.after = release);
        Map<String, Object> versions = new LinkedHashMap<>();
        List<String> told = new ArrayList<>();
        for (Member member : good.stream().map(members::get).toList()) {
            if (!member.before.isEmpty() || !member.after.isEmpty()) {
                versions.put(member.name(), Map.of("before", member.before, "after", member.after));
                told.add(member.name() + ": " + versions(member));
            }
        }
        List<String> drained =
                members.values().stream().filter(m -> m.drained).map(Member::name).toList();
        List<String> held =
                members.values().stream().filter(m -> m.held).map(Member::name).toList();
        if (!drained.isEmpty()) {
            told.add("drained, without traffic: " + String.join(", ", drained));
        }
        if (!held.isEmpty()) {
            told.add("taken out by hand, without traffic: " + String.join(", ", held));
        }
        if (!told.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("versions", versions);
            values.put("drained", drained);
            values.put("held", held);
            steps.done(Step.LOOK, List.of(), String.join("\n", told), values);
        }
    }

    private static String versions(Member member) {
        String after = member.after.isEmpty() ? "not known" : member.after;
        return member.before.isEmpty() || member.before.equals(after)
                ? after
                : member.before + " before, " + after + " now";
    }

    static List<String> names(List<HostState> hosts) {
        return hosts.stream().map(host -> host.name).collect(Collectors.toList());
    }
}
