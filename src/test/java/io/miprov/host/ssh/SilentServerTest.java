package io.miprov.host.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.HostRefused;
import io.miprov.host.Sh;
import io.miprov.host.Target;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody takes the connection and then falls silent, at each step of the way in. */
@Timeout(30)
final class SilentServerTest {
    private static final Duration PATIENCE = Duration.ofMillis(700);

    @TempDir Path folder;

    @Test
    void nothingIsSaidAtAll() throws Exception {
        try (Silent silent = new Silent("")) {
            String message = refusal(target(silent.port(), 0, List.of()));
            assertSays(message, "127.0.0.1:" + silent.port(), "0.7 s", "ansible_port");
        }
    }

    @Test
    void nothingFollowsTheFirstLine() throws Exception {
        try (Silent silent = new Silent("SSH-2.0-Tarpit\r\n")) {
            String message = refusal(target(silent.port(), 0, List.of()));
            assertSays(message, "127.0.0.1:" + silent.port(), "Tarpit", "0.7 s");
        }
    }

    @Test
    void endlessLinesBeforeTheFirstAreNoAnswer() throws Exception {
        try (Silent silent = new Silent("patience\r\n".repeat(50))) {
            assertSays(refusal(target(silent.port(), 0, List.of())), "0.7 s");
        }
    }

    @Test
    void silenceIsNotTriedAgain() throws Exception {
        try (Silent silent = new Silent("")) {
            refusal(target(silent.port(), 3, List.of()));
            assertEquals(1, silent.taken());
        }
    }

    @Test
    void aSilentHostBehindAnotherIsNoDifferent() throws Exception {
        try (Sshd sshd = Sshd.start(folder.resolve("sshd"));
                Silent silent = new Silent("")) {
            Path config = folder.resolve("config");
            java.nio.file.Files.writeString(
                    config,
                    "IdentityFile "
                            + sshd.key()
                            + "\nUser "
                            + System.getProperty("user.name")
                            + "\n");
            List<String> args = List.of("-F", config.toString(), "-J", "127.0.0.1:" + sshd.port());
            Target far = target(silent.port(), 0, args);
            try (SshConnections connections = connections()) {
                connections.open(sshd.target()).run(Sh.NOTHING);
                assertSays(refusal(connections, far), "127.0.0.1:" + silent.port(), "0.7 s");
                assertEquals(
                        "hello\n", connections.open(sshd.target()).run(Sh.of("echo hello")).out());
            }
        }
    }

    @Test
    void aSilentHostInBetweenIsNamed() throws Exception {
        try (Silent silent = new Silent("")) {
            Target far = target(1, 0, List.of("-J", "127.0.0.1:" + silent.port()));
            assertSays(refusal(far), "127.0.0.1:" + silent.port(), "0.7 s");
        }
    }

    private String refusal(Target target) {
        try (SshConnections connections = connections()) {
            return refusal(connections, target);
        }
    }

    private static String refusal(SshConnections connections, Target target) {
        long start = System.nanoTime();
        HostRefused e =
                assertThrows(HostRefused.class, () -> connections.open(target).run(Sh.NOTHING));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(PATIENCE.plusSeconds(3)) < 0, took.toString());
        return e.getMessage();
    }

    private SshConnections connections() {
        return new SshConnections(Passphrases.NOBODY, folder, Optional.empty());
    }

    private static Target target(int port, int retries, List<String> args) {
        return new Target(
                "box",
                "ssh",
                "127.0.0.1",
                Optional.of(port),
                Optional.of("ops"),
                Optional.empty(),
                List.of(),
                Target.HostKeys.OFF,
                args,
                PATIENCE,
                retries,
                "/bin/sh");
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    /** Takes connections, says its only words, and no more. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0);

        /** Kept, since a socket that nobody holds is closed when memory is cleaned. */
        private final List<Socket> taken = new CopyOnWriteArrayList<>();

        Silent(String words) throws IOException {
            Thread thread = new Thread(() -> serve(words));
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(String words) {
            try {
                while (true) {
                    Socket socket = door.accept();
                    taken.add(socket);
                    socket.getOutputStream().write(words.getBytes(US_ASCII));
                }
            } catch (IOException e) {
                // the door was closed
            }
        }

        int port() {
            return door.getLocalPort();
        }

        int taken() {
            return taken.size();
        }

        @Override
        public void close() throws IOException {
            door.close();
            for (Socket socket : taken) {
                socket.close();
            }
        }
    }
}
