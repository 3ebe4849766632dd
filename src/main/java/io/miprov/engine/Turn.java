package io.miprov.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The turn of one task: on all of its hosts at once, and again on those for which a {@link Gate}
 * had to be opened first.
 *
 * @param doers those that did it
 * @param tasks what they did, in the same order
 * @param endings what came of it, in the same order
 * @param kept whether the gate stayed closed for some, which have failed
 */
record Turn(List<HostState> doers, List<TaskRun> tasks, List<Ending> endings, boolean kept) {

    /**
     * Has it done.
     *
     * @param first the tasks of the doers, in the same order
     * @param make makes one anew
     */
    static Turn of(
            Run run,
            Gate gate,
            Job job,
            List<HostState> doers,
            List<TaskRun> first,
            Function<HostState, TaskRun> make) {
        List<TaskRun> tasks = new ArrayList<>(first);
        List<Optional<Ending>> tried = new ArrayList<>(together(run, tasks));
        List<HostState> waiting = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            if (tried.get(i).isEmpty()) {
                waiting.add(doers.get(i));
            }
        }
        if (!waiting.isEmpty() && !run.stopping()) {
            List<HostState> open = gate.open(waiting, job);
            List<TaskRun> again = open.stream().map(make).toList();
            List<Optional<Ending>> endings = again.isEmpty() ? List.of() : together(run, again);
            for (int i = 0; i < open.size(); i++) {
                int at = doers.indexOf(open.get(i));
                tasks.set(at, again.get(i));
                tried.set(at, endings.get(i));
            }
        }
        return done(doers, tasks, tried);
    }

    private static List<Optional<Ending>> together(Run run, List<TaskRun> tasks) {
        return run.together(
                tasks.stream()
                        .map(task -> (Supplier<Optional<Ending>>) () -> tried(task))
                        .toList());
    }

    private static Optional<Ending> tried(TaskRun task) {
        try {
            return Optional.of(task.go());
        } catch (Undrained e) {
            return Optional.empty();
        }
    }

    private static Turn done(
            List<HostState> doers, List<TaskRun> tasks, List<Optional<Ending>> tried) {
        List<HostState> did = new ArrayList<>();
        List<TaskRun> what = new ArrayList<>();
        List<Ending> endings = new ArrayList<>();
        for (int i = 0; i < doers.size(); i++) {
            if (tried.get(i).isPresent()) {
                did.add(doers.get(i));
                what.add(tasks.get(i));
                endings.add(tried.get(i).get());
            }
        }
        return new Turn(did, what, endings, did.size() < doers.size());
    }
}
