package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

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

    /** No further batch is to come. */
    private boolean over;

    PlayRun(Run run, CompiledPlay play, Setting setting, List<HostState> batch) {
        this.run = run;
        this.play = play;
        this.setting = setting;
        this.batch = batch;
        this.handlers = new Handlers(play.handlers());
        this.metas = new Metas(run, setting, this);
        this.includes = new Includes(run, setting, handlers);
    }

    /** Runs all sections. Returns whether the play goes on with its next batch. */
    boolean go() {
        boolean force = flag("force_handlers");
        play.facts().ifPresent(job -> part(job, good(), false));
        for (Group section : play.sections()) {
            section(section, force);
        }
        batch.forEach(host -> host.ended = false);
        return !over && !run.stopping();
    }

    private void section(Group section, boolean force) {
        part(section, good(), false);
        List<HostState> failed =
                force ? batch.stream().filter(host -> host.failed).toList() : List.of();
        failed.forEach(host -> host.failed = false);
        flush(good());
        failed.forEach(host -> host.failed = true);
    }

    private boolean flag(String keyword) {
        Object value = play.play().keywords().value(keyword);
        return Vars.truth(
                value instanceof Template
                        ? Template.resolve(value, run.plain(batch.get(0).name, setting))
                        : value);
    }

    List<HostState> batch() {
        return batch;
    }

    /** Ends the play for hosts, and with it for batches that have not begun. */
    void endPlay() {
        over = true;
        batch.forEach(host -> host.ended = true);
    }

    private List<HostState> good() {
        return active(batch);
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
        parts(group.body(), hosts, rescuable || !group.rescue().isEmpty());
        if (!group.rescue().isEmpty()) {
            rescue(group, hosts, rescuable);
        }
        if (!group.always().isEmpty()) {
            always(group, hosts, rescuable);
        }
    }

    private void rescue(Group group, List<HostState> hosts, boolean rescuable) {
        List<HostState> failed =
                hosts.stream().filter(host -> host.failed && !host.gone && !host.ended).toList();
        if (failed.isEmpty()) {
            return;
        }
        failed.forEach(host -> host.failed = false);
        parts(group.rescue(), failed, rescuable);
    }

    private void always(Group group, List<HostState> hosts, boolean rescuable) {
        List<HostState> there = hosts.stream().filter(host -> !host.gone && !host.ended).toList();
        List<HostState> failed = there.stream().filter(host -> host.failed).toList();
        failed.forEach(host -> host.failed = false);
        parts(group.always(), there, rescuable);
        failed.forEach(host -> host.failed = true);
    }

    /** One task on hosts that are all good. */
    private void job(Job job, List<HostState> hosts, boolean rescuable) {
        List<HostState> doers = onlyOne(job, hosts) ? hosts.subList(0, 1) : hosts;
        boolean quiet = job.action.equals("meta");
        if (!quiet) {
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
        List<TaskRun> tasks = new ArrayList<>();
        for (HostState host : doers) {
            List<HostState> sharers = doers.size() < hosts.size() ? hosts : List.of(host);
            tasks.add(new TaskRun(run, setting, job, host, sharers, rescuable));
        }
        List<Ending> endings = together(tasks);
        if (run.stopping()) {
            return;
        }
        settle(job, hosts, doers, tasks, endings, rescuable);
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

    /** All at once; the first is done by this thread. */
    private List<Ending> together(List<TaskRun> tasks) {
        List<Future<Ending>> others = new ArrayList<>();
        for (TaskRun task : tasks.subList(1, tasks.size())) {
            others.add(run.pool.submit(task::go));
        }
        List<Ending> endings = new ArrayList<>();
        endings.add(tasks.get(0).go());
        for (Future<Ending> other : others) {
            endings.add(result(other));
        }
        return endings;
    }

    private static Ending result(Future<Ending> task) {
        try {
            return task.get();
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

    /** Draws the line under a task: who failed, who notified, what was included. */
    private void settle(
            Job job,
            List<HostState> hosts,
            List<HostState> doers,
            List<TaskRun> tasks,
            List<Ending> endings,
            boolean rescuable) {
        boolean any = false;
        for (int i = 0; i < doers.size(); i++) {
            List<HostState> all = doers.size() < hosts.size() ? hosts : List.of(doers.get(i));
            boolean failed = mark(job, all, endings.get(i));
            any |= failed || endings.get(i).unreachable();
            if (!failed) {
                any |= notify(job, doers.get(i), tasks.get(i), rescuable);
            }
        }
        if (any && failsAll(job, hosts.get(0))) {
            active(batch).forEach(host -> host.failed = true);
        } else if (any && tooMany()) {
            over = true;
            active(batch).forEach(host -> host.failed = true);
        }
        Map<HostState, List<Inclusion>> asked = new LinkedHashMap<>();
        for (int i = 0; i < doers.size(); i++) {
            for (HostState host : doers.size() < hosts.size() ? hosts : List.of(doers.get(i))) {
                if (host.active() && !tasks.get(i).inclusions.isEmpty()) {
                    asked.put(host, tasks.get(i).inclusions);
                }
            }
        }
        for (Includes.Included included : includes.of(job, asked, rescuable)) {
            part(included.group(), active(included.hosts()), rescuable);
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
                host.failure.put(
                        "ansible_failed_task",
                        Map.of("name", job.keywords.value("name") == null ? "" : job.ownName()));
            }
        }
        return failed;
    }

    /** Returns whether the host failed, since there is no such handler. */
    private boolean notify(Job job, HostState host, TaskRun task, boolean rescuable) {
        for (String name : task.notified) {
            if (!handlers.notify(name, host)) {
                run.teller.failure(
                        Diagnostic.error("there is no handler `" + name + "`", job.span)
                                .label("notifies it on " + host.name),
                        host.name);
                host.count(rescuable ? Event.Status.RESCUED : Event.Status.FAILED);
                host.failed = true;
                return true;
            }
        }
        return false;
    }

    private boolean failsAll(Job job, HostState host) {
        return new Vars(run, setting, host, job.layers, job).flag("any_errors_fatal", false);
    }

    private boolean tooMany() {
        Object most = play.play().keywords().value("max_fail_percentage");
        if (!(most instanceof Number percentage)) {
            return false;
        }
        long failed = batch.stream().filter(host -> host.failed || host.gone).count();
        return failed * 100.0 / batch.size() > percentage.doubleValue();
    }

    /** What was notified and did not run, when the run is stopped. */
    Optional<String> unfinished() {
        return handlers.none() ? Optional.empty() : Optional.of(play.name());
    }
}
