package io.miprov.host.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.diag.Secret;
import io.miprov.host.Become;
import io.miprov.host.Host;
import io.miprov.host.HostLost;
import io.miprov.host.HostRefused;
import io.miprov.host.Payload;
import io.miprov.host.Sh;
import io.miprov.host.Target;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Getting in, being kept out, and losing the other side, against a real sshd. */
@Timeout(60)
final class SshConnectionsTest {
    @TempDir static Path shared;
    private static Sshd sshd;

    @TempDir Path home;
    private SshConnections connections;

    @BeforeAll
    static void start() throws Exception {
        sshd = Sshd.start(shared.resolve("sshd"));
    }

    @AfterAll
    static void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        connections = new SshConnections(Passphrases.NOBODY, home, Optional.empty());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private String hello(Target target) {
        return connections.open(target).run(Sh.of("echo hello")).out();
    }

    private String refusal(Target target) {
        return assertThrows(HostRefused.class, () -> hello(target)).getMessage();
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private Path knownHosts() {
        return home.resolve(".ssh/known_hosts");
    }

    private String name() {
        return "[127.0.0.1]:" + sshd.port();
    }

    private Target strict() {
        return sshd.target(Target.HostKeys.STRICT, List.of(sshd.key()), List.of());
    }

    private static String keyOf(String type) throws IOException {
        String[] words = Files.readString(sshd.hostKey(type)).split(" ");
        return words[0] + " " + words[1];
    }

    // --- keys ---

    @ParameterizedTest
    @CsvSource({
        "ed25519,",
        "ecdsa,",
        "ecdsa,-b 384",
        "ecdsa,-b 521",
        "rsa,",
        "rsa,-m PEM",
        "ecdsa,-m PEM",
        "rsa,-m PKCS8"
    })
    void keysOfAllKindsOpenTheDoor(String type, String more) throws Exception {
        Path key = key("key", "", type, more);
        assertEquals("hello\n", hello(sshd.target(Target.HostKeys.OFF, List.of(key), List.of())));
    }

    private Path key(String name, String passphrase, String type, String more) throws Exception {
        Path key = home.resolve(name);
        java.util.List<String> args =
                new java.util.ArrayList<>(List.of("-t", type, "-N", passphrase));
        args.addAll(more == null || more.isEmpty() ? List.of() : List.of(more.split(" ")));
        Sshd.keygen(key, args.toArray(new String[0]));
        sshd.authorize(home.resolve(name + ".pub"));
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aPassphraseIsAskedForOnceARun(String type) throws Exception {
        Path key = key("locked", "open sesame", type, "");
        java.util.List<String> questions = new java.util.ArrayList<>();
        try (SshConnections asking =
                new SshConnections(
                        question -> {
                            questions.add(question);
                            return Optional.of(new Secret("open sesame"));
                        },
                        home,
                        Optional.empty())) {
            Target target = sshd.target(Target.HostKeys.OFF, List.of(key), List.of());
            assertTrue(asking.open(target).run(Sh.NOTHING).ok());
            Target other =
                    sshd.target(
                            Target.HostKeys.OFF,
                            List.of(key),
                            List.of("-o", "ServerAliveInterval=7"));
            assertTrue(asking.open(other).run(Sh.NOTHING).ok());
        }
        assertEquals(List.of("passphrase of " + key), questions);
    }

    @Test
    void aKeyWithAPassphraseThatNobodyKnowsIsNamed() throws Exception {
        Path key = key("locked", "open sesame", "ed25519", "");
        String message = refusal(sshd.target(Target.HostKeys.OFF, List.of(key), List.of()));
        assertSays(
                message,
                key.toString(),
                "has a passphrase",
                "ssh-add",
                "box (127.0.0.1:" + sshd.port());
    }

    @Test
    void aWrongPassphraseIsSaid() throws Exception {
        Path key = key("locked", "open sesame", "ed25519", "");
        try (SshConnections asking =
                new SshConnections(
                        question -> Optional.of(new Secret("no")), home, Optional.empty())) {
            Target target = sshd.target(Target.HostKeys.OFF, List.of(key), List.of());
            HostRefused e = assertThrows(HostRefused.class, () -> asking.open(target));
            assertSays(e.getMessage(), "the passphrase of " + key + " is wrong");
        }
    }

    @Test
    void aKeyThatIsNotLetInIsNamedWithWhatTheHostAllows() throws Exception {
        Path key = home.resolve("stranger");
        Sshd.keygen(key, "-t", "ed25519", "-N", "");
        String message = refusal(sshd.target(Target.HostKeys.OFF, List.of(key), List.of()));
        assertSays(message, "log-in was refused", key.toString(), "publickey", "ssh -v");
    }

    @Test
    void aKeyFileThatIsNotThereIsNamed() {
        Path key = home.resolve("nowhere");
        String message = refusal(sshd.target(Target.HostKeys.OFF, List.of(key), List.of()));
        assertSays(message, key + " does not exist");
    }

    @Test
    void aFileThatIsNoKeyIsNamed() throws Exception {
        Path key = Files.writeString(home.resolve("text"), "hello\n");
        assertSays(
                refusal(sshd.target(Target.HostKeys.OFF, List.of(key), List.of())), key.toString());
    }

    @Test
    void theUsualKeyIsTried() throws Exception {
        Files.copy(sshd.key(), home.resolve(".ssh/id_ed25519"));
        assertEquals("hello\n", hello(sshd.target(Target.HostKeys.OFF, List.of(), List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void anAgentOpensTheDoor(String type) throws Exception {
        Path key = key("held", "", type, "");
        Path socket = Path.of("/tmp/miprov-agent-" + ProcessHandle.current().pid() + "-" + type);
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            while (!Files.exists(socket)) {
                Thread.sleep(5);
            }
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertEquals(0, add.start().waitFor());
            try (SshConnections held =
                    new SshConnections(Passphrases.NOBODY, home, Optional.of(socket))) {
                Target target = sshd.target(Target.HostKeys.OFF, List.of(), List.of());
                assertTrue(held.open(target).run(Sh.NOTHING).ok());
            }
        } finally {
            agent.destroy();
            agent.waitFor();
            Files.deleteIfExists(socket);
        }
    }

    // --- who the other side is ---

    @Test
    void anUnknownHostIsRefusedWithItsFingerprintAndTheNextCommand() {
        String message = refusal(strict());
        assertSays(
                message,
                "not known",
                "SHA256:",
                "ssh-keyscan -p " + sshd.port() + " 127.0.0.1 >> " + knownHosts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aHostIsKnownByAnyOneOfItsKeys(String type) throws Exception {
        Files.writeString(knownHosts(), "# mine\n\n" + name() + " " + keyOf(type) + " comment\n");
        assertEquals("hello\n", hello(strict()));
    }

    @Test
    void hashedNamesAndWildcardsAreKnown() throws Exception {
        Files.writeString(knownHosts(), name() + " " + keyOf("ed25519") + "\n");
        assertEquals(
                0,
                new ProcessBuilder("ssh-keygen", "-q", "-H", "-f", knownHosts().toString())
                        .start()
                        .waitFor());
        assertFalse(Files.readString(knownHosts()).contains("127.0.0.1"));
        assertEquals("hello\n", hello(strict()));
        connections.close();
        open();
        Files.writeString(knownHosts(), "!other,[127.0.0.*]:* " + keyOf("ed25519") + "\n");
        assertEquals("hello\n", hello(strict()));
    }

    @Test
    void aChangedKeyIsRefusedWithTheLineAndWhatToDo() throws Exception {
        Path other = home.resolve("other");
        Sshd.keygen(other, "-t", "ed25519", "-N", "");
        String key = Files.readString(home.resolve("other.pub"));
        Files.writeString(knownHosts(), "# first\n" + name() + " " + key);
        for (Target.HostKeys policy : List.of(Target.HostKeys.STRICT, Target.HostKeys.ACCEPT_NEW)) {
            String message = refusal(sshd.target(policy, List.of(sshd.key()), List.of()));
            assertSays(
                    message,
                    "HAS CHANGED",
                    knownHosts() + ":2",
                    "ssh-keygen -f " + knownHosts() + " -R '" + name() + "'");
        }
    }

    @Test
    void aRevokedKeyIsRefusedWhereverItsLineIs() throws Exception {
        String plain = name() + " " + keyOf("ed25519") + "\n";
        Files.writeString(knownHosts(), plain + "@revoked * " + keyOf("ed25519") + "\n");
        assertSays(refusal(strict()), "revoked in " + knownHosts() + ":2");
    }

    @Test
    void aNewHostIsWrittenDownWhenThatIsWished() throws Exception {
        Files.writeString(knownHosts(), "other ssh-ed25519 AAAA");
        assertEquals(
                "hello\n",
                hello(
                        sshd.target(
                                Target.HostKeys.ACCEPT_NEW,
                                List.of(sshd.key()),
                                List.of("-o", "HashKnownHosts=no"))));
        List<String> lines = Files.readAllLines(knownHosts());
        assertEquals(List.of("other ssh-ed25519 AAAA", name() + " " + keyOf("ed25519")), lines);
        connections.close();
        open();
        assertEquals("hello\n", hello(strict()));
    }

    @Test
    void anAuthorityVouchesForAHost() throws Exception {
        Path authority = home.resolve("authority");
        Sshd.keygen(authority, "-t", "ed25519", "-N", "");
        Path folder = shared.resolve("certified");
        try (Sshd certified =
                Sshd.start(folder, "HostCertificate " + folder.resolve("host_ed25519-cert.pub"))) {
            sign(authority, certified.hostKey("ed25519"));
            certified.restart();
            Files.writeString(
                    knownHosts(),
                    "@cert-authority * " + Files.readString(home.resolve("authority.pub")));
            assertEquals(
                    "hello\n",
                    hello(
                            certified.target(
                                    Target.HostKeys.STRICT, List.of(certified.key()), List.of())));
        }
    }

    private static void sign(Path authority, Path key) throws Exception {
        ProcessBuilder sign =
                new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-s",
                        authority.toString(),
                        "-I",
                        "box",
                        "-h",
                        "-n",
                        "127.0.0.1",
                        key.toString());
        assertEquals(0, sign.start().waitFor());
    }

    // --- the way ---

    @Test
    void theConfigurationOfSshIsRead() throws Exception {
        Files.writeString(knownHosts(), name() + " " + keyOf("ed25519") + "\n");
        Files.writeString(home.resolve(".ssh/more"), "Host *\n  Port " + sshd.port() + "\n");
        Files.writeString(
                home.resolve(".ssh/config"),
                "Host other\n HostName nowhere.invalid\nHost web* !web9\n  HostName=127.0.0.1\n"
                        + "  IdentityFile \""
                        + sshd.key()
                        + "\"\nInclude more\nHost *\n HostName nowhere.invalid\n");
        Target target = target("web1", List.of());
        assertEquals("hello\n", hello(target));
        assertSays(refusal(target("web9", List.of())), "nowhere.invalid", "is not known");
    }

    private static Target target(String address, List<String> args) {
        return new Target(
                "box",
                "ssh",
                address,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Target.HostKeys.STRICT,
                args,
                Duration.ofSeconds(5),
                0,
                "/bin/sh");
    }

    @Test
    void optionsOfSshAreTakenAndUnknownOnesRefusedByName() throws Exception {
        List<String> args =
                List.of(
                        "-C",
                        "-o",
                        "ControlMaster=auto",
                        "-oControlPersist=60s",
                        "-p",
                        "" + sshd.port(),
                        "-i",
                        sshd.key().toString(),
                        "-o",
                        "StrictHostKeyChecking no",
                        "-o",
                        "HostName=127.0.0.1");
        assertEquals("hello\n", hello(target("box", args)));
        assertSays(
                refusal(target("box", List.of("-o", "LocalForward=1 b:2"))), "LocalForward=1 b:2");
        assertSays(refusal(target("box", List.of("-A"))), "`-A`");
    }

    @Test
    void aJumpHostIsGoneThrough() throws Exception {
        try (Sshd far = Sshd.start(shared.resolve("far"))) {
            Files.copy(sshd.key(), home.resolve(".ssh/id_ed25519"));
            String jump = "-J" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port();
            Target target = far.target(Target.HostKeys.OFF, List.of(far.key()), List.of(jump));
            assertEquals("hello\n", hello(target));
            assertTrue(Files.readString(far.log()).contains("Accepted publickey"));
        }
    }

    @Test
    void aProxyCommandLeadsThere() throws Exception {
        try (Sshd far = Sshd.start(shared.resolve("behind"))) {
            String through =
                    "ssh -q -W %h:%p -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -p "
                            + sshd.port()
                            + " -i "
                            + sshd.key()
                            + " 127.0.0.1";
            List<String> args = List.of("-o", "ProxyCommand=" + through);
            Target target = far.target(Target.HostKeys.OFF, List.of(far.key()), args);
            assertEquals("hello\n", hello(target));
            Path config = home.resolve(".ssh/config");
            Files.writeString(config, "Host 127.0.0.1\n  ProxyCommand " + through + "\n");
            assertEquals(
                    "hello\n",
                    hello(far.target(Target.HostKeys.OFF, List.of(far.key()), List.of())));
        }
    }

    @Test
    void whyAProxyCommandEndedIsSaid() {
        List<String> args = List.of("-o", "ProxyCommand=sh -c 'echo no way to %h %% >&2; exit 3'");
        assertSays(
                refusal(sshd.target(Target.HostKeys.OFF, List.of(sshd.key()), args)),
                "no way to 127.0.0.1 %",
                "status 3");
    }

    @Test
    void theReasonWhyAHostCanNotBeReachedIsSaid() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertSays(
                refusal(target("127.0.0.1", List.of("-p", "" + free))),
                "nobody listens",
                ":" + free);
        assertSays(
                refusal(target("no.such.host.invalid", List.of())),
                "the name no.such.host.invalid is not known");
        try (ServerSocket deaf = new ServerSocket(0)) {
            List<String> args = List.of("-p", "" + deaf.getLocalPort(), "-o", "ConnectTimeout=1");
            assertSays(refusal(target("127.0.0.1", args)), "127.0.0.1:" + deaf.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fewSessionsAreEnough(int sessions) throws Exception {
        try (Sshd narrow =
                Sshd.start(shared.resolve("narrow" + sessions), "MaxSessions " + sessions)) {
            Host host = connections.open(narrow.target());
            for (int i = 0; i < 3; i++) {
                assertEquals("one\n", host.run(Sh.of("echo one")).out());
                assertEquals("5", host.send(Sh.of("wc -c"), Payload.of(new byte[5])).out().trim());
            }
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try {
                List<Future<String>> all = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    all.add(threads.submit(() -> host.run(Sh.of("sleep 0.1; echo x")).out()));
                }
                for (Future<String> each : all) {
                    assertEquals("x\n", each.get());
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    // --- losing it ---

    @Test
    void aConnectionIsShared() throws Exception {
        long before = logIns();
        Host one = connections.open(sshd.target());
        assertEquals(
                one.run(Sh.of("echo $PPID")),
                connections.open(sshd.target()).run(Sh.of("echo $PPID")));
        assertEquals(before + 1, logIns());
    }

    private static long logIns() throws IOException {
        return Files.readAllLines(sshd.log()).stream()
                .filter(line -> line.contains("Accepted publickey"))
                .count();
    }

    @Test
    void aConnectionThatIsCutIsSaidAndMadeAgain() {
        Host host = connections.open(sshd.target());
        HostLost e =
                assertThrows(
                        HostLost.class,
                        () ->
                                host.run(
                                        Sh.of(
                                                "kill -9 $(ps -o ppid= -p $(ps -o ppid= -p $PPID)); sleep 30")));
        assertSays(e.getMessage(), "box", "127.0.0.1:" + sshd.port());
        assertEquals("hello\n", hello(sshd.target()));
    }

    @Test
    void aPeerThatFallsSilentIsNoticed() throws Exception {
        List<String> args = List.of("-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=2");
        Host host = connections.open(sshd.target(Target.HostKeys.OFF, List.of(sshd.key()), args));
        String pid = host.run(Sh.of("ps -o ppid= -p $(ps -o ppid= -p $PPID)")).out().trim();
        assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());
        try {
            long start = System.nanoTime();
            assertThrows(HostLost.class, () -> host.run(Sh.of("echo never")));
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 15);
        } finally {
            new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
        }
    }

    @Test
    void noiseAtTheLogInIsPassedOver() throws Exception {
        Path folder = shared.resolve("noisy");
        try (Sshd noisy =
                Sshd.start(
                        folder,
                        "ForceCommand echo welcome; echo beware >&2; eval \"$SSH_ORIGINAL_COMMAND\"")) {
            assertEquals("hello\n", hello(noisy.target()));
        }
    }

    @Test
    void anAccountThatRunsNoCommandsIsRefused() throws Exception {
        try (Sshd closed =
                Sshd.start(
                        shared.resolve("closed"),
                        "ForceCommand echo This account is closed.; exit 1")) {
            assertSays(refusal(closed.target()), "This account is closed.", "box (127.0.0.1:");
        }
    }

    // --- sudo ---

    @Test
    void sudoNeedsNoPasswordWhereItAsksForNone() {
        assumeRootAndSudo();
        Host nobody = connections.open(sshd.target()).as(Become.sudo("nobody"));
        assertEquals("nobody\n", nobody.run(Sh.of("id -un")).out());
        assertEquals(
                "5",
                nobody.send(Sh.of("wc -c"), io.miprov.host.Payload.of(new byte[5])).out().trim());
    }

    @Test
    void aUserWhoIsNotThereIsNamed() {
        assumeRootAndSudo();
        Host host = connections.open(sshd.target()).as(Become.sudo("no-such-user"));
        HostRefused e = assertThrows(HostRefused.class, () -> host.run(Sh.NOTHING));
        assertSays(e.getMessage(), "no-such-user", "sudo", "box");
    }

    private static void assumeRootAndSudo() {
        assumeTrue(
                System.getProperty("user.name").equals("root")
                        && Files.exists(Path.of("/usr/bin/sudo")),
                "sudo is tried by root only");
    }
}
