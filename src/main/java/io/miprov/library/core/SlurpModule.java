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
        Reads a file of the host; `register` gets its content in base64.

        - slurp:
            src: /etc/machine-id
        """)
public final class SlurpModule implements Module<SlurpModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the path on the host", aliases = "path", path = true) String src) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        return new Ask(
                Scripts.resource("slurp.sh").then(Sh.of("slurp {}", params.src())),
                reply ->
                        reply.ok()
                                ? Outcome.ok(
                                        Map.of(
                                                "content", reply.out().replace("\n", ""),
                                                "encoding", "base64",
                                                "source", params.src()))
                                : Outcome.failed(reply.err().strip()));
    }
}
