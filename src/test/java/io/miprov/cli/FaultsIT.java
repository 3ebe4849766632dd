package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong on hosts and on the way to them ends in a message that says what, where and what
 * next, and leaves the host as it was.
 */
@Timeout(60)
final class FaultsIT {
    private static final Path ZIP = Path.of("target/lab/wso2mi-4.4.0.zip").toAbsolutePath();

    @TempDir private static Path folder;
    private static LabHost host;
    private static LabHost asking;

    /** What a run said, and how it ended. */
    private record Said(int status, String text) {
        Said has(String... parts) {
            Arrays.stream(parts)
                    .forEach(
                            part ->
                                    assertTrue(
                                            text.contains(part),
                                            () -> part + " is not in:\n" + text));
            return this;
        }

        Said ends(int wanted) {
            assertEquals(wanted, status, text);
            assertTrue(!text.contains("\tat ") && !text.contains("has a bug"), text);
            return this;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("vm");
        asking = LabHost.startWithSudoPassword("asking");
    }

    @AfterAll
    static void stop() {
        host.close();
        asking.close();
    }

    @Test
    void aKeyThatIsNotLetIn() throws Exception {
        Path other = folder.resolve("other");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other.toString());
        apply("- ping:", "-e", "ansible_ssh_private_key_file=" + other)
                .ends(3)
                .has("vm", "127.0.0.1:" + host.port(), "ops", other.toString());
    }

    @Test
    void aKeyFileThatIsNotThere() throws Exception {
        apply("- ping:", "-e", "ansible_ssh_private_key_file=/none/key").ends(3).has("/none/key");
    }

    @Test
    void aWrongPasswordForSudo() throws Exception {
        applyOn(asking, "- ping:", "-b", "-e", "ansible_become_password=wrong")
                .ends(3)
                .has("sudo", "asking");
    }

    @Test
    void aMissingPasswordForSudo() throws Exception {
        applyOn(asking, "- ping:", "-b").ends(3).has("password", "-K");
    }

    @Test
    void theRightPasswordForSudoIsNeverShown() throws Exception {
        Said said =
                applyOn(
                        asking,
                        "- command: id -un",
                        "-b",
                        "-vv",
                        "-e",
                        "ansible_become_password=ops");
        said.ends(0).has("root");
    }

    @Test
    void aPortWhereNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        apply("- ping:", "-e", "ansible_port=" + port).ends(3).has("refused", "127.0.0.1:" + port);
    }

    @Test
    void aHostThatTakesTheConnectionAndIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            long start = System.nanoTime();
            apply("- ping:", "-T", "2", "-e", "ansible_port=" + silent.getLocalPort())
                    .ends(3)
                    .has("vm");
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30));
        }
    }

    @Test
    void aHostKeyThatIsAnotherOne() throws Exception {
        Path known = folder.resolve("known");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("fake").toString());
        String[] key = Files.readString(folder.resolve("fake.pub")).split(" ");
        Files.writeString(known, "[127.0.0.1]:" + host.port() + " " + key[0] + " " + key[1] + "\n");
        apply("- ping:", "-e", "{ansible_ssh_common_args: '-o UserKnownHostsFile=" + known + "'}")
                .ends(3)
                .has("CHANGED", known + ":1", "ssh-keygen", "-R");
    }

    @Test
    void aFullDisk() throws Exception {
        host.root(
                "mkdir -p /mnt/small && mount -t tmpfs -o size=2m none /mnt/small && echo old >/mnt/small/file");
        Path big = folder.resolve("big");
        Files.write(big, new byte[8 << 20]);
        apply("- copy: {src: " + big + ", dest: /mnt/small/file}", "-b").ends(1).has("/mnt/small");
        assertEquals("old", host.root("cat /mnt/small/file"));
        assertEquals("file", host.root("ls -A /mnt/small"));
    }

    @Test
    void aDiskThatHasNoRoomForTheDistribution() throws Exception {
        host.root("mkdir -p /mnt/tiny && mount -t tmpfs -o size=1m none /mnt/tiny");
        apply("- mi_release: {src: " + ZIP + ", base: /mnt/tiny}", "-b").ends(1).has("/mnt/tiny");
        assertEquals("", host.root("find /mnt/tiny -type f"));
    }

    @Test
    void aBrokenZip() throws Exception {
        Path broken = folder.resolve("wso2mi-4.4.0.zip");
        byte[] half = Arrays.copyOf(Files.readAllBytes(ZIP), 100_000);
        Files.write(broken, half);
        apply("- mi_release: {src: " + broken + ", base: /opt/broken}", "-b")
                .has(broken.toString());
        assertEquals("", host.root("find /opt/broken -type f 2>/dev/null || true"));
    }

    @Test
    void aJavaThatThisVersionRefuses() throws Exception {
        host.root(
                "mkdir -p /opt/jdk8/bin && printf 'JAVA_VERSION=\"1.8.0_402\"\\n' >/opt/jdk8/release"
                        + " && printf '#!/bin/sh\\necho openjdk version \\\\\"1.8.0_402\\\\\" >&2\\n' >/opt/jdk8/bin/java && chmod +x /opt/jdk8/bin/java");
        apply("- mi_release: {src: " + ZIP + ", base: /opt/old-java, java_home: /opt/jdk8}", "-b")
                .ends(1)
                .has("4.4.0", "11", "21");
        assertEquals("", host.root("find /opt/old-java -type f 2>/dev/null || true"));
    }

    @Test
    void aDeploymentTomlThatIsBroken() throws Exception {
        String broken = "[server]\nhostname = \"a\noffset = 1\n";
        host.root(
                "mkdir -p /opt/toml/conf && printf '"
                        + broken.replace("\n", "\\n")
                        + "' >/opt/toml/conf/deployment.toml");
        apply("- deployment_toml: {home: /opt/toml, set: {server.offset: 10}}", "-b")
                .ends(1)
                .has("/opt/toml/conf/deployment.toml:2");
        assertEquals(broken.strip(), host.root("cat /opt/toml/conf/deployment.toml"));
    }

    @Test
    void aCommandThatHangsEndsWithItsTime() throws Exception {
        apply("- command: sleep 987\n  timeout: 1").ends(1).has("expected time frame (1)");
        waitFor("pgrep -cf 'sleep 98[7]' || true", "0");
    }

    @Test
    void controlCEndsItWithinTwoSecondsAndLeavesNothing() throws Exception {
        Process run = start(host, "- command: sleep 654", "-b");
        waitFor("pgrep -cf 'sleep 65[4]' || true", "[1-9].*");
        long start = System.nanoTime();
        run("kill", "-INT", String.valueOf(run.pid()));
        assertTrue(run.waitFor(10, TimeUnit.SECONDS));
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String said = new String(run.getInputStream().readAllBytes(), UTF_8);
        assertEquals(130, run.exitValue(), said);
        assertTrue(took < 2000, took + " ms\n" + said);
        new Said(1, said).has("vm");
        waitFor("pgrep -cf 'sleep 65[4]' || true", "0");
    }

    @Test
    void controlCDuringAnUploadLeavesNoHalfFile() throws Exception {
        Path big = folder.resolve("endless");
        Files.write(big, new byte[300 << 20]);
        Process run = start(host, "- copy: {src: " + big + ", dest: /srv/endless}", "-b");
        waitFor("find /srv -name '*endless*' | wc -l", "[1-9].*");
        run("kill", "-INT", String.valueOf(run.pid()));
        assertTrue(run.waitFor(10, TimeUnit.SECONDS));
        waitFor("find /srv -name '*endless*' | wc -l", "0");
    }

    /** Waits on the host until the script prints what the pattern says. */
    private static void waitFor(String script, String pattern) throws Exception {
        host.root(
                "for i in $(seq 200); do said=$("
                        + script
                        + "); echo \"$said\" | grep -Eqx '"
                        + pattern
                        + "' && exit 0; sleep 0.1; done; echo \"still $said\"; exit 1");
    }

    private static Said apply(String tasks, String... options) throws IOException {
        return applyOn(host, tasks, options);
    }

    private static Said applyOn(LabHost on, String tasks, String... options) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int status = Main.run(out, out, words(on, tasks, options).toArray(String[]::new));
        return new Said(status, text.toString());
    }

    private static Process start(LabHost on, String tasks, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("./miprov"));
        words.addAll(words(on, tasks, options));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private static List<String> words(LabHost on, String tasks, String... options)
            throws IOException {
        Path inventory = LabHost.overlay(folder, on);
        Path playbook = Files.createTempFile(folder, "faults", ".yml");
        Files.writeString(
                playbook,
                "- hosts: " + on.name() + "\n  gather_facts: false\n  tasks:\n" + tasks.indent(4));
        List<String> words =
                new ArrayList<>(List.of("apply", playbook.toString(), "-i", inventory.toString()));
        words.addAll(List.of(options));
        return words;
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
