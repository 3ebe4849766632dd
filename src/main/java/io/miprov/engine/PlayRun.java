package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One batch of a play: every task on all hosts that are still good, then the next. Blocks are
 * walked by recursion; who failed in one goes to its rescue, and all go to its always.
 */
final class PlayRun {
    private final Run run;
    private final CompiledPlay play;
    private final Setting setting;
    private final List<HostState> batch;
    private final Handlers handlers;
    private final Metas metas;
    private final Includes includes;
    private final PlayWords words;
    private final Gate gate;

    /** Hosts do not wait for each other. */
    private final boolean free;

    /** No further batch is to come. */
    private volatile boolean over;

    /**
     * @param gate what keeps tasks from changing hosts that have traffic
     */
    PlayRun(
            Run run,
            CompiledPlay play,
            Setting setting,
            List<HostState> batch,
            PlayWords words,
            Gate gate) {
        this.run = run;
        this.gate = gate;
        this.words = words;
        this.free = words.free();
        this.play = play;
        this.setting = setting;
        this.batch = batch;
        this.handlers =
                new Handlers(
                        run,
                        play.name(),
                        batch,
                        play.handlers(),
                        new HandlerNames(run, setting, batch.get(0)));
        this.metas = new Metas(run, setting, this);
        this.includes = new Includes(run, setting, handlers);
    }

    /** Runs all sections. Returns whether the play goes on with its next batch. */
    boolean go() {
        batch.forEach(host -> host.published.clear());
        batch.forEach(host -> host.done.clear());
        if (free) {
            run.together(
                    batch.stream().map(host -> (Supplier<?>) () -> walk(List.of(host))).toList());
        } else {
            walk(batch);
        }
        batch.forEach(host -> host.ended = false);
        return !over && !run.stopping();
    }

    /** Tasks beside those of the play, on hosts of the batch; who fails in them has failed. */
    void also(Group group, List<HostState> hosts) {
        part(group, active(hosts), false);
    }

    /** All that the play has for some of its hosts. */
    private List<HostState> walk(List<HostState> hosts) {
        play.facts().ifPresent(job -> gather(job, active(hosts)));
        play.sections().stream()
                .filter(section -> !section.body().isEmpty())
                .forEach(section -> section(section, hosts));
        flush(active(hosts));
        return hosts;
    }

    private void gather(Job job, List<HostState> hosts) {
        boolean smart = run.options.caching().smart();
        List<HostState> without = hosts.stream().filter(host -> !smart || !host.gathered).toList();
        if (!without.isEmpty()) {
            part(job, without, false);
        }
    }

    private void section(Group section, List<HostState> hosts) {
        part(section, active(hosts), false);
        List<HostState> failed =
                words.flag("force_handlers")
                        ? hosts.stream().filter(host -> host.failed).toList()
                        : List.of();
        failed.forEach(HostState::retry);
        flush(active(hosts));
        failed.forEach(HostState::failAgain);
    }

    List<HostState> batch() {
        return batch;
    }

    /** Ends the play for hosts, and with it for batches that have not begun. */
    void endPlay() {
        over = true;
        batch.forEach(host -> host.ended = true);
    }

    private static List<HostState> active(List<HostState> hosts) {
        return hosts.stream().filter(HostState::active).toList();
    }

    /** Runs the handlers that these hosts wait for. */
    void flush(List<HostState> hosts) {
        for (Job handler : handlers.all()) {
            List<HostState> waiting = active(handlers.take(handler, active(hosts)));
            if (!waiting.isEmpty() && !run.stopping()) {
                job(handler, waiting, false);
                handlers.done(handler, waiting);
            }
        }
    }

    private void part(Part part, List<HostState> hosts, boolean rescuable) {
        if (part instanceof Group group) {
            group(group, hosts, rescuable);
        } else {
            job((Job) part, hosts, rescuable);
        }
    }

    private void parts(List<Part> parts, List<HostState> hosts, boolean rescuable) {
        for (Part part : parts) {
            List<HostState> left = active(hosts);
            if (left.isEmpty() || run.stopping()) {
                return;
            }
            part(part, left, rescuable);
        }
    }

    private void group(Group group, List<HostState> hosts, boolean rescuable) {
        if (group.known().isEmpty()) {
            whole(group, hosts, rescuable);
            return;
        }
        Once once = Once.of(group.known().get(), group.again(), hosts);
        if (!once.hosts().isEmpty()) {
            whole(group, once.hosts(), rescuable);
            once.end();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same role may be used twice
    private void whole(Group group, List<HostState> hosts, boolean rescuable) {
        parts(group.body(), hosts, rescuable || !group.rescue().isEmpty());
        if (!group.rescue().isEmpty()) {
            rescue(group, hosts, rescuable);
        }
        if (!group.always().isEmpty()) {
            always(group, hosts, rescuable);
        }
        group.role()
                .ifPresent(
                        role ->
                                hosts.stream()
                                        .filter(host -> host.roleEnded == role)
                                        .forEach(host -> host.roleEnded = null));
    }

    private void rescue(Group group, List<HostState> hosts, boolean rescuable) {
        List<HostState> failed =
                hosts.stream().filter(host -> host.failed && host.standing()).toList();
        if (failed.isEmpty()) {
            return;
        }
        failed.forEach(host -> host.failed = false);
        parts(group.rescue(), failed, rescuable);
    }

    private void always(Group group, List<HostState> hosts, boolean rescuable) {
        List<HostState> there = hosts.stream().filter(HostState::standing).toList();
        List<HostState> failed = there.stream().filter(host -> host.failed).toList();
        failed.forEach(HostState::retry);
        parts(group.always(), there, rescuable);
        failed.forEach(HostState::failAgain);
    }

    /** One task on hosts that are all good. */
    private void job(Job job, List<HostState> hosts, boolean rescuable) {
        if (job.later.isEmpty()) {
            job(job, hosts, rescuable, false);
            return;
        }
        Map<Job, List<HostState>> named = new LinkedHashMap<>();
        for (HostState host : hosts) {
            Vars vars = new Vars(run, setting, host, job.layers, job);
            named.computeIfAbsent(job.later.get().on(vars), each -> new ArrayList<>()).add(host);
        }
        boolean told = false;
        for (Map.Entry<Job, List<HostState>> each : named.entrySet()) {
            job(each.getKey(), each.getValue(), rescuable, told);
            told = true;
        }
    }

    /**
     * @param told whether its beginning has been told already
     */
    private void job(Job job, List<HostState> hosts, boolean rescuable, boolean told) {
        List<HostState> doers = onlyOne(job, hosts) ? hosts.subList(0, 1) : hosts;
        boolean quiet = job.action.equals("meta");
        if (!quiet && !told) {
            run.teller.tell(
                    new Event.TaskStarted(
                            name(job, doers.get(0)),
                            job.task.module().text(),
                            job.place,
                            job.handler));
        }
        if (quiet) {
            metas.go(job, doers);
            return;
        }
        boolean shared = doers.size() < hosts.size();
        Function<HostState, TaskRun> make =
                host ->
                        new TaskRun(
                                run,
                                setting,
                                job,
                                host,
                                shared ? hosts : List.of(host),
                                rescuable,
                                gate);
        List<TaskRun> tasks = doers.stream().map(make).toList();
        announce(job, doers, tasks);
        Turn turn = Turn.of(run, gate, job, doers, tasks, make);
        if (run.stopping()) {
            return;
        }
        if (turn.kept()) {
            failOthers(job, hosts.get(0), false);
        }
        if (!turn.doers().isEmpty()) {
            settle(job, shared ? hosts : turn.doers(), turn, rescuable);
        }
    }

    private void announce(Job job, List<HostState> doers, List<TaskRun> tasks) {
        if (!job.keywords.list("notify").isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            tasks.forEach(task -> names.addAll(task.mayNotify()));
            handlers.announce(job, doers, names);
        }
    }

    private boolean onlyOne(Job job, List<HostState> hosts) {
        if (job.action.equals("add_host")) {
            return true;
        }
        try {
            return new Vars(run, setting, hosts.get(0), job.layers, job).flag("run_once", false);
        } catch (TemplateError e) {
            return false;
        }
    }

    private String name(Job job, HostState host) {
        Object written = job.task.keywords().value("name");
        if (!(written instanceof Template template)) {
            return job.plainName;
        }
        try {
            Object name = template.value(new Vars(run, setting, host, job.layers, job));
            return run.teller.mask.over(
                    job.frame
                            .role()
                            .map(role -> role.role().name() + " : " + name)
                            .orElseGet(() -> String.valueOf(name)));
        } catch (TemplateError e) {
            return job.plainName;
        }
    }

    /** Draws the line under a task: who failed, who notified, what was included. */
    private void settle(Job job, List<HostState> hosts, Turn turn, boolean rescuable) {
        List<HostState> doers = turn.doers();
        List<TaskRun> tasks = turn.tasks();
        List<Ending> endings = turn.endings();
        boolean any = false;
        for (int i = 0; i < doers.size(); i++) {
            List<HostState> all = doers.size() < hosts.size() ? hosts : List.of(doers.get(i));
            boolean failed = mark(job, all, endings.get(i));
            any |= failed || endings.get(i).unreachable();
            if (!failed) {
                any |= notify(job, doers.get(i), tasks.get(i), rescuable);
            }
        }
        if (any && !free) {
            failOthers(job, hosts.get(0), rescuable);
        }
        Map<HostState, List<Inclusion>> asked = new LinkedHashMap<>();
        for (int i = 0; i < doers.size(); i++) {
            for (HostState host : doers.size() < hosts.size() ? hosts : List.of(doers.get(i))) {
                if (host.active() && !tasks.get(i).inclusions.isEmpty()) {
                    asked.put(host, tasks.get(i).inclusions);
                }
            }
        }
        List<Includes.Included> inclusions = includes.of(job, asked, rescuable);
        if (!free && asked.keySet().stream().anyMatch(host -> host.failed)) {
            failOthers(job, hosts.get(0), rescuable);
        }
        for (Includes.Included included : inclusions) {
            part(included.group(), active(included.hosts()), rescuable);
            included.published()
                    .ifPresent(
                            role ->
                                    active(included.hosts())
                                            .forEach(host -> host.published.add(role)));
        }
    }

    private boolean mark(Job job, List<HostState> hosts, Ending ending) {
        if (ending.unreachable()) {
            hosts.forEach(host -> host.gone = true);
        }
        boolean failed =
                ending.status() == Event.Status.FAILED || ending.status() == Event.Status.RESCUED;
        if (failed) {
            for (HostState host : hosts) {
                host.failed = true;
                host.failure.put("ansible_failed_result", ending.values());
                host.failure.put("ansible_failed_task", job.told());
            }
        }
        return failed;
    }

    /** Returns whether the host failed, since there is no such handler. */
    private boolean notify(Job job, HostState host, TaskRun task, boolean rescuable) {
        for (String name : task.notified) {
            if (!handlers.notify(name, host)) {
                Diagnostic missing = Diagnostic.error(Handlers.missing(name), job.span);
                if (!run.options.around().heard()) {
                    run.teller.warning(Diagnostic.warning(missing.message(), job.span));
                    continue;
                }
                run.teller.failure(missing.label("notifies it on " + host.name), host.name);
                host.count(rescuable ? Event.Status.RESCUED : Event.Status.FAILED);
                host.failed = true;
                return true;
            }
        }
        return false;
    }

    /** A failure may be one too many for all hosts. */
    private void failOthers(Job job, HostState host, boolean rescuable) {
        boolean all = new Vars(run, setting, host, job.layers, job).flag("any_errors_fatal", false);
        if (all || words.tooMany(batch, rescuable)) {
            over |= !all;
            active(batch).forEach(each -> each.failed = true);
            run.teller.tell(new Event.NoHostsLeft());
        }
    }

    /** What was notified and did not run, when the run is stopped. */
    Optional<String> unfinished() {
        return handlers.none() ? Optional.empty() : Optional.of(play.name());
    }
}
