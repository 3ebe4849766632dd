package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.List;
import java.util.Map;

/**
 * Something that is a change each time it is asked for, such as a restart, or that {@link Decide}
 * found to be needed; check mode only says so.
 *
 * @param diffs what a diff shows, when the mode asks for it
 * @param read makes values of what the script printed
 * @param counts {@code CHANGED}; {@code OK} for upkeep that is no change of state, such as the
 *     refreshing of a cache
 * @param facts facts of the host that are other ones after it, without {@code ansible_}
 */
public record Act(
        Sh script,
        Map<String, Object> says,
        List<Outcome.TextDiff> diffs,
        Reader read,
        Outcome.Status counts,
        Map<String, Object> facts)
        implements Change {

    /** Reads what a script printed. */
    public interface Reader {

        /**
         * More values for {@code register}; {@code changed: false} when nothing was changed after
         * all.
         *
         * @throws IllegalArgumentException with what is wrong when the host did not come to the
         *     wanted state
         */
        Map<String, Object> values(String out);
    }

    public Act(Sh script, Map<String, Object> says) {
        this(script, says, List.of(), out -> Map.of(), Outcome.Status.CHANGED, Map.of());
    }

    public Act(Sh script, Map<String, Object> says, Outcome.TextDiff diff) {
        this(script, says, List.of(diff), out -> Map.of(), Outcome.Status.CHANGED, Map.of());
    }

    /** The same, with a reader. */
    public Act reading(Reader reader) {
        return new Act(script, says, diffs, reader, counts, facts);
    }

    /** The same, as upkeep that is no change. */
    public Act asUpkeep() {
        return new Act(script, says, diffs, read, Outcome.Status.OK, facts);
    }

    /** The same, with these diffs. */
    public Act showing(List<Outcome.TextDiff> shown) {
        return new Act(script, says, shown, read, counts, facts);
    }

    /** The same, which tells facts. */
    public Act telling(Map<String, Object> told) {
        return new Act(script, says, diffs, read, counts, told);
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        Outcome changed = Outcome.of(counts, "", says).withFacts(facts);
        if (mode.diff()) {
            changed = changed.withDiffs(diffs);
        }
        if (mode.check()) {
            return changed;
        }
        Reply reply = host.run(script);
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        try {
            Map<String, Object> told = read.values(reply.out());
            boolean same = Boolean.FALSE.equals(told.get("changed"));
            return (same ? Outcome.ok(says).withFacts(facts) : changed).with(told);
        } catch (IllegalArgumentException e) {
            return Outcome.failed(e.getMessage()).with(says);
        }
    }
}
