package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
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
    private final RollRecap recap;
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
        this.says = seenByTasks(setting).orElseGet(words::rolling);
        this.steps = new RollSteps(run, play.name(), 0);
        this.aside = new Aside(run, setting);
        List<HostState> drivers = says.balancers(play.inventory()).stream().map(run::host).toList();
        MemberNames names = new MemberNames(run, jobs.rolling(), setting);
        this.balancers = new Balancers(run, aside, jobs, drivers, names, mark);
        this.recap = new RollRecap(run, aside, jobs);
        this.hold =
                new RollHold(
                        run,
                        aside,
                        jobs,
                        drivers.isEmpty() ? all.subList(0, 1) : drivers,
                        says.lock("cluster"),
                        mark,
                        run.options
                                .lockWait()
                                .orElseGet(() -> says.time("lock_wait", Duration.ZERO)));
        this.end = run.options.until().or(() -> says.windowEnd(clock.instant()));
        all.forEach(host -> members.put(host, new Member(host)));
    }

    /** What the roll's own tasks see, too: the defaults of the play's roles are among it. */
    private Optional<RollWords> seenByTasks(Setting setting) {
        return jobs.jobs().values().stream()
                .findFirst()
                .map(job -> new Vars(run, setting, all.get(0), job.layers, job))
                .map(vars -> new RollWords(jobs.rolling(), vars));
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
            return look(good) && rolled(good);
        } finally {
            hold.free();
        }
    }

    private boolean rolled(List<HostState> good) {
        try {
            return batches(words.batches(staleFirst(good)));
        } finally {
            recap.end(good.stream().map(members::get).toList(), steps);
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
        recap.before(now);
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
            RollBatch one = batch(batch, i + 1, done);
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

    private RollBatch batch(List<HostState> batch, int number, List<Member> done) {
        Setting setting = setting(batch);
        RollParts parts =
                new RollParts(
                        run,
                        says,
                        jobs,
                        balancers,
                        hold,
                        new Aside(run, setting),
                        new RollSteps(run, play.name(), number),
                        mark);
        List<Member> some = batch.stream().map(members::get).toList();
        return new RollBatch(parts, play, words, setting, some, done);
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

    static List<String> names(List<HostState> hosts) {
        return hosts.stream().map(host -> host.name).collect(Collectors.toList());
    }
}
