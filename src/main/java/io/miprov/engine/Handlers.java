package io.miprov.engine;

import io.miprov.event.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The handlers of a play, and who is waiting for them. They run in the order of definition. Safe
 * for many threads, since hosts of a free play go their own ways.
 */
final class Handlers {
    private final List<Job> jobs = new ArrayList<>();
    private final Map<Job, Set<HostState>> waiting = new LinkedHashMap<>();

    private final Run run;
    private final String play;
    private final List<HostState> hosts;
    private final Function<Job, String> naming;

    /**
     * @param hosts all that may be notified
     * @param naming the name of a handler, its variables filled in
     */
    Handlers(
            Run run,
            String play,
            List<HostState> hosts,
            List<Job> jobs,
            Function<Job, String> naming) {
        this.run = run;
        this.play = play;
        this.hosts = hosts;
        this.naming = naming;
        run.debts.begins(play, hosts);
        add(jobs);
    }

    /**
     * The handlers of the play, or of a role that came in while it goes on; hosts that an earlier
     * run owes one wait for it from now on.
     */
    synchronized void add(List<Job> more) {
        List<Job> fresh = more.stream().filter(job -> !jobs.contains(job)).toList();
        jobs.addAll(fresh);
        if (!run.debts.none(play, hosts)) {
            fresh.forEach(job -> waiting(job).addAll(run.debts.claim(play, title(job), hosts)));
        }
    }

    private Set<HostState> waiting(Job job) {
        return waiting.computeIfAbsent(job, j -> new LinkedHashSet<>());
    }

    /** What a handler is called from run to run. */
    private String title(Job job) {
        String name = naming.apply(job);
        return job.frame.role().map(scope -> scope.role().name() + " : " + name).orElse(name);
    }

    synchronized List<Job> all() {
        return List.copyOf(jobs);
    }

    /** Notes that a host waits for the handlers of a name. Says whether there is any. */
    synchronized boolean notify(String name, HostState host) {
        List<Job> meant = meant(name, jobs, naming);
        for (Job job : meant) {
            if (waiting(job).add(host)) {
                run.teller.tell(new Event.Notified(host.name, title(job), play));
            }
        }
        return !meant.isEmpty();
    }

    /** Tells what a task may notify, before it begins. */
    synchronized void announce(Job job, List<HostState> doers, Set<String> names) {
        List<String> titles =
                names.stream()
                        .flatMap(name -> meant(name, jobs, naming).stream())
                        .map(this::title)
                        .distinct()
                        .toList();
        if (!titles.isEmpty()) {
            run.teller.tell(
                    new Event.MayNotify(
                            play,
                            job.plainName,
                            job.place,
                            doers.stream().map(host -> host.name).toList(),
                            titles));
        }
    }

    /** Tells that a handler is done with by those of these hosts that came through it. */
    void done(Job job, List<HostState> went) {
        for (HostState host : went) {
            if (host.active() && !run.stopping()) {
                run.teller.tell(new Event.HandlerDone(host.name, title(job), play));
            }
        }
    }

    /** Those of the hosts that wait for a handler; they wait no longer. */
    synchronized List<HostState> take(Job job, List<HostState> hosts) {
        Set<HostState> all = waiting(job);
        List<HostState> taken = hosts.stream().filter(all::contains).toList();
        all.removeAll(taken);
        return taken;
    }

    synchronized boolean none() {
        return waiting.values().stream().allMatch(Set::isEmpty);
    }

    /**
     * The one of that name, and all that listen to it. Of several the first one of the play counts;
     * if it has none, the first one of the last role that has one.
     */
    static List<Job> meant(String name, List<Job> jobs, Function<Job, String> naming) {
        List<Job> named = jobs.stream().filter(job -> names(job, naming).contains(name)).toList();
        List<Job> meant = new ArrayList<>();
        if (!named.isEmpty()) {
            Object last = home(named.get(named.size() - 1));
            named.stream().filter(job -> home(job).equals(last)).findFirst().ifPresent(meant::add);
        }
        for (Job job : jobs) {
            if (topics(job).contains(name) && !meant.contains(job)) {
                meant.add(job);
            }
        }
        return meant;
    }

    /** The folder of the role that a handler belongs to; empty: it is the play's. */
    private static Optional<Path> home(Job job) {
        return job.frame.role().map(scope -> scope.role().folder());
    }

    /** What is told of a name that no handler hears. */
    static String missing(String name) {
        return "The requested handler '"
                + name
                + "' was not found in either the main handlers list nor in the listening handlers"
                + " list";
    }

    /** What a handler may be called by. */
    static List<String> names(Job job, Function<Job, String> naming) {
        List<String> names = new ArrayList<>();
        if (job.task.keywords().value("name") != null) {
            String name = naming.apply(job);
            names.add(name);
            names.addAll(inRole(job, name));
        }
        return names;
    }

    /** What a handler listens to, with and without its role before it. */
    static List<String> topics(Job job) {
        List<String> topics = new ArrayList<>();
        for (Object topic : job.task.keywords().list("listen")) {
            topics.add(topic.toString());
            topics.addAll(inRole(job, topic.toString()));
        }
        return topics;
    }

    private static List<String> inRole(Job job, String name) {
        return job.frame.role().stream()
                .flatMap(scope -> Stream.of(scope.role().name(), scope.role().plainName()))
                .map(role -> role + " : " + name)
                .toList();
    }
}
