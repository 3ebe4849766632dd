package io.miprov.host;

import io.miprov.diag.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a host is and how to get in. What is empty comes from {@code ~/.ssh/config} and the usual
 * defaults of {@code ssh}.
 *
 * @param name the name in the inventory, for messages
 * @param connection {@code ssh} or {@code local}
 * @param address name or address to connect to
 * @param keys private key files, tried in order before the agent's and the default ones
 * @param hostKeys what to do with an unknown host key
 * @param sshArgs options as given to {@code ssh} ({@code -o ProxyJump=…}); others than we know are
 *     refused by name
 * @param connectTimeout for the TCP connection and for the log-in, each
 * @param retries how often to try again when the host can not be reached
 * @param shell the POSIX shell to run, {@code /bin/sh}
 */
public record Target(
        String name,
        String connection,
        String address,
        Optional<Integer> port,
        Optional<String> user,
        Optional<Secret> password,
        List<Path> keys,
        HostKeys hostKeys,
        List<String> sshArgs,
        Duration connectTimeout,
        int retries,
        String shell) {

    /** Ansible's {@code host_key_checking} and OpenSSH's {@code StrictHostKeyChecking}. */
    public enum HostKeys {
        /** Unknown keys are refused. */
        STRICT,
        /** Unknown keys are accepted and written down; changed ones are refused. */
        ACCEPT_NEW,
        /** Nothing is checked. */
        OFF
    }
}
