package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.event.Event;
import io.miprov.host.Host;
import io.miprov.host.HostLost;
import io.miprov.host.HostRefused;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.module.Answer;
import io.miprov.module.Args;
import io.miprov.module.BadParams;
import io.miprov.module.Binder;
import io.miprov.module.Change;
import io.miprov.module.Facts;
import io.miprov.module.Mode;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import io.miprov.module.Resources;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task, or one item of its loop, on a host: whether, with what, what it comes to, and again until
 * it is right. Deciding is apart from the trip to the host.
 */
final class Attempt {
    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final int RETRIES = 3;

    private static final Set<String> FACTS = Set.of("setup", "gather_facts");

    private final Run run;
    private final Job job;
    private final HostState host;
    private final List<HostState> sharers;
    private final List<Inclusion> inclusions;
    private final boolean hidden;
    private final Threshold threshold;
    private final Gate gate;

    /** The arguments of the last try, when they are told. */
    private Map<String, Object> given = Map.of();

    /** The condition that is being looked at, or that does not hold. */
    private Optional<Template> weighed = Optional.empty();

    Attempt(
            Run run,
            Job job,
            HostState host,
            List<HostState> sharers,
            List<Inclusion> inclusions,
            boolean hidden,
            Gate gate) {
        this.gate = gate;
        this.threshold = new Threshold(gate, host, job);
        this.run = run;
        this.job = job;
        this.host = host;
        this.sharers = sharers;
        this.inclusions = inclusions;
        this.hidden = hidden;
    }

    /** All of it, with whatever it comes to. */
    Ending once(Vars vars) {
        return guarded(vars, Optional.empty());
    }

    /** What it comes to when its loop can not be known: nothing, when it is not to run anyway. */
    Ending without(TemplateError loop, Vars vars) {
        return guarded(vars, Optional.of(loop));
    }

    private Ending guarded(Vars vars, Optional<TemplateError> loop) {
        long start = System.nanoTime();
        Ending ending;
        try {
            Delegate.refuseNobody(job, vars);
            Optional<Template> no = refused(vars);
            if (no.isEmpty() && loop.isPresent()) {
                throw loop.get();
            }
            ending = no.map(this::skipped).orElseGet(() -> untilRight(vars));
        } catch (TemplateError e) {
            ending = failed(e, vars);
        } catch (HostRefused e) {
            ending = unreachable(e.getMessage(), false);
        } catch (HostLost e) {
            ending = unreachable(lost(e), true);
        } catch (BadInput e) {
            ending = failed(e, vars);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            ending =
                    failed(
                            new Diagnosis(job, vars)
                                    .failed(String.valueOf(e.getMessage()), Map.of()));
            ending.values().put("msg", String.valueOf(e.getMessage()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Ending(
                ending.status(),
                ending.message(),
                ending.values(),
                ending.diffs(),
                ending.why(),
                took);
    }

    private String lost(HostLost e) {
        return run.stopping()
                ? "stopped (" + run.stopped() + ") while `" + job.plainName + "` was under way"
                : e.getMessage() + "; what became of `" + job.plainName + "` is not known";
    }

    /** The reason as it is registered is that of the template; the user is told the host, too. */
    Ending failed(TemplateError e, Vars vars) {
        Ending failed = failed(new Diagnosis(job, vars).of(e));
        failed.values().put("msg", message(e));
        return failed;
    }

    private String message(TemplateError e) {
        Path here = run.options.here();
        if (weighed.isEmpty()) {
            return e.undefined() ? AnsibleWords.undefined(e, job, here) : message(e.diagnostic());
        }
        return e.undefined()
                ? AnsibleWords.condition(weighed.get(), e, job, here)
                : AnsibleWords.condition(weighed.get(), message(e.diagnostic()), job, here);
    }

    private static String message(Diagnostic why) {
        return why.label().isEmpty() ? why.message() : why.message() + ": " + why.label();
    }

    private Ending failed(BadInput e, Vars vars) {
        if (e.diagnostics().isEmpty()) {
            return failed(
                    new Diagnosis(job, vars).failed(String.valueOf(e.getMessage()), Map.of()));
        }
        Ending failed = failed(e.diagnostics().get(0));
        failed.values().put("msg", registered(e.diagnostics().get(0)));
        failed.values().putAll(e.result());
        return failed;
    }

    /** What is registered of it, without the module before it. */
    private String registered(Diagnostic why) {
        String before = "`" + job.args.module() + "`: ";
        String message = message(why);
        return message.startsWith(before) ? message.substring(before.length()) : message;
    }

    private Optional<Template> refused(Vars vars) {
        for (Template condition : job.when) {
            weighed = Optional.of(condition);
            if (!condition.holds(vars)) {
                return weighed;
            }
        }
        weighed = Optional.empty();
        return weighed;
    }

    private Ending skipped(Template condition) {
        return ending(
                Event.Status.SKIPPED,
                "`when` does not hold: " + condition.text(),
                Results.skipped(condition.text()));
    }

    Ending failed(Diagnostic why) {
        Ending failed = ending(Event.Status.FAILED, message(why), Results.failed(message(why)));
        return new Ending(
                failed.status(),
                failed.message(),
                failed.values(),
                failed.diffs(),
                Optional.of(why),
                failed.took());
    }

    private static Ending unreachable(String message, boolean stateUnknown) {
        Map<String, Object> values = Results.unreachable(message);
        if (stateUnknown) {
            values.put("state_unknown", true);
        }
        return ending(Event.Status.UNREACHABLE, message, values);
    }

    private static Ending ending(Event.Status status, String message, Map<String, Object> values) {
        return new Ending(status, message, values, List.of(), Optional.empty(), Duration.ZERO);
    }

    private Ending untilRight(Vars vars) {
        int most = mostAttempts(vars);
        for (int attempt = 1; ; attempt++) {
            Ending ending = onceMore(vars, most > 1 ? attempt : 0);
            boolean right = right(ending, vars);
            if (right || attempt >= most || run.stopping() || ending.unreachable()) {
                if (!right && !ending.unreachable() && most > 1) {
                    ending.values().put("attempts", attempt - 1L);
                }
                return right || ending.failed() || forgiven(ending)
                        ? ending
                        : neverRight(ending, attempt, vars);
            }
            run.teller.tell(
                    new Event.TaskRetried(
                            host.name,
                            job.plainName,
                            attempt,
                            most,
                            hidden ? "" : run.teller.mask.over(ending.message())));
            run.pause(delay(vars));
        }
    }

    private int mostAttempts(Vars vars) {
        Object retries = job.keywords.value("retries");
        if (retries == null) {
            return job.until.isEmpty() ? 1 : RETRIES;
        }
        return Math.max(0, number(Template.resolve(retries, vars)).intValue()) + 1;
    }

    private Duration delay(Vars vars) {
        Object delay = job.keywords.value("delay");
        return delay == null ? DELAY : seconds(Template.resolve(delay, vars));
    }

    private boolean right(Ending ending, Vars vars) {
        if (job.until.isEmpty() || ending.unreachable()) {
            return !ending.failed();
        }
        job.register.ifPresent(name -> vars.put(name, ending.values()));
        try {
            return job.until.stream().allMatch(condition -> condition.holds(vars));
        } finally {
            job.register.ifPresent(vars::drop);
        }
    }

    /** What {@code failed_when} says wins over {@code until}, though the result says failed. */
    private static boolean forgiven(Ending ending) {
        boolean forgiven = Boolean.FALSE.equals(ending.values().get("failed_when_result"));
        if (forgiven) {
            ending.values().put("failed", true);
        }
        return forgiven;
    }

    private Ending neverRight(Ending ending, int attempts, Vars vars) {
        String message =
                "`until` did not come true in " + attempts + " attempts: " + job.until.get(0);
        ending.values().put("failed", true);
        return new Ending(
                Event.Status.FAILED,
                message,
                ending.values(),
                ending.diffs(),
                Optional.of(new Diagnosis(job, vars).failed(message, ending.values())),
                ending.took());
    }

    /**
     * Decides, goes there, and judges what came of it.
     *
     * @param attempt which one it is; zero: there is only one
     */
    private Ending onceMore(Vars vars, long attempt) {
        Outcome outcome = judgeable(vars);
        keep(outcome, vars);
        Map<String, Object> values = Results.of(outcome);
        if (shown() && !given.isEmpty()) {
            values.put("invocation", Map.of("module_args", given));
        }
        if (attempt > 0) {
            values.put("attempts", attempt);
        }
        String message = judge(outcome, values, vars);
        Event.Status status = status(outcome, values);
        return new Ending(
                status,
                message,
                values,
                outcome.diffs().stream().filter(d -> !d.before().equals(d.after())).toList(),
                status == Event.Status.FAILED
                        ? Optional.of(new Diagnosis(job, vars).failed(message, values))
                        : Optional.empty(),
                Duration.ZERO);
    }

    /** Whether results tell what the module was given. */
    private boolean shown() {
        return run.options.verbosity() > 2;
    }

    /** What a module refuses is a failure as any other to {@code failed_when}. */
    private Outcome judgeable(Vars vars) {
        try {
            return outcome(vars);
        } catch (BadInput e) {
            if (job.failedWhen.isEmpty() || e.diagnostics().isEmpty()) {
                throw e;
            }
            return Outcome.failed(registered(e.diagnostics().get(0))).with(e.result());
        }
    }

    /** Lets {@code changed_when} and {@code failed_when} have their say. */
    private String judge(Outcome outcome, Map<String, Object> values, Vars vars) {
        if (outcome.status() == Outcome.Status.SKIPPED
                || (job.changedWhen.isEmpty() && job.failedWhen.isEmpty())) {
            return outcome.message();
        }
        job.register.ifPresent(name -> vars.put(name, values));
        try {
            if (!job.changedWhen.isEmpty() && !judged("changed", job.changedWhen, values, vars)) {
                return String.valueOf(values.get("changed_when_result"));
            }
            if (job.failedWhen.isEmpty()) {
                return outcome.message();
            }
            if (!judged("failed", job.failedWhen, values, vars)) {
                return String.valueOf(values.get("failed_when_result"));
            }
            boolean fails = values.get("failed").equals(true);
            values.put("failed_when_result", fails);
            return fails && outcome.message().isEmpty()
                    ? "`failed_when` holds: " + job.failedWhen.get(0).text()
                    : outcome.message();
        } finally {
            job.register.ifPresent(vars::drop);
        }
    }

    /** Puts in what the conditions say; false, and a failed task, when they can not be told. */
    private static boolean judged(
            String what, List<Template> conditions, Map<String, Object> values, Vars vars) {
        try {
            values.put(what, all(conditions, vars));
            return true;
        } catch (TemplateError e) {
            Diagnostic why = e.diagnostic();
            values.put("failed", true);
            values.put(
                    what + "_when_result",
                    "The conditional check '"
                            + conditions.get(0).text()
                            + "' failed: "
                            + why.message()
                            + (why.label().isEmpty() ? "" : ": " + why.label()));
            return false;
        }
    }

    private static boolean all(List<Template> conditions, Vars vars) {
        return conditions.stream().allMatch(condition -> condition.holds(vars));
    }

    private static Event.Status status(Outcome outcome, Map<String, Object> values) {
        if (Boolean.TRUE.equals(values.get("failed"))) {
            return Event.Status.FAILED;
        }
        if (outcome.status() == Outcome.Status.SKIPPED) {
            return Event.Status.SKIPPED;
        }
        return Boolean.TRUE.equals(values.get("changed")) ? Event.Status.CHANGED : Event.Status.OK;
    }

    /** What the outcome says of the host is known to the tasks that follow. */
    private void keep(Outcome outcome, Vars vars) {
        if (outcome.facts().isEmpty() && outcome.variables().isEmpty()) {
            return;
        }
        List<HostState> holders =
                vars.flag("delegate_facts", false)
                        ? List.of(new Delegate(job, vars).state())
                        : sharers;
        holders.forEach(
                holder -> {
                    holder.learn(outcome);
                    if (!outcome.facts().isEmpty()) {
                        holder.gathered |= FACTS.contains(job.action);
                        run.cache.keep(holder);
                    }
                });
    }

    private Outcome outcome(Vars vars) {
        if (!job.mistakes.isEmpty()) {
            throw new BadInput(job.mistakes);
        }
        Async async = Async.of(job, vars);
        Args args = Arguments.of(job, vars);
        if (shown()) {
            given = Arguments.values(args);
        }
        if (job.module.isEmpty()) {
            return Language.act(job, args, vars, sharers, inclusions);
        }
        Delegate delegate = new Delegate(job, vars);
        Change change;
        try {
            change = plan(job.module.get(), args, delegate, vars);
        } catch (NotYet e) {
            return e.foreseen();
        }
        if (change instanceof Answer answer) {
            return answer.outcome();
        }
        if (run.stopping()) {
            throw new HostLost(host.name, run.stopped(), null);
        }
        run.teller.tell(new Event.HostBusy(host.name, job.plainName));
        long start = System.nanoTime();
        Mode mode = new Mode(vars.checkMode(), vars.diffMode());
        Host there = delegate.host(run, hidden);
        Outcome met =
                threshold.minds(delegate.state(), mode.check())
                        ? threshold.meet(change, mode.diff(), how -> async.on(change, there, how))
                        : async.on(change, there, mode);
        Outcome outcome = delegate.inTime(met, start);
        if (mode.check() && threshold.shows(delegate.state(), change, outcome)) {
            gate.foresee(host, job);
        }
        if (mode.check() && outcome.status() == Outcome.Status.CHANGED) {
            run.foresee(outcome.values().values());
        }
        if (run.stopping() && outcome.status() == Outcome.Status.FAILED) {
            throw new HostLost(host.name, run.stopped(), null);
        }
        return outcome;
    }

    private <P extends Record> Change plan(
            Module<P> module, Args args, Delegate delegate, Vars vars) {
        Problems problems = new Problems();
        Resources resources = new TaskResources(job, args, vars, () -> delegate.host(run, hidden));
        Binder binder = new Binder(problems);
        Optional<P> params = binder.bind(module, args, resources);
        if (params.isEmpty() || problems.any()) {
            throw new BadInput(problems.found(), binder.result());
        }
        try {
            return module.plan(params.get(), new Facts(delegate.state().facts));
        } catch (BadParams e) {
            throw new BadInput(Binder.explain(e, args));
        }
    }

    static Duration seconds(Object value) {
        return Duration.ofMillis((long) (number(value).doubleValue() * 1000));
    }

    static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        try {
            return Double.valueOf(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`" + value + "` is no number", e);
        }
    }
}
