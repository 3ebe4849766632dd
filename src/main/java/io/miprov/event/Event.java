package io.miprov.event;

import io.miprov.diag.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened during a run. Every text in it has passed the mask: no event carries a
 * secret. The JSON form of these is a promise to their readers.
 */
public sealed interface Event {

    /** The input has been read and found good; the first host is about to be touched. */
    record RunStarted(
            String id, String playbook, int plays, boolean check, Instant at, List<String> hosts)
            implements Event {}

    record PlayStarted(String play, List<String> hosts) implements Event {}

    /** One batch of a play with {@code serial}; numbers count from one. */
    record BatchStarted(int number, int of, List<String> hosts) implements Event {}

    /**
     * A task begins.
     *
     * @param task its name, with the role before it: {@code nginx : write the site}
     * @param place {@code file:line:column}
     * @param handler whether it runs because it was notified
     */
    record TaskStarted(String task, String module, String place, boolean handler)
            implements Event {}

    /** A host begins a task (or an item of its loop). */
    record HostBusy(String host, String task) implements Event {}

    /** A line that a command on a host just printed. */
    record HostLine(String host, String task, String line) implements Event {}

    /** How far a transfer to a host is, in bytes; total is -1 when not known. */
    record HostProgress(String host, String task, long done, long total) implements Event {}

    /** A script is about to be sent, with stars for its secrets; only with {@code -v}. */
    record ScriptSent(String host, String script) implements Event {}

    /**
     * One item of a loop is done on a host.
     *
     * @param delegate the host that did it instead; empty when it did it itself
     */
    record ItemFinished(String host, String task, String item, String delegate, Result result)
            implements Event {}

    /**
     * A task is done on a host.
     *
     * @param delegate the host that did it instead; empty when it did it itself
     */
    record TaskFinished(String host, String task, String place, String delegate, Result result)
            implements Event {}

    /**
     * A {@code meta} task steered the play, or did not, since its condition does not hold.
     *
     * @param place {@code file:line:column}
     * @param handler whether it ran because it was notified
     * @param says what was done or not done
     * @param values what Ansible's result of it would hold
     */
    record Steered(
            String host,
            String task,
            String place,
            boolean handler,
            boolean skipped,
            String says,
            Map<String, Object> values)
            implements Event {}

    /**
     * Tasks or a role came in while the run goes on.
     *
     * @param what the path of the file, or the name of the role
     * @param item of the loop that includes it; may be empty
     */
    record Included(String what, List<String> hosts, String item) implements Event {}

    /** Failures end a play for hosts that did not fail. */
    record NoHostsLeft() implements Event {}

    /** A failed task is about to be tried again. */
    record TaskRetried(String host, String task, int attempt, int of, String message)
            implements Event {}

    /** A failure that {@code rescue} or {@code ignore_errors} took care of, or that nobody did. */
    record Told(Diagnostic diagnostic, Optional<String> host) implements Event {}

    /** A host could not be reached, or is gone. */
    record HostUnreachable(String host, String reason, boolean stateUnknown) implements Event {}

    /**
     * A step of a roll over a cluster's members ({@code rolling} on a play).
     *
     * @param batch counts from one; zero for what is done once for the play
     * @param hosts whom it is about
     * @param says what was found or done, in a sentence; may be empty
     * @param values what the step knows: connections, versions, who is drained where
     */
    record RollStep(
            String play,
            int batch,
            Step step,
            Phase phase,
            List<String> hosts,
            String says,
            Map<String, Object> values)
            implements Event {}

    /**
     * A task that notifies is about to begin on these hosts. Should nobody ever hear how it ended
     * on one of them, that host is owed the handlers.
     *
     * @param task as in {@link TaskFinished}
     */
    record MayNotify(
            String play, String task, String place, List<String> hosts, List<String> handlers)
            implements Event {}

    /** A host waits for a handler. */
    record Notified(String host, String handler, String play) implements Event {}

    /** A host waits for a handler no longer: it ran there, or there is no such handler any more. */
    record HandlerDone(String host, String handler, String play) implements Event {}

    /**
     * Hosts were notified in an earlier run that did not come to the handler; now they are again.
     *
     * @param since the id of that run
     */
    record HandlerOwed(String handler, String play, List<String> hosts, String since)
            implements Event {}

    record RunFinished(Map<String, Recap> recap, Duration took) implements Event {}

    /** What a roll goes through: the first and the last once, the others for each batch. */
    enum Step {
        /** Nobody else rolls this cluster meanwhile. */
        LOCK,
        /** Who is drained already, and would anything change. */
        LOOK,
        /** What there is now is kept, so that it can be put back. */
        POINT,
        /** The balancers send nothing any more, and nothing is under way. */
        DRAIN,
        /** The play's own tasks. */
        WORK,
        /** Healthy, and for a while. */
        HEALTH,
        /** Back in the balancers. */
        ADMIT,
        /** Its health held while it had traffic. */
        SOAK,
        /** A check of the user's own. */
        CANARY,
        /** Somebody is asked whether to go on. */
        CONFIRM,
        /** A wait between two batches. */
        PAUSE,
        /** What there was is put back. */
        ROLLBACK
    }

    /** Where a step is. */
    enum Phase {
        BEGUN,
        DONE,
        SKIPPED,
        FAILED
    }

    /** How a task ended on a host. */
    enum Status {
        OK,
        CHANGED,
        SKIPPED,
        FAILED,
        UNREACHABLE,
        /** Failed, and {@code ignore_errors} says that this is fine. */
        IGNORED,
        /** Failed, and a {@code rescue} is coming. */
        RESCUED
    }

    /**
     * What came of a task or an item.
     *
     * @param message what went wrong, or what a {@code debug} says; may be empty
     * @param values what {@code register} would hold
     * @param diffs texts before and after, when asked for
     */
    record Result(
            Status status,
            String message,
            Map<String, Object> values,
            List<Diff> diffs,
            Duration took) {}

    /** A text before and after, and what it is. */
    record Diff(String title, String before, String after) {}

    /** One host's line of the end. */
    record Recap(
            int ok,
            int changed,
            int unreachable,
            int failed,
            int skipped,
            int rescued,
            int ignored) {}
}
