package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.Await;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Waits until the host can be reached and runs a command, over a new connection.

        - wait_for_connection:
            delay: 5
            timeout: 300
        """)
public final class WaitForConnectionModule implements Module<WaitForConnectionModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "for how many seconds one try may take", orElse = "5") int connectTimeout,
            @Doc(value = "how many seconds to wait before the first try", orElse = "0") int delay,
            @Doc(value = "how many seconds between two tries", orElse = "1") int sleep,
            @Doc(value = "for how many seconds to try", orElse = "600") int timeout) {}

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
        return new Await(
                Optional.empty(),
                Duration.ofSeconds(Math.max(0, params.delay())),
                Sh.NOTHING,
                Duration.ofSeconds(params.connectTimeout()),
                Duration.ofSeconds(params.sleep()),
                Duration.ofSeconds(params.timeout()),
                Map.of());
    }
}
