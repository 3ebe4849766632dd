package io.miprov.host.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Host;
import io.miprov.host.HostContract;
import io.miprov.host.Programs;
import io.miprov.host.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** A real sshd keeps what {@link HostContract} promises. */
final class SshHostTest {
    @TempDir static Path folder;
    private static Sshd sshd;

    @BeforeAll
    static void start() throws Exception {
        sshd = Sshd.start(folder.resolve("sshd"));
    }

    @AfterAll
    static void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    abstract static class With extends HostContract {
        private final String shell;
        private final SshConnections connections =
                new SshConnections(Passphrases.NOBODY, folder, Optional.empty());
        private Host host;

        With(String shell) {
            this.shell = shell;
        }

        @BeforeEach
        void open() {
            assumeTrue(Programs.there(shell.split(" ", 2)[0]), () -> "no " + shell + " here");
            host =
                    connections.open(
                            sshd.target(
                                    Target.HostKeys.OFF,
                                    List.of(sshd.key()),
                                    List.of(),
                                    Optional.empty(),
                                    shell));
        }

        @Override
        protected Host host() {
            return host;
        }

        @Override
        protected void closeEverything() {
            connections.close();
        }

        @AfterEach
        void close() {
            connections.close();
        }
    }

    @Nested
    final class Dash extends With {
        Dash() {
            super("dash");
        }
    }

    @Nested
    final class Bash extends With {
        Bash() {
            super("bash");
        }
    }

    @Nested
    final class Busybox extends With {
        Busybox() {
            super("busybox sh");
        }
    }
}
