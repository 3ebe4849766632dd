package io.miprov.engine;

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

    private final Function<Job, String> naming;

    /**
     * @param naming the name of a handler, its variables filled in
     */
    Handlers(List<Job> jobs, Function<Job, String> naming) {
        this.jobs.addAll(jobs);
        this.naming = naming;
    }

    /** Handlers of a role that came in while the play goes on. */
    synchronized void add(List<Job> more) {
        more.stream().filter(job -> !jobs.contains(job)).forEach(jobs::add);
    }

    synchronized List<Job> all() {
        return List.copyOf(jobs);
    }

    /** Notes that a host waits for the handlers of a name. Says whether there is any. */
    synchronized boolean notify(String name, HostState host) {
        List<Job> meant = meant(name, jobs, naming);
        meant.forEach(job -> waiting.computeIfAbsent(job, j -> new LinkedHashSet<>()).add(host));
        return !meant.isEmpty();
    }

    /** Those of the hosts that wait for a handler; they wait no longer. */
    synchronized List<HostState> take(Job job, List<HostState> hosts) {
        Set<HostState> all = waiting.computeIfAbsent(job, j -> new LinkedHashSet<>());
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
