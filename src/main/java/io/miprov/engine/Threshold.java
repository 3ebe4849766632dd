package io.miprov.engine;

import io.miprov.lang.Template;
import io.miprov.module.Ask;
import io.miprov.module.Await;
import io.miprov.module.Change;
import io.miprov.module.Edit;
import io.miprov.module.Ensure;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import io.miprov.module.Put;
import io.miprov.module.Run;
import io.miprov.module.Tree;
import java.util.function.Function;

/**
 * How a task meets a host behind a closed {@link Gate}: as in check mode, and for real only when
 * that leaves the host as it is.
 */
final class Threshold {
    private final Gate gate;
    private final HostState host;
    private final Job job;

    Threshold(Gate gate, HostState host, Job job) {
        this.gate = gate;
        this.host = host;
        this.job = job;
    }

    /** Whether this task has to mind the gate. */
    boolean minds(HostState doer, boolean check) {
        return doer == host && !check && gate.closed(host) && !job.module.orElseThrow().looksOnly();
    }

    /**
     * What comes of a change that leaves the host as it is.
     *
     * @throws Undrained when it would change something, or nobody can tell
     */
    Outcome meet(Change change, boolean diff, Function<Mode, Outcome> there) {
        Outcome seen = there.apply(Mode.CHECK);
        boolean settled =
                switch (seen.status()) {
                    case OK -> isWhole(change);
                    case SKIPPED -> change instanceof Run run && isGuarded(run);
                    default -> throw new Undrained();
                };
        if (settled) {
            return seen;
        }
        if (seen.status() == Outcome.Status.SKIPPED && !looks(change)) {
            throw new Undrained();
        }
        Outcome real = there.apply(new Mode(false, diff));
        if (real.status() == Outcome.Status.CHANGED && !promised()) {
            gate.foresee(host, job);
        }
        return real;
    }

    /** Whether what check mode says shows that the host would be changed, or may be. */
    boolean shows(HostState doer, Change change, Outcome checked) {
        boolean skipped =
                checked.status() == Outcome.Status.SKIPPED
                        && !looks(change)
                        && !(change instanceof Run run && isGuarded(run));
        return doer == host
                && !job.module.orElseThrow().looksOnly()
                && (checked.status() == Outcome.Status.CHANGED || skipped);
    }

    /** Whether check mode has seen all there is, when nothing would change. */
    private static boolean isWhole(Change change) {
        return change instanceof Ensure
                || change instanceof Edit
                || change instanceof Put
                || change instanceof Tree
                || change instanceof Run;
    }

    private static boolean isGuarded(Run run) {
        return run.creates().isPresent() || run.removes().isPresent();
    }

    /** Whether what check mode skips leaves the host as it is. */
    private boolean looks(Change change) {
        return change instanceof Ask || change instanceof Await || promised();
    }

    /** Whether somebody wrote {@code changed_when: false}. */
    private boolean promised() {
        return !job.changedWhen.isEmpty()
                && job.changedWhen.stream().map(Template::text).allMatch(Threshold::no);
    }

    private static boolean no(String condition) {
        return condition.strip().equalsIgnoreCase("false");
    }
}
