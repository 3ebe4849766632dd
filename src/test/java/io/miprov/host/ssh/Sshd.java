package io.miprov.host.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.diag.Secret;
import io.miprov.host.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A private OpenSSH server on a free port of this machine, which lets in who has its key. */
final class Sshd implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private final Path folder;
    private final int port;
    private Process process;

    private Sshd(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one with these further lines of configuration. */
    static Sshd start(Path folder, String... lines) throws Exception {
        assumeTrue(
                Files.isExecutable(PROGRAM),
                "there is no OpenSSH server here: apt-get install openssh-server");
        Files.createDirectories(folder);
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Sshd sshd = new Sshd(folder, port);
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            keygen(folder.resolve("host_" + type), "-t", type, "-N", "");
        }
        keygen(folder.resolve("user"), "-t", "ed25519", "-N", "");
        sshd.authorize(folder.resolve("user.pub"));
        sshd.configure(lines);
        sshd.begin();
        return sshd;
    }

    static void keygen(Path file, String... args) throws Exception {
        List<String> words = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", file.toString()));
        words.addAll(List.of(args));
        if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
            throw new IOException("ssh-keygen failed for " + file);
        }
    }

    void authorize(Path publicKey) throws IOException {
        Path file = folder.resolve("authorized");
        String had = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, had + Files.readString(publicKey));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void configure(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.addAll(
                List.of(
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "PidFile none",
                        "HostKey " + folder.resolve("host_ed25519"),
                        "HostKey " + folder.resolve("host_ecdsa"),
                        "HostKey " + folder.resolve("host_rsa"),
                        "AuthorizedKeysFile " + folder.resolve("authorized"),
                        "StrictModes no",
                        "UsePAM no",
                        "PermitRootLogin yes",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        "LogLevel VERBOSE"));
        Files.write(folder.resolve("config"), all);
    }

    void begin() throws Exception {
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-D",
                                "-e",
                                "-f",
                                folder.resolve("config").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!listens()) {
            if (System.nanoTime() > limit || !process.isAlive()) {
                throw new IOException("sshd did not start: " + Files.readString(log()));
            }
            Thread.sleep(10);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == 'S';
        } catch (IOException e) {
            return false;
        }
    }

    Path log() {
        return folder.resolve("log");
    }

    int port() {
        return port;
    }

    Path key() {
        return folder.resolve("user");
    }

    Path hostKey(String type) {
        return folder.resolve("host_" + type + ".pub");
    }

    /** A target that knows all that is needed. */
    Target target() {
        return target(Target.HostKeys.OFF, List.of(key()), List.of());
    }

    Target target(Target.HostKeys hostKeys, List<Path> keys, List<String> args) {
        return target(hostKeys, keys, args, Optional.empty(), "/bin/sh");
    }

    Target target(
            Target.HostKeys hostKeys,
            List<Path> keys,
            List<String> args,
            Optional<Secret> password,
            String shell) {
        return new Target(
                "box",
                "ssh",
                "127.0.0.1",
                Optional.of(port),
                Optional.of(System.getProperty("user.name")),
                password,
                keys,
                hostKeys,
                args,
                Duration.ofSeconds(10),
                0,
                shell);
    }

    /** Stops it and starts it again, so that it reads its keys anew. */
    void restart() throws Exception {
        close();
        process.waitFor();
        begin();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
