package io.miprov.engine;

import io.miprov.diag.Mask;
import io.miprov.diag.Span;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.host.Connections;
import io.miprov.module.Module;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Runs playbooks: reads and checks everything first, then walks the plays over their hosts. */
public final class Engine {
    private final Map<String, Module<?>> modules;
    private final Connections connections;
    private final EventSink sink;
    private final Clock clock;
    private final Asker asker;
    private volatile Run running;

    /** An engine that can ask nobody. */
    public Engine(
            Map<String, Module<?>> modules, Connections connections, EventSink sink, Clock clock) {
        this(modules, connections, sink, clock, Asker.NOBODY);
    }

    public Engine(
            Map<String, Module<?>> modules,
            Connections connections,
            EventSink sink,
            Clock clock,
            Asker asker) {
        this.asker = asker;
        this.modules = modules;
        this.connections = connections;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Reads and checks all that can be known before a host is touched. Opens no connection. Throws
     * {@link io.miprov.diag.BadInput} with everything that is wrong.
     */
    public Prepared prepare(RunOptions options) {
        return new Preparation(modules, options, clock).prepare();
    }

    /**
     * Reads playbooks and inventory, and says what is in them. Opens no connection. Throws {@link
     * io.miprov.diag.BadInput} with everything that can not be read.
     */
    public Listing list(RunOptions options) {
        return new Preparation(modules, options, clock).list();
    }

    /**
     * Runs what was prepared, and tells the sink. The connections stay open for whoever made them.
     */
    public Recap run(Prepared prepared) {
        return run(prepared, History.none(clock.instant().toString()));
    }

    /** The same, after other runs. */
    public Recap run(Prepared prepared, History history) {
        Instant start = clock.instant();
        ExecutorService pool = pool(prepared.options().forks());
        Teller teller = new Teller(sink, new Mask());
        Run run =
                new Run(
                        prepared,
                        prepared.compiler(),
                        teller,
                        new Links(connections),
                        new FactCache(prepared.options().caching(), clock, teller),
                        pool,
                        history);
        running = run;
        try {
            run.teller.tell(
                    new Event.RunStarted(
                            history.id(),
                            prepared.options().playbooks().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(" ")),
                            prepared.plays().size(),
                            prepared.options().check(),
                            start,
                            prepared.hosts()));
            Set<String> hosts = new LinkedHashSet<>();
            Prompts prompts = new Prompts(asker, run);
            for (CompiledPlay play : prepared.plays()) {
                if (!play(run, prepared, prompts.asked(play), hosts)) {
                    break;
                }
            }
            forget(run, prepared, hosts);
            return finish(run, hosts, start);
        } finally {
            running = null;
            pool.shutdownNow();
        }
    }

    /** A part of the playbooks may lack the handlers that the whole has. */
    private static void forget(Run run, Prepared prepared, Set<String> hosts) {
        RunOptions options = prepared.options();
        boolean whole =
                options.tags().isEmpty()
                        && options.skipTags().isEmpty()
                        && options.startAtTask().isEmpty();
        if (whole && !run.stopping()) {
            Map<String, Span> plays = new HashMap<>();
            prepared.plays().forEach(p -> plays.put(p.name(), p.play().hosts().node().span()));
            Set<String> good =
                    hosts.stream()
                            .filter(name -> !run.host(name).failed && !run.host(name).gone)
                            .collect(Collectors.toSet());
            run.debts.forget(plays, good);
        }
    }

    private Recap finish(Run run, Set<String> hosts, Instant start) {
        Map<String, Event.Recap> recap = new LinkedHashMap<>();
        boolean failed = false;
        boolean lost = false;
        for (String name : hosts) {
            HostState host = run.host(name);
            recap.put(name, host.recap());
            failed |= host.recap().failed() > 0 && !host.forgivenAll();
            lost |= host.recap().unreachable() > 0 && !host.forgivenAll();
        }
        run.teller.tell(new Event.RunFinished(recap, Duration.between(start, clock.instant())));
        return new Recap(
                recap,
                failed || run.verdict.failed(),
                lost || run.verdict.lost(),
                run.verdict.left() || (run.options.check() && run.debts.claimed()));
    }

    /** The thread that walks the play does one host itself. */
    private static ExecutorService pool(int forks) {
        return Executors.newFixedThreadPool(
                Math.max(1, forks - 1),
                task -> {
                    Thread thread = new Thread(task, "miprov-host");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Returns whether the next play is to be run. */
    private boolean play(Run run, Prepared prepared, CompiledPlay play, Set<String> seen) {
        List<String> names = prepared.named().of(play.play(), play.inventory());
        Setting before = setting(play, names.stream().map(run::host).toList(), List.of());
        String first = names.isEmpty() ? "localhost" : names.get(0);
        PlayWords words = new PlayWords(play, Vars.ofPlay(run, before, run.host(first)));
        names = words.ordered(names);
        List<HostState> all = names.stream().map(run::host).toList();
        List<HostState> good = all.stream().filter(host -> !host.failed && !host.gone).toList();
        run.teller.tell(
                new Event.PlayStarted(play.name(), good.stream().map(host -> host.name).toList()));
        if (all.isEmpty()) {
            return true;
        }
        seen.addAll(names);
        if (good.isEmpty()) {
            return false;
        }
        return play.rolling().isPresent()
                ? new Roll(run, play, all, words, asker, clock).go(good)
                : batches(run, play, all, words.batches(good), words);
    }

    private static Setting setting(CompiledPlay play, List<HostState> all, List<HostState> batch) {
        return new Setting(play.play(), play.inventory(), all, batch, play.varsFiles());
    }

    private static boolean batches(
            Run run,
            CompiledPlay play,
            List<HostState> all,
            List<List<HostState>> batches,
            PlayWords words) {
        for (int i = 0; i < batches.size() && !run.stopping(); i++) {
            List<HostState> batch = batches.get(i);
            if (batches.size() > 1) {
                run.teller.tell(
                        new Event.BatchStarted(
                                i + 1,
                                batches.size(),
                                batch.stream().map(host -> host.name).toList()));
            }
            boolean on =
                    new PlayRun(run, play, setting(play, all, batch), batch, words, Gate.NONE).go();
            if (batch.stream().allMatch(host -> host.failed || host.gone)) {
                return false;
            }
            if (!on) {
                break;
            }
        }
        return !run.stopping();
    }

    /** Ends the run once hosts are done with the task they are at: no new task starts. */
    public void finish(String reason) {
        Run run = running;
        if (run != null) {
            run.stop(reason);
        }
    }

    /** Ends the run soon, from another thread: no new task starts, connections are closed. */
    public void stop(String reason) {
        Run run = running;
        if (run != null) {
            run.stop(reason);
            run.links.close();
        }
    }
}
