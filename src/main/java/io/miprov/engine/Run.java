package io.miprov.engine;

import io.miprov.diag.Problems;
import io.miprov.inventory.Inventory;
import io.miprov.lang.Controller;
import io.miprov.lookup.Disk;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What all tasks of a run share. */
final class Run {
    final RunOptions options;
    final Variables extra;
    final Teller teller;
    final Links links;
    final FactCache cache;
    final History history;
    final Debts debts;
    final Verdict verdict = new Verdict();
    final PlaybookReader reader;
    final Files files;
    final Controller disk = new Disk();
    final Compiler compiler;
    final ExecutorService pool;
    private final ConcurrentMap<String, HostState> hosts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Job, Semaphore> turns = new ConcurrentHashMap<>();
    private final Set<Inventory> inventories;
    private volatile String stopped = "";

    /** What tasks that only check would make on the controller. */
    private final Set<Path> foreseen = ConcurrentHashMap.newKeySet();

    Run(
            Prepared prepared,
            Compiler compiler,
            Teller teller,
            Links links,
            FactCache cache,
            ExecutorService pool,
            History history) {
        this.history = history;
        this.debts = new Debts(history, teller);
        this.cache = cache;
        this.options = prepared.options();
        this.extra = prepared.extra();
        this.reader = prepared.reader();
        this.inventories =
                prepared.plays().stream()
                        .map(CompiledPlay::inventory)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        this.files = prepared.files();
        this.compiler = compiler;
        this.teller = teller;
        this.links = links;
        this.pool = pool;
    }

    /** A task that only checks tells what it would make; its paths are among the values. */
    void foresee(Collection<?> values) {
        for (Object value : values) {
            if (value instanceof String path && path.startsWith("/")) {
                foreseen.add(Path.of(path).normalize());
            }
        }
    }

    /** Whether a task that only checked would have made this file, or the folder it is in. */
    boolean foresees(String path) {
        Path file = options.here().resolve(path).normalize();
        return foreseen.stream().anyMatch(file::startsWith);
    }

    /** Reads the inventory again; what is wrong with it is told, and then it stays as it was. */
    void refresh() {
        Problems problems = options.problems();
        Inventory fresh = Preparation.inventory(options, extra, problems);
        problems.found().forEach(teller::warning);
        if (!problems.any()) {
            inventories.forEach(inventory -> inventory.refresh(fresh));
        }
    }

    /** Does all of it at once, as far as there are threads; the first is done by this one. */
    <T> List<T> together(List<? extends Supplier<? extends T>> work) {
        if (options.forks() == 1) {
            return work.stream().<T>map(Supplier::get).toList();
        }
        List<Future<T>> others = new ArrayList<>();
        for (Supplier<? extends T> each : work.subList(1, work.size())) {
            others.add(pool.submit(each::get));
        }
        List<T> done = new ArrayList<>();
        done.add(work.get(0).get());
        for (Future<T> other : others) {
            done.add(result(other));
        }
        return done;
    }

    private static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The turns that the hosts of a task with {@code throttle} take. */
    Semaphore turns(Job job, int most) {
        return turns.computeIfAbsent(job, key -> new Semaphore(most, true));
    }

    HostState host(String name) {
        return hosts.computeIfAbsent(
                name,
                key -> {
                    HostState host = new HostState(key);
                    cache.recall(host);
                    return host;
                });
    }

    Iterable<HostState> hosts() {
        return hosts.values();
    }

    /** No task starts from now on. */
    synchronized void stop(String reason) {
        stopped = reason;
        notifyAll();
    }

    /** Waits, or less when the run is stopped. */
    synchronized void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); left > 0 && !stopping(); ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean stopping() {
        return !stopped.isEmpty();
    }

    String stopped() {
        return stopped;
    }

    /** The variables of a host outside of any task, as {@code hostvars} has them. */
    Vars plain(String host, Setting setting) {
        return new Vars(this, setting, host(host), Layers.NONE, null);
    }
}
