package io.miprov.engine;

import io.miprov.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Does tasks beside those of the play: they are not counted, and told by whoever asks for them. */
final class Aside {
    private final Run run;
    private final Setting setting;

    Aside(Run run, Setting setting) {
        this.run = run;
        this.setting = setting;
    }

    /**
     * Does a task on a host, whatever became of that host so far.
     *
     * @param given variables that this task sees above all others
     */
    Ending on(Job job, HostState host, Map<String, Object> given) {
        Vars vars = new Vars(run, setting, host, job.layers, job);
        given.forEach(vars::put);
        List<Inclusion> none = new ArrayList<>();
        return new Attempt(run, job, host, List.of(host), none, false, Gate.NONE).once(vars);
    }

    /** The same on several hosts at once; hosts in their order. */
    Map<HostState, Ending> on(Job job, List<HostState> hosts, Map<String, Object> given) {
        Map<HostState, Ending> endings = new LinkedHashMap<>();
        if (hosts.isEmpty()) {
            return endings;
        }
        List<Ending> done =
                run.together(
                        hosts.stream()
                                .map(host -> (Supplier<Ending>) () -> on(job, host, given))
                                .toList());
        for (int i = 0; i < hosts.size(); i++) {
            endings.put(hosts.get(i), done.get(i));
        }
        return endings;
    }

    /** A task that is as it should be, since there is nothing to do. */
    static Ending nothing() {
        return new Ending(
                Event.Status.OK, "", Map.of(), List.of(), Optional.empty(), Duration.ZERO);
    }

    /** Whether it went well. */
    static boolean well(Ending ending) {
        return !ending.failed() && !ending.unreachable();
    }
}
