package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A change that hangs on what the host answers first. The question changes nothing and is asked in
 * check mode too.
 *
 * @param next makes the change of the answer, whose status is 0; {@link IllegalArgumentException}
 *     with what is wrong when there is none
 */
public record Decide(Sh question, Next next, Map<String, Object> says) implements Change {

    /** Makes the change that fits an answer. */
    public interface Next {
        Change after(String answer);
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        Reply reply = host.run(question);
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        Change change;
        try {
            change = next.after(reply.out());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return mode.check() && e instanceof NotYet missing
                    ? missing.foreseen().with(says)
                    : Outcome.failed(e.getMessage()).with(says);
        }
        return change.on(host, mode);
    }
}
