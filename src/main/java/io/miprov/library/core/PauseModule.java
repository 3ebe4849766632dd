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
        value =
                """
                Waits for a while.

                - pause:
                    seconds: 10
                """,
        without = {"prompt", "echo"})
public final class PauseModule implements Module<PauseModule.Params> {
    private static final int MINUTE = 60;

    /** What it takes. */
    public record Params(
            @Doc(value = "how many minutes", orElse = "0") double minutes,
            @Doc(value = "how many seconds", orElse = "0") double seconds) {}

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
        long seconds = Math.max(0, Math.round(params.minutes() * MINUTE + params.seconds()));
        return new Ask(
                        Sh.of("sleep {}", seconds),
                        reply ->
                                Outcome.ok(
                                        Map.of(
                                                "delta",
                                                seconds,
                                                "stdout",
                                                "Paused for " + seconds + " seconds")))
                .notInCheckMode();
    }
}
