package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.host.Call;
import io.miprov.host.Host;
import io.miprov.lang.Template;
import io.miprov.module.Change;
import io.miprov.module.Detached;
import io.miprov.module.Mode;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.playbook.Keywords;
import io.miprov.playbook.Task;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long a task may take, and whether somebody waits for it: {@code async} and {@code poll}.
 * Since a task has its own connection to wait on, {@code poll} only says whether to wait.
 *
 * @param limit in seconds; zero: as long as it takes, and somebody waits
 */
record Async(int limit, boolean waits) {

    static Async of(Job job, Vars vars) {
        Object limit = Template.resolve(job.keywords.value("async"), vars);
        check(limit, job.keywords, job.task, job.module)
                .ifPresent(
                        why -> {
                            throw new BadInput(why);
                        });
        Object poll = Template.resolve(job.keywords.value("poll"), vars);
        return new Async(
                limit == null || Magic.OMIT.equals(limit) ? 0 : Attempt.number(limit).intValue(),
                poll == null || Magic.OMIT.equals(poll) || Attempt.number(poll).doubleValue() > 0);
    }

    /** What is wrong with a task that nobody should wait for, when its module can not do so. */
    static Optional<Diagnostic> check(
            Object limit, Keywords keywords, Task task, Optional<Module<?>> module) {
        return positive(limit) && module.map(m -> !m.detaches()).orElse(true)
                ? keywords.get("async")
                        .map(
                                async ->
                                        Diagnostic.error(
                                                "This action ("
                                                        + task.module().text()
                                                        + ") does not support async.",
                                                async.node().span()))
                : Optional.empty();
    }

    private static boolean positive(Object limit) {
        try {
            return limit != null && Attempt.number(limit).intValue() > 0;
        } catch (IllegalArgumentException e) {
            return false; // a template, or what is told when its turn comes
        }
    }

    Outcome on(Change change, Host host, Mode mode) {
        if (limit <= 0 || mode.check()) {
            return change.on(host, mode);
        }
        if (!waits) {
            return new Detached(change, limit).on(host, mode);
        }
        long start = System.nanoTime();
        Host watched = host.watched(new Call(Duration.ofSeconds(limit), Call.Watcher.NOBODY));
        Outcome outcome = change.on(watched, mode);
        boolean late = System.nanoTime() - start >= Duration.ofSeconds(limit).toNanos();
        return late && outcome.status() == Outcome.Status.FAILED
                ? Outcome.failed(
                        "async task did not complete within the requested time - " + limit + "s")
                : outcome.with(Map.of("started", 1L, "finished", 1L));
    }
}
