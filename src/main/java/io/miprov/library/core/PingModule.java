package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.Map;

@Doc(
        """
        Answers when the host can be reached and a shell runs there.

        - ping:
        """)
public final class PingModule implements Module<PingModule.Params> {

    /** What it takes. */
    public record Params(@Doc(value = "the text to answer", orElse = "pong") String data) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        return new Ask(
                Sh.of("printf %s {}", params.data()),
                reply -> Outcome.ok(Map.of("ping", reply.out())));
    }
}
