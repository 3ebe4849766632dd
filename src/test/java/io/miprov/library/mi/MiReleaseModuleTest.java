package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MiReleaseModuleTest {
    @TempDir Path dir;
    private Path base;

    @BeforeEach
    void makeRoom() throws IOException {
        base = Files.createDirectories(dir.resolve("opt/wso2mi"));
        zip("4.3.0", Map.of());
        zip("4.4.0", Map.of("wso2/lib/new.jar", "new in 4.4"));
    }

    @ParameterizedTest
    @EnumSource
    void unpacksAReleaseWithItsModes(Shells shell) throws IOException {
        Outcome outcome = trial(shell).changes(params("4.4.0"));
        assertEquals(base + "/releases/wso2mi-4.4.0", outcome.values().get("path"));
        assertEquals(base + "/current", outcome.values().get("home"));
        assertEquals("4.4.0", outcome.values().get("version"));
        assertEquals("", outcome.values().get("previous"));
        assertEquals("rwxr-xr-x", mode("wso2mi-4.4.0/bin/micro-integrator.sh"));
        assertEquals("rw-r-----", mode("wso2mi-4.4.0/conf/deployment.toml"));
        assertEquals(
                "rw-r-----", mode("wso2mi-4.4.0/repository/resources/security/wso2carbon.jks"));
        assertEquals("rw-r--r--", mode("wso2mi-4.4.0/wso2/components/a.jar"));
        assertEquals("new in 4.4", read("wso2mi-4.4.0/wso2/lib/new.jar"));
        assertFalse(Files.exists(base.resolve("current"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
        assertEquals(List.of("wso2mi-4.4.0"), releases());
    }

    @ParameterizedTest
    @EnumSource
    void makesItCurrentByALink(Shells shell) throws IOException {
        trial(shell).changes(params("4.3.0", "state", "current"));
        assertEquals("releases/wso2mi-4.3.0", link("current"));
        Outcome outcome = trial(shell).changes(params("4.4.0", "state", "current"));
        assertEquals("releases/wso2mi-4.4.0", link("current"));
        assertEquals("releases/wso2mi-4.3.0", link("previous"));
        assertEquals(base + "/releases/wso2mi-4.3.0", outcome.values().get("previous"));
        trial(shell).changes(params("4.3.0", "state", "current"));
        assertEquals("releases/wso2mi-4.3.0", link("current"));
        assertEquals("releases/wso2mi-4.4.0", link("previous"));
    }

    @ParameterizedTest
    @EnumSource
    void sendsOnlyWhatNoOtherReleaseHas(Shells shell) {
        trial(shell).run(params("4.3.0", "state", "current"));
        Outcome outcome = trial(shell).run(params("4.4.0"));
        // new.jar, product.txt and the marker
        assertEquals(3L, outcome.values().get("sent_files"), outcome.values()::toString);
    }

    @ParameterizedTest
    @EnumSource
    void carriesOverWhatPeopleAdded(Shells shell) throws IOException {
        trial(shell).run(params("4.3.0", "state", "current"));
        Path old = base.resolve("releases/wso2mi-4.3.0");
        write(old.resolve("lib/postgresql.jar"), "driver");
        write(old.resolve("registry/governance/.metadata/a b.meta"), "meta");
        write(old.resolve("repository/resources/security/client-truststore.jks"), "more trust");
        write(old.resolve("conf/carbon.xml"), "rendered");
        write(old.resolve("repository/logs/wso2carbon.log"), "log");
        trial(shell).changes(params("4.4.0", "state", "current"));
        assertEquals("driver", read("wso2mi-4.4.0/lib/postgresql.jar"));
        assertEquals("meta", read("wso2mi-4.4.0/registry/governance/.metadata/a b.meta"));
        assertEquals(
                "more trust",
                read("wso2mi-4.4.0/repository/resources/security/client-truststore.jks"));
        assertEquals("shipped 4.4.0", read("wso2mi-4.4.0/dropins/shipped.txt"));
        assertFalse(Files.exists(base.resolve("releases/wso2mi-4.4.0/conf/carbon.xml")));
        assertFalse(Files.exists(base.resolve("releases/wso2mi-4.4.0/repository/logs")));
    }

    @Test
    void doesNotFightOverWhatTheServerWrites() throws IOException {
        Trial trial = trial(Shells.DASH);
        trial.run(params("4.4.0", "state", "current"));
        write(base.resolve("current/conf/deployment.toml"), "patched");
        write(base.resolve("current/conf/carbon.xml"), "rendered");
        write(base.resolve("current/tmp/x"), "x");
        trial.settled(params("4.4.0", "state", "current"));
        assertEquals("patched", read("wso2mi-4.4.0/conf/deployment.toml"));
    }

    @Test
    void putsAnUpdatedPackOfTheSameVersionBesideIt() throws IOException {
        Trial trial = trial(Shells.DASH);
        trial.run(params("4.4.0", "state", "current"));
        zip("4.4.0", Map.of("wso2/lib/new.jar", "updated"));
        Outcome outcome = trial.changes(params("4.4.0", "state", "current"));
        assertTrue(link("current").startsWith("releases/wso2mi-4.4.0+"), link("current"));
        assertEquals("updated", Files.readString(base.resolve("current/wso2/lib/new.jar")));
        assertEquals("new in 4.4", read("wso2mi-4.4.0/wso2/lib/new.jar"));
        assertEquals("4.4.0", outcome.values().get("version"));
    }

    @Test
    void keepsAsManyReleasesAsAsked() throws IOException {
        Trial trial = trial(Shells.DASH);
        for (String version : List.of("4.1.0", "4.2.0", "4.3.0", "4.4.0")) {
            zip(version, Map.of());
            trial.run(params(version, "state", "current", "keep", 3));
        }
        assertEquals(List.of("wso2mi-4.2.0", "wso2mi-4.3.0", "wso2mi-4.4.0"), releases());
        trial.changes(params("4.4.0", "state", "current", "keep", 1));
        assertEquals(List.of("wso2mi-4.3.0", "wso2mi-4.4.0"), releases());
    }

    @Test
    void startsAgainAfterARunThatWasCutOff() throws IOException {
        write(base.resolve("releases/.wso2mi-4.4.0.new/bin/half"), "ha");
        trial(Shells.DASH).changes(params("4.4.0"));
        assertEquals(List.of("wso2mi-4.4.0"), releases());
        assertFalse(Files.exists(base.resolve("releases/wso2mi-4.4.0/bin/half")));
    }

    @Test
    void leavesAFolderAloneThatSomebodyElseUnpacked() throws IOException {
        write(base.resolve("releases/wso2mi-4.4.0/mine"), "mine");
        trial(Shells.DASH).changes(params("4.4.0", "state", "current"));
        assertEquals("mine", read("wso2mi-4.4.0/mine"));
        assertTrue(link("current").startsWith("releases/wso2mi-4.4.0+"), link("current"));
    }

    @ParameterizedTest
    @CsvSource({
        "4.4.0, 1.8.0_402, runs on JDK 11 to 21",
        "4.6.0, 17.0.15, runs on JDK 21 to 25",
        "4.1.0, 17.0.15, runs on JDK 8 to 11",
        "4.3.0, 21.0.2, runs on JDK 11 to 17"
    })
    void refusesAJdkThatTheVersionDoesNotRunOn(String version, String jdk, String why)
            throws IOException {
        zip(version, Map.of());
        String javaHome = jdk(jdk);
        Outcome outcome = trial(Shells.DASH).fails(params(version, "java_home", javaHome), why);
        assertTrue(outcome.message().contains(javaHome + " is " + jdk), outcome.message());
    }

    @ParameterizedTest
    @CsvSource({"4.4.0, 17.0.15", "4.4.0, 21", "4.6.0, 25.0.3", "4.0.0, 1.8.0_402", "9.9.0, 1.4"})
    void takesAJdkThatTheVersionRunsOn(String version, String jdk) throws IOException {
        zip(version, Map.of());
        trial(Shells.DASH).changes(params(version, "java_home", jdk(jdk)));
    }

    @Test
    void saysWhenThereIsNoJdk() {
        trial(Shells.DASH)
                .fails(
                        params("4.4.0", "java_home", "/no/such/jdk"),
                        "there is no JDK at /no/such/jdk");
    }

    @Test
    void saysWhenTheZipIsNoDistribution() throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(dir.resolve("wso2mi-4.4.0.zip")))) {
            zip.putNextEntry(new ZipEntry("wso2mi-4.4.0/readme"));
        }
        trial(Shells.DASH).fails(params("4.4.0"), "it has no wso2mi-4.4.0/bin/micro-integrator.sh");
    }

    @Test
    void saysWhenTheZipIsNoZip() throws IOException {
        Files.writeString(dir.resolve("wso2mi-4.4.0.zip"), "404 not found");
        trial(Shells.DASH).fails(params("4.4.0"), "wso2mi-4.4.0.zip is no zip archive");
    }

    @Test
    void saysWhenCurrentIsAFolder() throws IOException {
        write(base.resolve("current/x"), "x");
        trial(Shells.DASH).fails(params("4.4.0"), "/current is no symbolic link");
    }

    @Test
    void pointsIntoAnEnterpriseIntegrator() throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(dir.resolve("wso2ei-7.1.0.zip")))) {
            zip.putNextEntry(new ZipEntry("wso2ei-7.1.0/micro-integrator/bin/micro-integrator.sh"));
        }
        Map<String, Object> params = params("4.4.0", "state", "current");
        params.put("src", "wso2ei-7.1.0.zip");
        Outcome outcome = trial(Shells.DASH).changes(params);
        assertEquals("releases/wso2ei-7.1.0/micro-integrator", link("current"));
        assertEquals(
                base + "/releases/wso2ei-7.1.0/micro-integrator", outcome.values().get("path"));
    }

    private Trial trial(Shells shell) {
        return new Trial("mi_release", dir, shell);
    }

    private Map<String, Object> params(String version, Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("src", "wso2mi-" + version + ".zip");
        params.put("base", base.toString());
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private void zip(String version, Map<String, String> more) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("bin/micro-integrator.sh", "#!/bin/sh\n");
        files.put("conf/deployment.toml", "[server]\nhostname = \"localhost\"\n");
        files.put("repository/resources/security/wso2carbon.jks", "keys");
        files.put("repository/resources/security/client-truststore.jks", "trust");
        files.put("wso2/components/a.jar", "a".repeat(5000));
        files.put("dropins/shipped.txt", "shipped 4.4.0");
        files.put("updates/product.txt", "wso2mi-" + version);
        files.putAll(more);
        try (ZipOutputStream zip =
                new ZipOutputStream(
                        Files.newOutputStream(dir.resolve("wso2mi-" + version + ".zip")))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry("wso2mi-" + version + "/" + file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
    }

    private String jdk(String version) throws IOException {
        Path home = dir.resolve("jdk");
        write(
                home.resolve("bin/java"),
                "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n");
        Files.setPosixFilePermissions(
                home.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return home.toString();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String read(String path) throws IOException {
        return Files.readString(base.resolve("releases").resolve(path));
    }

    private String link(String name) throws IOException {
        return Files.readSymbolicLink(base.resolve(name)).toString();
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(base.resolve("releases").resolve(path)));
    }

    private List<String> releases() throws IOException {
        try (Stream<Path> all = Files.list(base.resolve("releases"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
