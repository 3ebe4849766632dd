package io.miprov.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether facts are kept from run to run.
 *
 * @param folder of the files that hold them, one a host; empty: they are not kept
 * @param prefix of the files' names
 * @param timeout after which they are not believed; zero: never
 * @param flush whether to forget what was kept of the hosts of this run
 * @param smart whether plays gather facts only of hosts that none are known of
 */
public record Caching(
        Optional<Path> folder, String prefix, Duration timeout, boolean flush, boolean smart) {
    public static final Caching NONE =
            new Caching(Optional.empty(), "", Duration.ZERO, false, false);
}
