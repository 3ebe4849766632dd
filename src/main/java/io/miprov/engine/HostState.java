package io.miprov.engine;

import io.miprov.event.Event;
import io.miprov.module.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the run knows of a host. Facts and variables may be read by every thread; the rest is
 * changed by the thread that walks the play, or by the host's own while it waits for it.
 */
final class HostState {
    final String name;

    /** Under Ansible's names without {@code ansible_}. */
    final Map<String, Object> facts = Collections.synchronizedMap(new HashMap<>());

    /** The names of facts that are variables without {@code ansible_} before them. */
    final Set<String> plainFacts = ConcurrentHashMap.newKeySet();

    /** Its facts were gathered, in this run or in one that is remembered. */
    volatile boolean gathered;

    /** By {@code set_fact} and {@code register}. */
    final Map<String, Object> set = Collections.synchronizedMap(new LinkedHashMap<>());

    /** By {@code include_vars}. */
    final Map<String, Object> included = Collections.synchronizedMap(new HashMap<>());

    /** What {@code ansible_failed_task} and {@code ansible_failed_result} are in a rescue. */
    final Map<String, Object> failure = Collections.synchronizedMap(new HashMap<>());

    private final Map<Event.Status, AtomicInteger> counts = new EnumMap<>(Event.Status.class);

    /** A task failed, and nothing took care of it. */
    volatile boolean failed;

    /** It can not be reached, or was lost. */
    volatile boolean gone;

    /** {@code meta: end_host} or {@code end_play}; until the play is over. */
    volatile boolean ended;

    /** {@code meta: end_role}; until that role is over. */
    volatile RoleScope roleEnded;

    /** The roles that an {@code include_role} made public in this play. */
    final List<RoleScope> published = new CopyOnWriteArrayList<>();

    /** What it has gone through in this play of what is done once. */
    final Set<String> done = ConcurrentHashMap.newKeySet();

    /** How many tasks it really did, and did not skip. */
    final AtomicInteger tasks = new AtomicInteger();

    /** {@code meta: clear_host_errors} came to it since somebody last looked. */
    volatile boolean forgiven;

    private volatile boolean everForgiven;

    private final AtomicInteger changedThoughIgnored = new AtomicInteger();

    HostState(String name) {
        this.name = name;
        for (Event.Status status : Event.Status.values()) {
            counts.put(status, new AtomicInteger());
        }
    }

    /** Facts and variables that a task tells; facts that are set are variables as they are. */
    void learn(Outcome outcome) {
        facts.putAll(outcome.facts());
        set.putAll(outcome.variables());
        for (String name : outcome.facts().keySet()) {
            if (outcome.variables().containsKey(name) || Vars.PLAIN_FACTS.contains(name)) {
                plainFacts.add(name);
            }
        }
    }

    boolean active() {
        return !failed && standing();
    }

    /** Whether a {@code rescue} or {@code always} is for it, too. */
    boolean standing() {
        return !gone && !ended && roleEnded == null;
    }

    /** Whether it did fail or was lost, and ended well, since that was forgiven. */
    boolean forgivenAll() {
        return everForgiven && !failed && !gone;
    }

    /** {@code meta: clear_host_errors}. */
    void forgive() {
        failed = false;
        gone = false;
        forgiven = true;
        everForgiven = true;
    }

    /** It goes on for a while, though it failed. */
    void retry() {
        failed = false;
        forgiven = false;
    }

    /** The end of that, unless its failure was forgiven meanwhile. */
    void failAgain() {
        failed |= !forgiven;
    }

    void count(Event.Status status) {
        counts.get(status).incrementAndGet();
    }

    /** A failure that was ignored had changed something before. */
    void countChangedThoughIgnored() {
        changedThoughIgnored.incrementAndGet();
    }

    Event.Recap recap() {
        int changed = counts.get(Event.Status.CHANGED).get();
        int ignored = counts.get(Event.Status.IGNORED).get();
        return new Event.Recap(
                counts.get(Event.Status.OK).get() + changed + ignored,
                changed + changedThoughIgnored.get(),
                counts.get(Event.Status.UNREACHABLE).get(),
                counts.get(Event.Status.FAILED).get(),
                counts.get(Event.Status.SKIPPED).get(),
                counts.get(Event.Status.RESCUED).get(),
                ignored);
    }
}
