package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.Map;

/**
 * Something that is a change each time it is asked for, such as a restart; check mode only says so.
 */
public record Act(Sh script, Map<String, Object> says) implements Change {

    @Override
    public Outcome on(Host host, Mode mode) {
        if (mode.check()) {
            return Outcome.changed(says);
        }
        Reply reply = host.run(script);
        return reply.ok() ? Outcome.changed(says) : Failures.of(reply).with(says);
    }
}
