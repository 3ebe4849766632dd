package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import io.miprov.host.Call;
import io.miprov.host.Host;
import io.miprov.host.Target;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.playbook.Keywords;
import io.miprov.playbook.Task;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where a task is really done: on its host, or on the one that {@code delegate_to} names. */
final class Delegate {
    private final Job job;
    private final Vars vars;
    private final HostState state;

    Delegate(Job job, Vars vars) {
        this.job = job;
        this.vars = vars;
        this.state = find(job, vars);
    }

    /** What is wrong with a task for another host, when its module can not do so. */
    static Optional<Diagnostic> check(Keywords keywords, Task task, Optional<Module<?>> module) {
        return module.map(Module::delegates).orElse(true)
                ? Optional.empty()
                : keywords.get("delegate_to")
                        .map(
                                keyword ->
                                        Diagnostic.error(
                                                        "`"
                                                                + task.module().text()
                                                                + "` can not be delegated: it goes"
                                                                + " between the controller and the"
                                                                + " task's own host",
                                                        keyword.node().span())
                                                .help(
                                                        "leave out `delegate_to`; on one host,"
                                                                + " `copy` with `remote_src` does it"));
    }

    private static HostState find(Job job, Vars vars) {
        Object written = job.keywords.value("delegate_to");
        if (written == null) {
            return job.task.local() ? vars.run().host("localhost") : vars.host();
        }
        Object name = Template.resolve(written, vars);
        return name == null || Magic.OMIT.equals(name)
                ? vars.host()
                : vars.run().host(name.toString());
    }

    /** Refuses a {@code delegate_to} that comes to nothing, even of a task that is not to run. */
    static void refuseNobody(Job job, Vars vars) {
        if (!(job.keywords.value("delegate_to") instanceof Template written)) {
            return;
        }
        Object name;
        try {
            name = written.value(vars);
        } catch (TemplateError e) {
            return; // the task tells, if it is to run
        }
        if ("".equals(name)) {
            throw new IllegalArgumentException(
                    "Empty hostname produced from delegate_to: \"" + written.text() + "\"");
        }
    }

    /**
     * {@code ansible_delegated_vars}: the variables of the host that does it, by its name. As in
     * Ansible, its {@code inventory_hostname} is that of this one.
     */
    static Object variables(Job job, Vars vars) {
        HostState state = find(job, vars);
        if (state == vars.host()) {
            return Scope.NOTHING;
        }
        Vars there = vars.run().plain(state.name, vars.setting());
        there.put("inventory_hostname", vars.host().name);
        return Map.of(state.name, new AllVars(there));
    }

    HostState state() {
        return state;
    }

    /** The way there, for this task. */
    Host host(Run run, boolean hidden) {
        Targets targets =
                new Targets(state == vars.host() ? vars : vars.on(state), job, run.options.login());
        Target target = targets.target();
        String key =
                target.connection().equals("local")
                        ? vars.host().name + "@" + state.name
                        : state.name;
        return new JobHost(
                state.name,
                run.links.link(key, target),
                targets.become(),
                Targets.environment(job, vars),
                new Call(timeout(), hidden ? Call.Watcher.NOBODY : watcher(run.teller)),
                run.teller,
                run.options.verbosity() > 0 && !hidden);
    }

    /** What came of the task, seen from how long it may take. */
    Outcome inTime(Outcome outcome, long startNanos) {
        Duration most = timeout();
        boolean late =
                !most.isZero()
                        && outcome.status() == Outcome.Status.FAILED
                        && System.nanoTime() - startNanos >= most.toNanos();
        return late
                ? Outcome.failed(
                                "The "
                                        + job.task.module().text()
                                        + " action failed to execute in the expected time frame ("
                                        + most.toSeconds()
                                        + ") and was terminated")
                        .with(Map.of("timedout", Map.of("period", most.toSeconds())))
                : outcome;
    }

    private Duration timeout() {
        Object timeout = job.keywords.value("timeout");
        return timeout == null ? Duration.ZERO : Attempt.seconds(Template.resolve(timeout, vars));
    }

    private Call.Watcher watcher(Teller teller) {
        String host = vars.host().name;
        return new Call.Watcher() {
            @Override
            public void line(String text) {
                teller.tell(new Event.HostLine(host, job.plainName, teller.mask.over(text)));
            }

            @Override
            public void progress(long done, long total) {
                teller.tell(new Event.HostProgress(host, job.plainName, done, total));
            }
        };
    }
}
