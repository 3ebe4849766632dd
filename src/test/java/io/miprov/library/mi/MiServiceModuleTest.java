package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** By the start script; by systemd it is held to the same in the tests on real hosts. */
final class MiServiceModuleTest {
    private static final String SCRIPT =
            """
            #!/bin/sh
            # As the real one: the server is another process, and how it ends is not told.
            home=$(cd "$(dirname "$0")/.." && pwd)
            echo "said by the script with $JAVA_HOME $JAVA_OPTS $*"
            if [ -f "$home/broken" ]; then cat "$home/broken" >>"$home/repository/logs/wso2carbon.log"; exit 0; fi
            cd "$home"
            sh -c 'trap "sleep $(cat linger); exit 0" TERM; echo $$ >wso2carbon.pid; while :; do sleep 0.1; done' \\
                java -Dcarbon.home="$home"
            true
            """;

    @TempDir Path dir;
    private Path base;
    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        base = Files.createDirectory(dir.resolve("opt"));
        release("4.3.0");
        release("4.4.0");
        home = base.resolve("current");
        current("4.4.0");
        executable(
                dir.resolve("jdk/bin/java"), "#!/bin/sh\necho 'openjdk version \"17.0.1\"' >&2\n");
    }

    @AfterEach
    void end() throws IOException {
        trial(Shells.DASH).run(params("state", "stopped", "stop_timeout", "1s"));
    }

    @ParameterizedTest
    @EnumSource
    void itIsStartedAndItsProcessIsKnown(Shells shell) throws IOException {
        Outcome outcome = trial(shell).changes(params("java_opts", "-Dx='y z'", "offset", 7));
        assertEquals(pid(), outcome.values().get("pid"));
        assertEquals("script", outcome.values().get("manager"));
        assertEquals(
                "said by the script with " + dir.resolve("jdk") + " -Dx='y z' -DportOffset=7\n",
                Files.readString(home.resolve("repository/logs/console.log")));
    }

    @ParameterizedTest
    @EnumSource
    void itIsStoppedWhenItsProcessIsGone(Shells shell) throws IOException {
        trial(shell).run(params());
        long pid = pid();
        Outcome outcome = trial(shell).changes(params("state", "stopped"));
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        assertEquals(false, outcome.values().get("killed"));
    }

    @Test
    void aStopThatTakesTooLongIsEndedByForceAndTold() throws IOException {
        Files.writeString(home.resolve("linger"), "60");
        trial(Shells.DASH).run(params());
        long pid = pid();
        Outcome outcome = trial(Shells.DASH).run(params("state", "stopped", "stop_timeout", "1s"));
        assertEquals(true, outcome.values().get("killed"), outcome::message);
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void aRestartIsAnotherProcessEachTime() throws IOException {
        trial(Shells.DASH).run(params());
        long first = pid();
        Outcome outcome = trial(Shells.DASH).run(params("state", "restarted"));
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
        assertNotEquals(first, pid());
    }

    @ParameterizedTest
    @EnumSource
    void whatWasChangedSinceTheStartIsMadeUpFor(Shells shell) throws IOException {
        trial(shell).run(params());
        long first = pid();
        Files.writeString(home.resolve("conf/deployment.toml"), "[server]\noffset = 20\n");
        Outcome outcome = trial(shell).changes(params());
        assertEquals(
                List.of("conf/deployment.toml changed"), outcome.values().get("restarted_for"));
        assertNotEquals(first, pid());
    }

    @Test
    void anotherReleaseIsStarted() throws IOException {
        trial(Shells.DASH).run(params());
        current("4.3.0");
        Outcome outcome = trial(Shells.DASH).changes(params());
        assertTrue(
                outcome.values().get("restarted_for").toString().contains("release wso2mi-4.4.0"),
                outcome.values()::toString);
        assertTrue(Files.exists(base.resolve("wso2mi-4.3.0/wso2carbon.pid")));
    }

    @Test
    void aServerThatSomebodyElseStartedIsComparedByTimes() throws Exception {
        Process byHand =
                new ProcessBuilder("sh", home.resolve("bin/micro-integrator.sh").toString())
                        .directory(dir.toFile())
                        .start();
        while (!Files.exists(home.resolve("wso2carbon.pid"))) {
            Thread.onSpinWait();
        }
        trial(Shells.DASH).settled(params());
        Path jar = Files.writeString(home.resolve("lib/driver.jar"), "new");
        Files.setLastModifiedTime(
                jar,
                java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5000));
        Outcome outcome = trial(Shells.DASH).run(params());
        assertEquals(List.of("lib/driver.jar changed"), outcome.values().get("restarted_for"));
        byHand.waitFor();
    }

    @Test
    void aStalePidFileIsNoServer() throws IOException {
        Files.writeString(
                home.resolve("wso2carbon.pid"), Long.toString(ProcessHandle.current().pid()));
        trial(Shells.DASH).settled(params("state", "stopped"));
        trial(Shells.DASH).changes(params());
        assertNotEquals(ProcessHandle.current().pid(), pid());
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingIsStopped() throws IOException {
        trial(Shells.DASH).run(params());
        long first = pid();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> params =
                    params("state", "restarted", "ports", List.of(taken.getLocalPort()));
            Outcome outcome = trial(Shells.DASH).fails(params, "is taken by");
            assertTrue(
                    outcome.message().contains("process " + ProcessHandle.current().pid()),
                    outcome::message);
        }
        assertEquals(first, pid());
    }

    @Test
    void aJavaThatThisVersionRefusesIsToldBeforeAnythingIsStopped() throws IOException {
        executable(
                dir.resolve("jdk/bin/java"), "#!/bin/sh\necho 'openjdk version \"25.0.1\"' >&2\n");
        trial(Shells.DASH).fails(params(), "4.4.0 runs on Java 11 to 21");
        trial(Shells.DASH).fails(params("java_home", dir + "/none"), "no bin/java");
    }

    @ParameterizedTest
    @EnumSource
    void aStartThatFailsSaysWhy(Shells shell) throws IOException {
        Files.writeString(
                home.resolve("broken"),
                "[2999-01-01 00:00:00,000] ERROR {ConfigParser} - Error parsing deployment configuration\n");
        Outcome outcome = trial(shell).run(params("start_timeout", "60s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("does not run"), outcome::message);
        assertTrue(
                outcome.message().contains("its conf/deployment.toml is refused"),
                outcome::message);
    }

    @Test
    void whereNothingIsUnpackedCheckModeForeseesIt() throws IOException {
        Map<String, Object> params = params("home", base + "/none");
        trial(Shells.DASH).fails(params, "unpack a release first");
        assertEquals(Outcome.Status.CHANGED, trial(Shells.DASH).run(params, Mode.CHECK).status());
    }

    @Test
    void whatCanNotBeIsRefused() {
        assertEquals("enabled", refused("enabled", true));
        assertEquals("name", refused("name", "a b"));
        assertEquals("home", refused("home", "opt"));
        assertEquals("env", refused("env", Map.of("CARBON_HOME", "/x")));
        assertEquals("java_home", refused("java_home", ""));
        assertEquals("name", refused("name", "micro-integrator.service"));
        assertEquals("home", refused("home", "/opt/a\nb"));
        assertEquals("env", refused("env", Map.of("A-B", "x")));
    }

    @Test
    void whatIsMissingIsRefused() {
        Map<String, Object> params = params();
        params.remove("java_home");
        assertEquals("java_home", refused(params));
        params.put("manager", "auto");
        params.put("offset", 7);
        assertEquals("java_home", refused(params));
        params.remove("offset");
        params.put("env", Map.of("TZ", "UTC"));
        assertEquals("java_home", refused(params));
        params = params();
        params.remove("home");
        assertEquals("home", refused(params));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNeverReadyIsGivenUpInTime(Shells shell) throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort() + "/healthz";
        }
        Outcome outcome = trial(shell).run(params("url", url, "start_timeout", "2s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(
                outcome.message().contains(url + " was not healthy within 2 s; last: readiness: "),
                outcome::message);
        assertTrue(ProcessHandle.of(pid()).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void aScriptThatEndsWithoutAServerIsToldWithWhatItPrinted() throws IOException {
        executable(
                home.resolve("bin/micro-integrator.sh"),
                "#!/bin/sh\necho 'Error: JAVA_HOME is not defined correctly.'\n");
        Outcome outcome = trial(Shells.DASH).run(params("start_timeout", "60s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("does not run"), outcome::message);
        assertTrue(
                outcome.message().contains("JAVA_HOME is not defined correctly"), outcome::message);
    }

    @Test
    void aUserThatIsNotThereIsTold() {
        Outcome outcome = trial(Shells.DASH).run(params("user", "no-such-user"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("no-such-user"), outcome::message);
        assertFalse(Files.exists(home.resolve("wso2carbon.pid")));
    }

    /** What hosts of other kinds tell of themselves, and what is said of it. */
    @ParameterizedTest
    @CsvSource({
        "'manager=systemd;uid=1000', true, a unit of systemd needs root: use `become`",
        "'manager=script;uid=1000', true, '`enabled` needs systemd and root, and this host has not'",
        "'manager=systemd;uid=0;LoadState=not-found', false, there is no unit micro-integrator; give",
        "'manager=systemd;uid=0;LoadState=loaded;place=', false, does not run bin/micro-integrator.sh",
        "'manager=systemd;uid=0;place=/opt/x;java=17.0.1;port=8290 - haproxy;unit=absent', true,"
                + " port 8290 is taken by haproxy; nothing was stopped or started"
    })
    void whatAHostCanNotDoIsTold(String told, boolean withJava, String message) {
        Map<String, Object> params = params("manager", "auto", "enabled", true);
        if (!withJava) {
            params.remove("java_home");
            params.remove("home");
            params.remove("enabled");
        }
        MiServiceModule.Params bound = trial(Shells.DASH).bound(new MiServiceModule(), params);
        MiServicePlan plan =
                new MiServicePlan(bound, new ServiceLook(bound), told.replace(';', '\n'));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, plan::change);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    private String refused(Map<String, Object> params) {
        return assertThrows(BadParams.class, () -> trial(Shells.DASH).run(params)).parameter();
    }

    private String refused(Object... more) {
        return assertThrows(BadParams.class, () -> trial(Shells.DASH).run(params(more)))
                .parameter();
    }

    private Trial trial(Shells shell) {
        return new Trial("mi_service", dir, shell);
    }

    private Map<String, Object> params(Object... more) {
        Map<String, Object> params = new HashMap<>();
        params.put("home", home.toString());
        params.put("java_home", dir.resolve("jdk").toString());
        params.put("manager", "script");
        params.put("start_timeout", "20s");
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("wso2carbon.pid")).strip());
    }

    private void current(String version) throws IOException {
        Files.deleteIfExists(home);
        Files.createSymbolicLink(home, Path.of("wso2mi-" + version));
    }

    private void release(String version) throws IOException {
        Path release = base.resolve("wso2mi-" + version);
        for (String folder : List.of("lib", "conf", "repository/logs", "bin")) {
            Files.createDirectories(release.resolve(folder));
        }
        Files.writeString(release.resolve("conf/deployment.toml"), "[server]\n");
        Files.writeString(release.resolve("linger"), "0");
        Files.writeString(
                release.resolve("bin/version.txt"), "WSO2 Micro Integrator v" + version + "\n");
        executable(release.resolve("bin/micro-integrator.sh"), SCRIPT);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
