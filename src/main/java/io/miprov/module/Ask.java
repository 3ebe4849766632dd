package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.function.Function;

/**
 * A question that changes nothing on the host and is asked in check mode too.
 *
 * @param read makes the outcome of the reply, whatever its status
 */
public record Ask(Sh script, Function<Reply, Outcome> read) implements Change {

    @Override
    public Outcome on(Host host, Mode mode) {
        return read.apply(host.run(script));
    }
}
