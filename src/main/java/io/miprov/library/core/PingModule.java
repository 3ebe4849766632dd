package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Answer;
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

    private static final String CRASH = "crash";

    /** What it takes. */
    public record Params(
            @Doc(value = "the text to answer; with `crash` it fails, for trials", orElse = "pong")
                    String data) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.data().equals(CRASH)) {
            return new Answer(
                    Outcome.failed("MODULE FAILURE\nSee stdout/stderr for the exact error")
                            .with(
                                    Map.of(
                                            "rc",
                                            1L,
                                            "module_stdout",
                                            "",
                                            "module_stderr",
                                            "Exception: boom\n")));
        }
        return new Ask(
                Sh.of("printf %s {}", params.data()),
                reply -> Outcome.ok(Map.of("ping", reply.out())));
    }
}
