package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question that changes nothing on the host.
 *
 * @param read makes the outcome of the reply, whatever its status
 * @param inCheckMode what is told in check mode instead of asking; empty: it is asked
 */
public record Ask(Sh script, Function<Reply, Outcome> read, Optional<Outcome> inCheckMode)
        implements Change {

    /** A question that is asked in check mode too. */
    public Ask(Sh script, Function<Reply, Outcome> read) {
        this(script, read, Optional.empty());
    }

    /** The same question, which check mode skips, as it hangs on what the run would have done. */
    public Ask notInCheckMode() {
        return new Ask(script, read, Optional.of(Outcome.skipped("not asked in check mode")));
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        if (mode.check() && inCheckMode.isPresent()) {
            return inCheckMode.get();
        }
        return read.apply(host.run(script));
    }
}
