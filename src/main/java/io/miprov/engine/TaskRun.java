package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One task on one host: its loop, what it registers and notifies, and what is told of it. What one
 * item of the loop does is {@link Attempt}.
 */
final class TaskRun {
    private final Run run;
    private final Job job;
    private final HostState host;
    private final Vars vars;
    private final Attempt attempt;
    private final List<HostState> sharers;
    private final boolean rescuable;
    private final boolean hidden;

    /** It may have to begin anew, when it would change the host. */
    private final boolean looking;

    /** What is told of items once it is sure that they are not done anew. */
    private final List<Event> waiting = new ArrayList<>();

    /** What an include asked for. */
    final List<Inclusion> inclusions = new ArrayList<>();

    /** The names it notified. */
    final List<String> notified = new ArrayList<>();

    /**
     * @param sharers the hosts that get what it registers; more than one with {@code run_once}
     * @param rescuable whether a {@code rescue} takes care of it when it fails
     * @param gate what keeps it from changing hosts that have traffic
     */
    TaskRun(
            Run run,
            Setting setting,
            Job job,
            HostState host,
            List<HostState> sharers,
            boolean rescuable,
            Gate gate) {
        this.run = run;
        this.looking = gate.closed(host);
        this.job = named(job, new Vars(run, setting, host, job.layers, job));
        this.host = host;
        this.sharers = sharers;
        this.rescuable = rescuable;
        this.vars = new Vars(run, setting, host, job.layers, this.job);
        this.hidden = hides();
        this.attempt = new Attempt(run, this.job, host, sharers, inclusions, hidden, gate);
    }

    /** With names for the items of its loop, if these hang on variables. */
    private static Job named(Job job, Vars vars) {
        try {
            return job.control.templated() ? job.with(job.control.named(vars)) : job;
        } catch (TemplateError e) {
            return job; // whoever uses the names will tell
        }
    }

    /** When it can not be told whether to hide, hides. */
    private boolean hides() {
        try {
            return vars.flag("no_log", false);
        } catch (TemplateError e) {
            return true;
        }
    }

    /** Does all of it, when its turn comes; what is returned has been told. */
    Ending go() {
        int most = throttle();
        if (most <= 0) {
            return now();
        }
        Semaphore turns = run.turns(job, most);
        turns.acquireUninterruptibly();
        try {
            return now();
        } finally {
            turns.release();
        }
    }

    /** How many hosts may be at this task at a time; zero: all. */
    private int throttle() {
        Object most = job.keywords.value("throttle");
        try {
            return most == null ? 0 : Attempt.number(Template.resolve(most, vars)).intValue();
        } catch (TemplateError | IllegalArgumentException e) {
            return 1;
        }
    }

    private Ending now() {
        Ending ending;
        try {
            ending = job.loop.isPresent() ? overItems() : told(attempt.once(vars), "");
            register(ending);
            ending = judged(ending);
            if (ending.changed()) {
                notifyHandlers();
            }
        } catch (TemplateError e) {
            ending = judged(told(attempt.failed(e, vars), ""));
        }
        finish(ending);
        return ending;
    }

    private Ending overItems() {
        long start = System.nanoTime();
        List<?> items;
        try {
            items = Loops.items(job.loop.get(), vars);
        } catch (TemplateError e) {
            return told(attempt.without(e, vars), "");
        }
        List<Ending> endings = new ArrayList<>();
        for (int i = 0; i < items.size() && !run.stopping(); i++) {
            endings.add(item(items, i));
            if (endings.get(i).unreachable() || isLast(endings.get(i))) {
                break;
            }
            pause(i, items.size());
        }
        Map<String, Object> values = Results.ofItems(endings);
        return new Ending(
                Results.statusOf(endings),
                items.isEmpty() ? "nothing to loop over" : String.valueOf(values.get("msg")),
                values,
                List.of(),
                Optional.empty(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private boolean isLast(Ending ending) {
        if (job.control.breakWhen().isEmpty()) {
            return false;
        }
        job.register.ifPresent(name -> vars.put(name, ending.values()));
        try {
            return job.control.breakWhen().stream().allMatch(each -> each.holds(vars));
        } finally {
            job.register.ifPresent(vars::drop);
        }
    }

    private Ending item(List<?> items, int index) {
        Loops.place(job, vars, items, index);
        String label = label();
        Ending ending = told(attempt.once(vars), label);
        Map<String, Object> values = new LinkedHashMap<>(ending.values());
        values.put(job.control.variable(), items.get(index));
        values.put("ansible_loop_var", job.control.variable());
        if (!job.control.index().isEmpty()) {
            values.put(job.control.index(), (long) index);
            values.put("ansible_index_var", job.control.index());
        }
        if (Vars.truth(job.control.extended())) {
            values.put("ansible_loop", vars.get("ansible_loop"));
        }
        Ending whole =
                new Ending(
                        ending.status(),
                        ending.message(),
                        values,
                        ending.diffs(),
                        ending.why(),
                        ending.took());
        Event.ItemFinished told =
                new Event.ItemFinished(
                        host.name,
                        job.plainName,
                        label,
                        delegate(),
                        run.teller.result(shown(whole)));
        if (looking) {
            waiting.add(told);
        } else {
            run.teller.tell(told);
        }
        return whole;
    }

    private String label() {
        if (hidden) {
            return "(hidden, no_log)";
        }
        Object label = job.control.label();
        try {
            Object shown =
                    Template.resolve(
                            label == null ? vars.get(job.control.variable()) : label, vars);
            return run.teller.mask.over(Template.shown(shown));
        } catch (TemplateError e) {
            return "(its label is undefined)";
        }
    }

    private void pause(int index, int size) {
        Object pause = job.control.pause();
        if (pause != null && index + 1 < size) {
            run.pause(Attempt.seconds(Template.resolve(pause, vars)));
        }
    }

    /** Tells why it failed. */
    private Ending told(Ending ending, String label) {
        if (ending.failed() && !hidden) {
            ending.why()
                    .map(why -> label.isEmpty() ? why : why.note("with: item = " + label))
                    .map(this::weighed)
                    .ifPresent(why -> run.teller.failure(why, host.name));
        }
        return ending;
    }

    /** What is taken care of is only a warning. */
    private Diagnostic weighed(Diagnostic why) {
        return rescuable || ignores() ? why.asWarning() : new Diagnosis(job, vars).help(why);
    }

    private boolean ignores() {
        try {
            return vars.flag("ignore_errors", false);
        } catch (TemplateError e) {
            return false;
        }
    }

    private void register(Ending ending) {
        job.register.ifPresent(
                name -> sharers.forEach(sharer -> sharer.set.put(name, ending.values())));
    }

    /** A failure that somebody takes care of is another thing. */
    private Ending judged(Ending ending) {
        if (ending.failed()) {
            if (ignores()) {
                return ending.as(Event.Status.IGNORED);
            }
            return rescuable ? ending.as(Event.Status.RESCUED) : ending;
        }
        return ending.unreachable() && vars.flag("ignore_unreachable", false)
                ? ending.as(Event.Status.IGNORED)
                : ending;
    }

    private void notifyHandlers() {
        job.keywords.list("notify").forEach(name -> notified.addAll(named(name)));
    }

    private List<String> named(Object name) {
        Object filled = Template.resolve(name, vars);
        return filled instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(filled));
    }

    /** The names it may notify; without those that are known only after it. */
    List<String> mayNotify() {
        List<String> names = new ArrayList<>();
        for (Object name : job.keywords.list("notify")) {
            try {
                names.addAll(named(name));
            } catch (TemplateError e) {
                // it is told when the task has changed something
            }
        }
        return names;
    }

    private void finish(Ending ending) {
        waiting.forEach(run.teller::tell);
        if (inclusions.isEmpty() || ending.status() != Event.Status.OK) {
            host.count(ending.status());
        }
        if (!ending.skipped() && !Boolean.TRUE.equals(ending.values().get("unreachable"))) {
            host.tasks.incrementAndGet();
        }
        if (ending.status() == Event.Status.IGNORED
                && Boolean.TRUE.equals(ending.values().get("changed"))) {
            host.countChangedThoughIgnored();
        }
        if (ending.unreachable()) {
            run.teller.tell(
                    new Event.HostUnreachable(
                            host.name,
                            run.teller.mask.over(ending.message()),
                            Boolean.TRUE.equals(ending.values().get("state_unknown"))));
        }
        run.teller.tell(
                new Event.TaskFinished(
                        host.name,
                        job.plainName,
                        job.place,
                        delegate(),
                        run.teller.result(shown(ending))));
    }

    /** The name of the host that did it instead; empty: it did it itself, or that is not known. */
    private String delegate() {
        if (job.keywords.value("delegate_to") == null && !job.task.local()) {
            return "";
        }
        try {
            String name = new Delegate(job, vars).state().name;
            return name.equals(host.name) ? "" : name;
        } catch (TemplateError e) {
            return "";
        }
    }

    private Ending shown(Ending ending) {
        return hidden
                ? new Ending(
                        ending.status(),
                        ending.failed() ? "hidden, since `no_log` is true for this task" : "",
                        Results.censored(ending.values()),
                        List.of(),
                        Optional.empty(),
                        ending.took())
                : ending;
    }

    /** Whether a condition of a task of the language itself holds here. */
    static boolean holds(Job job, Vars vars) {
        return job.when.stream().allMatch(condition -> condition.holds(vars));
    }
}
