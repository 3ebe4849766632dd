package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state that a host should be in, as text: {@code probe} must print {@code wanted}; if it does
 * not, {@code apply} makes it so, and the probe is asked again. One round trip. Trailing newlines
 * of the state do not count.
 *
 * @param contents prints the text that a diff shows as "before", and the text after; when empty,
 *     the diff shows the state itself
 * @param says what {@code register} gets, whatever happens
 */
public record Ensure(
        Sh probe, String wanted, Sh apply, Optional<Contents> contents, Map<String, Object> says)
        implements Change {
    private static final char SEPARATOR = '\036';

    /** A text on the host that a diff shows: how to print it, its title, and what it will be. */
    public record Contents(String title, Sh before, String after) {}

    public Ensure(Sh probe, String wanted, Sh apply, Map<String, Object> says) {
        this(probe, wanted, apply, Optional.empty(), says);
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        Sh show = mode.diff() && contents.isPresent() ? contents.get().before() : Sh.NOTHING;
        Sh script =
                Sh.of(
                        "ensure {} {} {} {} {}",
                        mode.check() ? "check" : "apply",
                        probe,
                        shown(wanted.stripTrailing()),
                        apply,
                        show);
        return read(host.run(script), mode);
    }

    /** A state that stands for the text of a file is shown in a diff only. */
    private Sh shown(String state) {
        return contents.map(c -> new Sh(state, "<what " + c.title() + " holds>"))
                .orElse(new Sh(state, state));
    }

    private Outcome read(Reply reply, Mode mode) {
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        int eol = reply.out().indexOf('\n');
        if (reply.out().substring(0, eol).equals("ok")) {
            return Outcome.ok(says);
        }
        String rest = reply.out().substring(eol + 1);
        int cut = rest.indexOf(SEPARATOR);
        String before = rest.substring(0, cut);
        Outcome changed = Outcome.changed(says);
        if (!mode.diff()) {
            return changed;
        }
        return changed.withDiffs(
                List.of(
                        contents.map(
                                        c ->
                                                new Outcome.TextDiff(
                                                        c.title(),
                                                        rest.substring(cut + 1),
                                                        c.after()))
                                .orElseGet(
                                        () ->
                                                new Outcome.TextDiff(
                                                        "state", before + "\n", wanted + "\n"))));
    }
}
