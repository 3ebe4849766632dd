package io.miprov.engine;

import io.miprov.diag.Secret;
import io.miprov.host.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to get into hosts and whom to be there, where neither play nor inventory says so.
 *
 * @param connection {@code ssh} or {@code local}
 * @param become whether to become another user at all
 * @param becomePassword asked with {@code -K}
 */
public record Login(
        String connection,
        Optional<String> user,
        List<Path> keys,
        Optional<Secret> password,
        Target.HostKeys hostKeys,
        List<String> sshArgs,
        Duration connectTimeout,
        int retries,
        boolean become,
        String becomeUser,
        String becomeMethod,
        Optional<Secret> becomePassword) {

    /** What {@code ssh} and {@code sudo} do without a word. */
    public static final Login DEFAULT =
            new Login(
                    "ssh",
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Target.HostKeys.STRICT,
                    List.of(),
                    Duration.ofSeconds(10),
                    0,
                    false,
                    "root",
                    "sudo",
                    Optional.empty());
}
