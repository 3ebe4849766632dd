package io.miprov.engine;

import io.miprov.engine.RollJobs.Chore;
import io.miprov.event.Event.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The lock of a roll, on all of its balancer hosts: nobody else rolls this cluster meanwhile. */
final class RollHold {
    private final Run run;
    private final Aside aside;
    private final RollJobs jobs;
    private final List<HostState> hosts;
    private final String name;
    private final Map<String, Object> given = new LinkedHashMap<>();
    private final List<HostState> held = new ArrayList<>();

    /**
     * @param hosts where the lock is
     * @param name what nobody else may roll
     * @param wait for how long to wait when somebody else does
     */
    RollHold(
            Run run,
            Aside aside,
            RollJobs jobs,
            List<HostState> hosts,
            String name,
            String mark,
            Duration wait) {
        this.run = run;
        this.aside = aside;
        this.jobs = jobs;
        this.hosts = hosts;
        this.name = name;
        given.put(RollMaker.LOCK, name);
        given.put(RollMaker.MARK, mark);
        given.put(RollMaker.WAIT, wait.toSeconds());
        given.put(RollMaker.WHO, run.history.who());
        given.put(
                RollMaker.PURPOSE,
                run.options.playbooks().stream()
                        .map(path -> String.valueOf(path.getFileName()))
                        .collect(Collectors.joining(" ")));
        given.put(RollMaker.GONE, List.copyOf(run.history.gone()));
    }

    /** Takes it everywhere, or nowhere and tells why. */
    boolean take(RollSteps steps) {
        Optional<Job> job = jobs.get(Chore.HOLD);
        if (job.isEmpty()) {
            return true;
        }
        List<String> said = new ArrayList<>();
        for (HostState host : hosts) {
            Ending ending = aside.on(job.get(), host, given);
            if (!Aside.well(ending)) {
                steps.failed(
                        Step.LOCK,
                        List.of(host.name),
                        ending.message() + "\nno host was touched",
                        ending.values());
                run.verdict.failed(ending.unreachable());
                free();
                return false;
            }
            held.add(host);
            if (ending.values().get("msg") instanceof String told && !told.isEmpty()) {
                said.add(host.name + ": " + told);
            }
        }
        said.add(0, "`" + name + "` is ours");
        steps.done(Step.LOCK, Roll.names(held), String.join("\n", said), Map.of("name", name));
        return true;
    }

    /** Why it is ours no longer; empty when it still is. */
    Optional<String> lost() {
        Optional<Job> job = jobs.get(Chore.KEEP);
        return job.isEmpty()
                ? Optional.empty()
                : aside.on(job.get(), List.copyOf(held), given).entrySet().stream()
                        .filter(each -> !Aside.well(each.getValue()))
                        .map(each -> each.getKey().name + ": " + each.getValue().message())
                        .findFirst();
    }

    /** Gives it back wherever we have it. */
    void free() {
        jobs.get(Chore.FREE)
                .filter(job -> !run.stopping())
                .ifPresent(job -> aside.on(job, List.copyOf(held), given));
        held.clear();
    }
}
