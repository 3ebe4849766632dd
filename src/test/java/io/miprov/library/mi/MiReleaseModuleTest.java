package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.LocalFile;
import io.miprov.module.Mode;
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
    private static final String SHARED = "wso2/components/a.jar";
    private static final String KEYS = "repository/resources/security/wso2carbon.jks";

    @TempDir Path dir;
    @TempDir Path bin;
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

    @ParameterizedTest
    @EnumSource
    void sharesOnlyTheProductsOwnJars(Shells shell) throws IOException {
        trial(shell).run(params("4.3.0", "state", "current"));
        Outcome outcome = trial(shell).run(params("4.4.0"));
        assertEquals(1L, outcome.values().get("shared_files"), outcome.values()::toString);
        assertEquals(inode("wso2mi-4.3.0", SHARED), inode("wso2mi-4.4.0", SHARED));
        for (String own : List.of("conf/deployment.toml", "dropins/shipped.txt", KEYS)) {
            assertNotEquals(inode("wso2mi-4.3.0", own), inode("wso2mi-4.4.0", own), own);
        }
    }

    @Test
    void sharesNothingWhenAskedNotTo() throws IOException {
        trial(Shells.DASH).run(params("4.3.0", "state", "current"));
        trial(Shells.DASH).run(params("4.4.0", "hard_links", false));
        assertNotEquals(inode("wso2mi-4.3.0", SHARED), inode("wso2mi-4.4.0", SHARED));
    }

    @Test
    void sharesNoJarWhoseModeIsAnother() throws IOException {
        trial(Shells.DASH).run(params("4.3.0", "state", "current"));
        Files.setPosixFilePermissions(
                base.resolve("releases/wso2mi-4.3.0").resolve(SHARED),
                PosixFilePermissions.fromString("rw-------"));
        trial(Shells.DASH).run(params("4.4.0"));
        assertNotEquals(inode("wso2mi-4.3.0", SHARED), inode("wso2mi-4.4.0", SHARED));
        assertEquals("rw-r--r--", mode("wso2mi-4.4.0/" + SHARED));
        assertEquals("rw-------", mode("wso2mi-4.3.0/" + SHARED));
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithTheFilesThatArrivedBeforeACut(Shells shell) throws IOException {
        zip("4.4.0", Map.of("wso2/lib/large.jar", "x".repeat(200_000), "wso2/lib/z.jar", "last"));
        String tar = Programs.path("tar").orElseThrow().toString();
        write(
                bin.resolve("tar"),
                "#!/bin/sh\nhead -c 150000 | " + tar + " \"$@\"\nkill -9 $PPID\n");
        Files.setPosixFilePermissions(
                bin.resolve("tar"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Outcome cut = new Trial("mi_release", dir, shell.hostWith(bin)).run(params("4.4.0"));
        assertEquals(Outcome.Status.FAILED, cut.status());
        assertEquals(List.of(".wso2mi-4.4.0.new"), releases());
        Outcome rest = trial(shell).changes(params("4.4.0"));
        // large.jar, z.jar, the marker and product.txt were on their way or behind
        assertTrue((Long) rest.values().get("sent_files") <= 4, rest.values()::toString);
        assertEquals("x".repeat(200_000), read("wso2mi-4.4.0/wso2/lib/large.jar"));
        assertEquals("rw-r-----", mode("wso2mi-4.4.0/conf/deployment.toml"));
        assertEquals(List.of("wso2mi-4.4.0"), releases());
    }

    @Test
    void leavesTheRunningReleaseAloneWhenFilesDoNotArriveWhole() throws IOException {
        trial(Shells.DASH).run(params("4.3.0", "state", "current"));
        String tar = Programs.path("tar").orElseThrow().toString();
        write(bin.resolve("tar"), "#!/bin/sh\n" + tar + " \"$@\"\necho x >>wso2/lib/new.jar\n");
        Files.setPosixFilePermissions(
                bin.resolve("tar"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Outcome outcome =
                new Trial("mi_release", dir, Shells.DASH.hostWith(bin))
                        .run(params("4.4.0", "state", "current"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("did not arrive whole"), outcome.message());
        assertEquals("releases/wso2mi-4.3.0", link("current"));
        trial(Shells.DASH).changes(params("4.4.0", "state", "current"));
        assertEquals("new in 4.4", read("wso2mi-4.4.0/wso2/lib/new.jar"));
    }

    @ParameterizedTest
    @EnumSource
    void carriesSettingsThatTheMakerDidNotChange(Shells shell) throws IOException {
        zip("4.3.0", Map.of("conf/log4j2.properties", "INFO", "conf/file.properties", "old"));
        zip("4.4.0", Map.of("conf/log4j2.properties", "INFO", "conf/file.properties", "new"));
        trial(shell).run(params("4.3.0", "state", "current"));
        Path old = base.resolve("releases/wso2mi-4.3.0");
        write(old.resolve("conf/deployment.toml"), "offset = 10");
        write(old.resolve("conf/log4j2.properties"), "DEBUG");
        write(old.resolve("conf/file.properties"), "mine");
        write(old.resolve("repository/deployment/server/synapse-configs/default/api/a.xml"), "api");
        Outcome outcome = trial(shell).run(params("4.4.0", "state", "current"));
        assertEquals("offset = 10", read("wso2mi-4.4.0/conf/deployment.toml"));
        assertEquals("rw-r-----", mode("wso2mi-4.4.0/conf/deployment.toml"));
        assertEquals("DEBUG", read("wso2mi-4.4.0/conf/log4j2.properties"));
        assertEquals("new", read("wso2mi-4.4.0/conf/file.properties"));
        assertEquals(
                "api",
                read(
                        "wso2mi-4.4.0/repository/deployment/server/synapse-configs/default/api/a.xml"));
        assertEquals(List.of("conf/file.properties"), outcome.values().get("unmerged"));
        assertTrue(
                outcome.values().get("warnings").toString().contains("conf/file.properties"),
                outcome.values()::toString);
    }

    @ParameterizedTest
    @EnumSource
    void leavesARegistryWhereItIsThoughTheNewVersionIsToldOtherwise(Shells shell)
            throws IOException {
        String path = "repository/deployment/server/synapse-configs/default/registry.xml";
        zip("4.1.0", Map.of(path, "<registry>\n<!-- ConfigRegRoot -->\n</registry>"));
        zip("4.4.0", Map.of(path, "<registry>\n<!-- RegRoot -->\n</registry>"));
        trial(shell).run(params("4.1.0", "state", "current"));
        Path old = base.resolve("releases/wso2mi-4.1.0").resolve(path);
        write(
                old,
                new RegistryXml(Files.readString(old))
                        .with(Product.RegistryRoot.THREE, "/srv/registry"));
        Outcome outcome = trial(shell).changes(params("4.4.0", "state", "current"));
        String xml = read("wso2mi-4.4.0/" + path);
        assertTrue(
                xml.contains("<parameter name=\"RegRoot\">file:///srv/registry</parameter>"), xml);
        assertTrue(xml.contains("<!-- RegRoot -->"), xml);
        assertEquals(List.of(), outcome.values().get("unmerged"));
        assertEquals(List.of(path), outcome.values().get("carried"));
    }

    @ParameterizedTest
    @EnumSource
    void carriesFoldersAndLinksAsTheyAre(Shells shell) throws IOException {
        trial(shell).run(params("4.3.0", "state", "current"));
        Path old = base.resolve("releases/wso2mi-4.3.0");
        Files.createDirectories(old.resolve("registry/governance/empty folder"));
        Files.setPosixFilePermissions(
                old.resolve("registry/governance/empty folder"),
                PosixFilePermissions.fromString("rwx-----x"));
        write(old.resolve("lib/real.jar"), "driver");
        Files.createSymbolicLink(old.resolve("lib/driver.jar"), Path.of("real.jar"));
        trial(shell).run(params("4.4.0", "state", "current"));
        assertEquals("rwx-----x", mode("wso2mi-4.4.0/registry/governance/empty folder"));
        assertEquals(
                Path.of("real.jar"),
                Files.readSymbolicLink(base.resolve("releases/wso2mi-4.4.0/lib/driver.jar")));
    }

    @ParameterizedTest
    @EnumSource
    void goesBackToTheReleaseBefore(Shells shell) throws IOException {
        trial(shell).run(params("4.3.0", "state", "current"));
        trial(shell).run(params("4.4.0", "state", "current"));
        Outcome back = trial(shell).changes(params("4.4.0", "state", "rolled_back"));
        assertEquals("wso2mi-4.3.0", back.values().get("current"));
        assertEquals(base + "/releases/wso2mi-4.4.0", back.values().get("previous"));
        assertEquals("releases/wso2mi-4.3.0", link("current"));
        assertEquals("releases/wso2mi-4.4.0", link("previous"));
        assertEquals(List.of("wso2mi-4.3.0", "wso2mi-4.4.0"), releases());
        trial(shell).changes(named("wso2mi-4.4.0", "state", "current"));
        assertEquals("releases/wso2mi-4.4.0", link("current"));
        trial(shell).changes(named("wso2mi-4.4.0", "state", "rolled_back"));
        assertEquals("releases/wso2mi-4.3.0", link("current"));
    }

    @Test
    void saysWhenThereIsNothingToGoBackTo() {
        trial(Shells.DASH).run(params("4.4.0", "state", "current"));
        trial(Shells.DASH)
                .fails(
                        params("4.4.0", "state", "rolled_back"),
                        "there is no release before it to go back to");
    }

    @Test
    void deletesAReleaseThatNobodyNeeds() throws IOException {
        Trial trial = trial(Shells.DASH);
        for (String version : List.of("4.2.0", "4.3.0", "4.4.0")) {
            zip(version, Map.of());
            trial.run(params(version, "state", "current"));
        }
        trial.fails(named("wso2mi-4.4.0", "state", "absent"), "wso2mi-4.4.0 is current, so it");
        trial.fails(named("wso2mi-4.3.0", "state", "absent"), "wso2mi-4.3.0 is previous");
        trial.changes(params("4.2.0", "state", "absent"));
        assertEquals(List.of("wso2mi-4.3.0", "wso2mi-4.4.0"), releases());
        write(base.resolve("releases/wso2mi-4.1.0/mine"), "mine");
        trial.fails(named("wso2mi-4.1.0", "state", "absent"), "was unpacked by somebody else");
        trial.settled(named("wso2mi-4.0.0", "state", "absent"));
    }

    @Test
    void prunesWhatNobodyNeeds() throws IOException {
        Trial trial = trial(Shells.DASH);
        for (String version : List.of("4.0.0", "4.1.0", "4.2.0", "4.3.0", "4.4.0")) {
            zip(version, Map.of());
            trial.run(params(version, "state", "current", "keep", 9));
        }
        write(base.resolve("rollback/run-1/current"), "releases/wso2mi-4.0.0\n");
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("base", base.toString());
        params.put("state", "pruned");
        trial.changes(params);
        assertEquals(
                List.of("wso2mi-4.0.0", "wso2mi-4.2.0", "wso2mi-4.3.0", "wso2mi-4.4.0"),
                releases());
    }

    @Test
    void saysWhichReleasesThereAre() {
        trial(Shells.DASH).run(params("4.3.0"));
        trial(Shells.DASH)
                .fails(
                        named("wso2mi-4.4.0", "state", "current"),
                        "there is no release wso2mi-4.4.0");
    }

    @Test
    void refusesWhatCanNotBeBeforeTheRun() throws IOException {
        refuses("src", params("4.4.0", "version", "4.3.0"), "is version 4.4.0, and not 4.3.0");
        refuses("checksum", params("4.4.0", "checksum", "sha256:" + "0".repeat(64)), "SHA-256");
        refuses("checksum", params("4.4.0", "checksum", "md5:0"), "64 hexadecimal digits");
        refuses("src", params("4.4.0", "release", "wso2mi-4.4.0"), "give one");
        refuses("keep", params("4.4.0", "keep", 0), "at least 1");
        refuses("url", url("https://example.org/a.zip"), "needs `checksum`");
        refuses(
                "url",
                url("ftp://example.org/a.zip", "checksum", "sha256:" + "0".repeat(64)),
                "no http");
        refuses("release", named("../../etc", "state", "absent"), "such as wso2mi-4.4.0");
        refuses("release", named("wso2mi-4.4.0"), "is one that is there already");
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(dir.resolve("wso2mi-4.4.0.zip")))) {
            zip.putNextEntry(new ZipEntry("wso2mi-4.4.0/bin/micro-integrator.sh"));
            zip.putNextEntry(new ZipEntry("wso2mi-4.4.0/../../../etc/cron.d/x"));
        }
        refuses("src", params("4.4.0"), "leads out of the folder");
    }

    @Test
    void warnsOfAJdkThatTheVersionTakesWithAWarning() throws IOException {
        zip("4.1.0", Map.of());
        Outcome outcome = trial(Shells.DASH).changes(params("4.1.0", "java_home", jdk("17.0.15")));
        assertTrue(
                outcome.values().get("warnings").toString().contains("runs on JDK 8 to 11"),
                outcome.values()::toString);
    }

    @Test
    void takesADistributionFromAnAddress() throws IOException {
        Path zip = dir.resolve("wso2mi-4.4.0.zip");
        String sum = new LocalFile(zip).sha256();
        Map<String, Object> params =
                url(zip.toUri().toString(), "checksum", "sha256:" + sum, "state", "current");
        trial(Shells.DASH).changes(params);
        assertEquals("new in 4.4", read("wso2mi-4.4.0/wso2/lib/new.jar"));
        params.put("checksum", "sha256:" + sum.replaceFirst("^.", sum.startsWith("0") ? "1" : "0"));
        trial(Shells.DASH).fails(params, "has the SHA-256 " + sum);
        params.put("checksum", "sha256:" + sum);
        params.put("version", "4.5.0");
        trial(Shells.DASH).fails(params, "is version 4.4.0, and not 4.5.0");
    }

    @Test
    void tellsBeforehandWhatWouldBeSent() {
        trial(Shells.DASH).run(params("4.3.0", "state", "current"));
        Outcome checked =
                trial(Shells.DASH).run(params("4.4.0", "state", "current"), new Mode(true, true));
        assertEquals(3L, checked.values().get("sent_files"));
        String diff = checked.diffs().toString();
        assertTrue(diff.contains("3 files (0.0 MB) are sent, 6 are on the host"), diff);
        assertTrue(diff.contains("releases/wso2mi-4.4.0\n"), diff);
    }

    @Test
    void asksForRoomForWhatIsSentAndCarried() throws IOException {
        write(bin.resolve("df"), "#!/bin/sh\necho f\necho '/dev/x 100 90 1500 90% /'\n");
        Files.setPosixFilePermissions(
                bin.resolve("df"), PosixFilePermissions.fromString("rwxr-xr-x"));
        zip("4.4.0", Map.of("wso2/lib/large.jar", "x".repeat(600_000)));
        new Trial("mi_release", dir, Shells.DASH.hostWith(bin))
                .fails(params("4.4.0"), "needs 2 MB, and only 2 MB are free there; nothing was");
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
        "4.2.0, 21.0.1, runs on JDK 11 to 17",
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
    @CsvSource({
        "4.4.0, 17.0.15",
        "4.4.0, 21",
        "4.6.0, 25.0.3",
        "4.0.0, 1.8.0_402",
        "4.1.0, 17.0.15",
        "9.9.0, 1.4"
    })
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
        refuses("src", params("4.4.0"), "it has no wso2mi-4.4.0/bin/micro-integrator.sh");
    }

    @Test
    void saysWhenTheZipIsNoZip() throws IOException {
        Files.writeString(dir.resolve("wso2mi-4.4.0.zip"), "404 not found");
        refuses("src", params("4.4.0"), "wso2mi-4.4.0.zip is no zip archive");
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

    /** Before the run, so no host is asked anything. */
    private void refuses(String parameter, Map<String, ?> params, String why) {
        Trial trial = trial(Shells.DASH);
        BadParams refused = assertThrows(BadParams.class, () -> trial.run(params));
        assertEquals(parameter, refused.parameter());
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
        assertEquals(0, trial.trips());
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

    /** Which release, by its name. */
    private Map<String, Object> named(String release, Object... more) {
        Map<String, Object> params = params("", more);
        params.remove("src");
        params.put("release", release);
        return params;
    }

    private Map<String, Object> url(String url, Object... more) {
        Map<String, Object> params = params("", more);
        params.remove("src");
        params.put("url", url);
        return params;
    }

    private Object inode(String release, String path) throws IOException {
        return Files.getAttribute(
                base.resolve("releases").resolve(release).resolve(path), "unix:ino");
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
