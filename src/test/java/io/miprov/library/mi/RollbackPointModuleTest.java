package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Mounted;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RollbackPointModuleTest {
    @TempDir Path dir;
    @TempDir Path bin;
    private Path base;
    private Path home;
    private Path unit;

    @BeforeEach
    void makeARelease() throws IOException {
        base = dir.resolve("opt/wso2mi");
        home = base.resolve("releases/wso2mi-4.3.0");
        unit = dir.resolve("etc/micro-integrator.service");
        write(home.resolve("conf/deployment.toml"), "offset = 10");
        write(home.resolve("conf/log4j2.properties"), "level = INFO");
        write(home.resolve("repository/resources/security/cluster.jks"), "keys");
        write(home.resolve("repository/deployment/server/carbonapps/a b.car"), "app");
        write(home.resolve("registry/config/.metadata/x.meta"), "meta");
        Files.createDirectories(home.resolve("registry/governance/empty"));
        write(home.resolve("lib/driver.jar"), "driver");
        Files.createSymbolicLink(home.resolve("lib/link.jar"), Path.of("driver.jar"));
        write(home.resolve("wso2/components/a.jar"), "shipped");
        write(unit, "[Service]");
        permit(home.resolve("conf/deployment.toml"), "rw-r-----");
        link("releases/wso2mi-4.3.0", "current");
    }

    @ParameterizedTest
    @EnumSource
    void bringsBackAReleaseAndItsSettings(Shells shell) throws IOException {
        Trial trial = trial(shell);
        Map<String, String> before = all();
        Outcome taken = trial.changesFiles(params("taken"));
        assertEquals("wso2mi-4.3.0", taken.values().get("release"));
        assertEquals("4.3.0", taken.values().get("version"));

        write(base.resolve("releases/wso2mi-4.4.0/conf/deployment.toml"), "new");
        link("releases/wso2mi-4.4.0", "current");
        link("releases/wso2mi-4.3.0", "previous");
        spoil();
        Outcome restored = trial.changesFiles(params("restored"));
        deleteAll(base.resolve("releases/wso2mi-4.4.0"));
        assertEquals(before, all());
        assertEquals("releases/wso2mi-4.3.0", read(base.resolve("current")));
        assertFalse(Files.exists(base.resolve("previous"), LinkOption.NOFOLLOW_LINKS));
        assertTrue(
                restored.values().get("differs").toString().contains(unit.toString()),
                restored.values()::toString);
    }

    @ParameterizedTest
    @EnumSource
    void takesAPointOnce(Shells shell) throws IOException {
        Trial trial = trial(shell);
        Map<String, String> before = all();
        trial.run(params("taken"));
        spoil();
        trial.settled(params("taken"));
        trial.run(params("restored"));
        assertEquals(before, all());
    }

    @ParameterizedTest
    @EnumSource
    void bringsBackThatThereWasNothing(Shells shell) throws IOException {
        deleteAll(base);
        Files.delete(unit);
        Trial trial = trial(shell);
        Outcome taken = trial.changes(params("taken"));
        assertEquals("", taken.values().get("release"));
        makeARelease();
        trial.changesFiles(params("restored"));
        assertFalse(Files.exists(base.resolve("current"), LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(unit));
        assertTrue(Files.exists(home.resolve("conf/deployment.toml")), "releases are let alone");
    }

    @ParameterizedTest
    @EnumSource
    void changesWhatAPathIs(Shells shell) throws IOException {
        Trial trial = trial(shell);
        Map<String, String> before = all();
        trial.run(params("taken"));
        deleteAll(home.resolve("registry"));
        Files.createSymbolicLink(home.resolve("registry"), dir.resolve("etc"));
        Files.delete(unit);
        write(unit.resolve("folder/x"), "x");
        deleteAll(home.resolve("lib"));
        write(home.resolve("lib"), "a file");
        Files.delete(home.resolve("conf/log4j2.properties"));
        Files.createSymbolicLink(home.resolve("conf/log4j2.properties"), unit);
        trial.changesFiles(params("restored"));
        assertEquals(before, all());
    }

    @ParameterizedTest
    @EnumSource
    void forgetsAPoint(Shells shell) {
        Trial trial = trial(shell);
        trial.settled(params("absent"));
        trial.run(params("taken"));
        trial.changes(params("absent"));
        trial.fails(params("restored"), "there is: no rollback point");
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheNewestPoints(Shells shell) throws IOException {
        Trial trial = trial(shell);
        for (int i = 1; i <= 4; i++) {
            Map<String, Object> params = params("taken");
            params.put("name", "run-" + i);
            params.put("keep", 2);
            trial.run(params);
            Files.setLastModifiedTime(
                    base.resolve("rollback/run-" + i),
                    java.nio.file.attribute.FileTime.fromMillis(i * 100_000L));
        }
        assertEquals(List.of("run-3", "run-4"), names(base.resolve("rollback")));
    }

    @Test
    void saysWhichPointsThereAre() {
        Trial trial = trial(Shells.DASH);
        trial.run(params("taken"));
        Map<String, Object> params = params("restored");
        params.put("name", "other");
        trial.fails(
                params, "rollback/other does not exist, so nothing was touched; there is: run-1");
    }

    @Test
    void saysWhenTheReleaseIsGone() throws IOException {
        Trial trial = trial(Shells.DASH);
        trial.run(params("taken"));
        deleteAll(home);
        trial.fails(params("restored"), home + " is gone");
    }

    @Test
    void saysWhenCurrentIsAFolder() throws IOException {
        Files.delete(base.resolve("current"));
        Files.createDirectories(base.resolve("current"));
        trial(Shells.DASH).fails(params("taken"), "/current is no symbolic link");
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoPointThatIsNotWhole(Shells shell) throws IOException {
        // a copy that is killed, as the whole shell may be
        for (String killed : List.of("cp", "mv", "sync", "mkdir")) {
            broken(shell, killed, "kill -9 $PPID").run(params("taken"));
            assertFalse(Files.exists(base.resolve("rollback/run-1")), killed);
        }
        trial(shell).changes(params("taken"));
        assertEquals(List.of("run-1"), names(base.resolve("rollback")));
    }

    @ParameterizedTest
    @EnumSource
    void finishesARestoringThatWasCutOff(Shells shell) throws IOException {
        Map<String, String> before = all();
        trial(shell).run(params("taken"));
        link("releases/elsewhere", "current");
        for (String killed : List.of("rm", "cp", "mv", "chmod", "ln")) {
            spoil();
            Outcome cut = broken(shell, killed, "kill -9 $PPID").run(params("restored"));
            assertEquals(Outcome.Status.FAILED, cut.status(), killed + cut.values());
            assertEquals("releases/elsewhere", read(base.resolve("current")), killed);
        }
        trial(shell).changesFiles(params("restored"));
        assertEquals(before, all());
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenThereIsNoRoom(Shells shell) throws IOException {
        Trial full = broken(shell, "df", "echo f; echo '/dev/x 100 90 10 90% /'");
        full.fails(params("taken"), "only 0 MB are free there; nothing was kept");
        assertFalse(Files.exists(base.resolve("rollback")));
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehindWhenTheDiskFills(Shells shell) throws IOException {
        Outcome outcome =
                broken(shell, "cp", "echo 'No space left on device' >&2; exit 1")
                        .run(params("taken"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("could not be kept; nothing was"), outcome.message());
        assertTrue(outcome.message().contains("No space left"), outcome.message());
        assertEquals(List.of(), names(base.resolve("rollback")));
    }

    @Test
    void asksForRoomWherePointsAre() throws IOException {
        write(home.resolve("lib/large.jar"), "x".repeat(3 << 20));
        Files.createDirectories(base.resolve("rollback"));
        Outcome outcome =
                new Trial("rollback_point", dir, Mounted.tmpfs(base.resolve("rollback")))
                        .fails(
                                params("taken"),
                                "rollback/run-1 needs 4 MB, and only 3 MB are free");
        assertEquals(Outcome.Status.FAILED, outcome.status());
    }

    @Test
    void leavesAloneWhatOtherNodesShare() throws IOException {
        Trial trial =
                new Trial(
                        "rollback_point", dir, Mounted.tmpfs(home.resolve("registry/governance")));
        Outcome taken = trial.run(params("taken"));
        assertEquals(List.of(home + "/registry"), taken.values().get("apart"), taken::message);
        write(home.resolve("registry/config/state"), "of a message processor");
        trial.settled(params("restored"));
    }

    @Test
    void refusesWhatCanNotBe() {
        bad("base", "opt/wso2mi", "base");
        bad("base", "/opt/wso2mi/", "base");
        bad("name", "../../etc", "name");
        bad("name", ".hidden", "name");
        bad("keep", 0, "keep");
        bad("paths", List.of("etc/unit"), "paths");
        bad("paths", List.of("/"), "paths");
        bad("paths", List.of(dir.resolve("opt").toString()), "paths");
        bad("paths", List.of(base + "/rollback/other"), "paths");
    }

    private void bad(String key, Object value, String parameter) {
        Map<String, Object> params = params("taken");
        params.put(key, value);
        BadParams refused =
                assertThrows(
                        BadParams.class, () -> trial(Shells.DASH).run(params, Mode.CHECK), key);
        assertEquals(parameter, refused.parameter());
    }

    /** Everything that a point keeps, changed in some way. */
    private void spoil() throws IOException {
        write(home.resolve("conf/deployment.toml"), "offset = 20");
        permit(home.resolve("conf/log4j2.properties"), "rwxrwxrwx");
        write(home.resolve("conf/new/file"), "new");
        Files.deleteIfExists(home.resolve("repository/deployment/server/carbonapps/a b.car"));
        write(home.resolve("repository/deployment/server/carbonapps/c.car"), "other app");
        deleteAll(home.resolve("registry/config"));
        permit(home.resolve("registry/governance/empty"), "rwx------");
        Files.deleteIfExists(home.resolve("lib/link.jar"));
        Files.createSymbolicLink(home.resolve("lib/link.jar"), Path.of("other.jar"));
        write(home.resolve("dropins/new.jar"), "new");
        write(unit, "[Service]\nother");
    }

    private Trial trial(Shells shell) {
        return new Trial("rollback_point", dir, shell);
    }

    /** On a host where one program does something else. */
    private Trial broken(Shells shell, String program, String does) throws IOException {
        write(bin.resolve(program + "/" + program), "#!/bin/sh\n" + does + "\n");
        permit(bin.resolve(program + "/" + program), "rwxr-xr-x");
        return new Trial(
                "rollback_point",
                dir,
                shell.hostWith(bin.resolve(program + "/" + program).getParent()));
    }

    private Map<String, Object> params(String state) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("base", base.toString());
        params.put("name", "run-1");
        params.put("state", state);
        params.put("paths", List.of(unit.toString()));
        return params;
    }

    private void link(String to, String name) throws IOException {
        Files.createDirectories(base);
        Files.deleteIfExists(base.resolve(name));
        Files.createSymbolicLink(base.resolve(name), Path.of(to));
    }

    private static String read(Path link) throws IOException {
        return Files.readSymbolicLink(link).toString();
    }

    /** All there is but the points: kinds, permissions, contents. */
    private Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path path : files.filter(p -> !p.startsWith(base.resolve("rollback"))).toList()) {
                String mode =
                        Files.isSymbolicLink(path)
                                ? "-> " + Files.readSymbolicLink(path)
                                : PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                                        + (Files.isRegularFile(path)
                                                ? " " + Files.readString(path)
                                                : "");
                all.put(dir.relativize(path).toString(), mode);
            }
        }
        return all;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
