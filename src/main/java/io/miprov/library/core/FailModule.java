package io.miprov.library.core;

import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;

@Doc(
        """
        Fails, with a message.

        - fail:
            msg: This needs at least two nodes.
        """)
public final class FailModule implements Module<FailModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "why", orElse = "Failed as requested from task") String msg) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        return new Answer(Outcome.failed(params.msg()));
    }
}
