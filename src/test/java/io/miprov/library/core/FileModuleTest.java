package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class FileModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial file;

    @BeforeEach
    void start() {
        file = new Trial("file", dir, shell);
    }

    @Test
    void makesAFolderAndThoseAboveIt() throws IOException {
        file.changesFiles(Map.of("path", dir + "/a/b c/d", "state", "directory", "mode", "0750"));
        for (String made : new String[] {"a", "a/b c", "a/b c/d"}) {
            assertEquals("rwxr-x---", mode(made));
        }
    }

    @Test
    void clearsTheSetgidBitOfAFolderAsTheModeSays() throws Exception {
        Files.createDirectory(dir.resolve("d"));
        Files.setAttribute(dir.resolve("d"), "unix:mode", 02755);
        file.changes(Map.of("path", dir + "/d", "state", "directory", "mode", "0755"));
        assertEquals(0755, (int) Files.getAttribute(dir.resolve("d"), "unix:mode") & 07777);
    }

    @Test
    void setsTheFlagsOfTheFileSystem() throws Exception {
        file.given("f", "x");
        assumeTrue(chattr("+A") == 0, "the file system has no such flags");
        chattr("-A");
        file.changes(Map.of("path", dir + "/f", "attributes", "+A"));
        file.settled(Map.of("path", dir + "/f", "attributes", "A"));
        file.settled(Map.of("path", dir + "/f", "attributes", "-d"));
        file.changes(Map.of("path", dir + "/f", "attributes", "d"));
        file.settled(Map.of("path", dir + "/f", "attributes", "-A"));
        file.changes(Map.of("path", dir + "/f", "attr", ""));
        file.changes(Map.of("path", dir + "/new", "state", "directory", "attributes", "+A"));
        assertThrows(
                BadParams.class,
                () -> file.run(Map.of("path", dir + "/f", "attributes", "+A; true")));
    }

    private int chattr(String flags) throws Exception {
        return new ProcessBuilder("chattr", flags, dir + "/f").start().waitFor();
    }

    @Test
    void tellsWhetherAFileIsText() throws Exception {
        file.given("text", "x\n").given("bytes", "x\0y");
        assertEquals(false, peek("text").values().get("appears_binary"), "text has no zero bytes");
        assertEquals(true, peek("bytes").values().get("appears_binary"));
    }

    private Outcome peek(String name) {
        return file.settled(Map.of("path", dir + "/" + name, "_diff_peek", "yes"));
    }

    @Test
    void setsTimesOfWhatIsThere() {
        file.given("f", "x");
        Map<String, Object> params =
                Map.of("path", dir + "/f", "modification_time", "202001021200.00");
        Outcome outcome = file.changes(params);
        assertEquals("2", "" + ((Map<?, ?>) diff(outcome).get("after")).size());
        assertEquals(Map.of("path", dir + "/f"), diff(file.settled(params)).get("after"));
    }

    @Test
    void tellsWhatDiffers() {
        file.given("d/e/f", "x");
        Outcome link =
                file.run(Map.of("path", dir + "/l", "src", "d", "state", "link", "force", true));
        assertEquals("absent", ((Map<?, ?>) diff(link).get("before")).get("state"));
        Outcome gone = file.run(Map.of("path", dir + "/d", "state", "absent"), Mode.CHECK);
        assertEquals(
                Map.of("directories", List.of(dir + "/d/e"), "files", List.of(dir + "/d/e/f")),
                ((Map<?, ?>) diff(gone).get("before")).get("path_content"));
    }

    private static Map<?, ?> diff(Outcome outcome) {
        return (Map<?, ?>) outcome.values().get("diff");
    }

    @Test
    void readsTimesAsPythonDoes() throws Exception {
        file.given("f", "x");
        file.run(
                Map.of(
                        "path",
                        dir + "/f",
                        "state",
                        "touch",
                        "modification_time",
                        "2020-1-02 3",
                        "modification_time_format",
                        "%Y-%m-%d %H"));
        assertEquals(
                LocalDateTime.of(2020, 1, 2, 3, 0).atZone(ZoneId.systemDefault()).toInstant(),
                Files.getLastModifiedTime(dir.resolve("f")).toInstant());
        assertThrows(
                BadParams.class,
                () ->
                        file.run(
                                Map.of(
                                        "path",
                                        dir + "/f",
                                        "state",
                                        "touch",
                                        "access_time",
                                        "yesterday")));
    }

    @Test
    void setsPermissionsGivenAsSymbols() throws IOException {
        file.given("f", "x");
        Files.setPosixFilePermissions(
                dir.resolve("f"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Outcome outcome = file.changesFiles(Map.of("path", dir + "/f", "mode", "u+x,g-w,o="));
        assertEquals("rwxr-----", mode("f"));
        assertEquals("0740", outcome.values().get("mode"));
    }

    @Test
    void setsOwnerByNameAndById() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        file.given("f", "x");
        file.changes(Map.of("path", dir + "/f", "owner", "daemon", "group", "daemon"));
        file.settled(Map.of("path", dir + "/f", "owner", "1", "group", "1"));
    }

    @Test
    void reachesAllBelowAFolder() throws IOException {
        file.given("d/run", "")
                .given("d/sub/text", "")
                .given("d/.hidden", "")
                .given("d/sub/odd\nname", "");
        Files.setPosixFilePermissions(
                dir.resolve("d/run"), PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(dir.resolve("d/link"), Path.of("/nowhere"));
        file.changesFiles(
                Map.of(
                        "path",
                        dir + "/d",
                        "state",
                        "directory",
                        "recurse",
                        true,
                        "mode",
                        "u=rwX,g=rX,o="));
        assertEquals("rwxr-x---", mode("d/run"));
        assertEquals("rw-r-----", mode("d/sub/text"));
        assertEquals("rw-r-----", mode("d/.hidden"));
        assertEquals("rw-r-----", mode("d/sub/odd\nname"));
        assertEquals("rwxr-x---", mode("d/sub"));
    }

    @Test
    void givesAllBelowAFolderToAUser() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        file.given("d/sub/f", "");
        file.changes(
                Map.of(
                        "path",
                        dir + "/d",
                        "state",
                        "directory",
                        "recurse",
                        "yes",
                        "owner",
                        "daemon",
                        "mode",
                        "0700"));
        assertEquals("daemon", Files.getOwner(dir.resolve("d/sub/f")).getName());
    }

    @Test
    void removesWhateverIsThere() {
        file.given("d/e/f", "x").changesFiles(Map.of("path", dir + "/d", "state", "absent"));
        assertFalse(Files.exists(dir.resolve("d")));
    }

    @Test
    void removesALinkAndNotWhatItPointsTo() throws IOException {
        file.given("d/f", "x");
        Files.createSymbolicLink(dir.resolve("l"), dir.resolve("d"));
        file.changes(Map.of("path", dir + "/l", "state", "absent"));
        assertTrue(Files.exists(dir.resolve("d/f")));
    }

    @Test
    void refusesToRemoveEverything() {
        for (String all : new String[] {"/", "//", "/.", ".."}) {
            assertThrows(BadParams.class, () -> file.run(Map.of("path", all, "state", "absent")));
        }
    }

    @Test
    void linksAndLinksAnew() throws IOException {
        file.given("one", "1").given("two", "2");
        file.changes(Map.of("path", dir + "/l", "src", dir + "/one", "state", "link"));
        file.changes(Map.of("path", dir + "/l", "src", "two", "state", "link"));
        assertEquals(Path.of("two"), Files.readSymbolicLink(dir.resolve("l")));
    }

    @Test
    void linksToWhatIsNotThereOnlyWhenForced() {
        Map<String, Object> params = Map.of("path", dir + "/l", "src", "/no/such", "state", "link");
        file.fails(params, "src file does not exist");
        file.changes(Map.of("path", dir + "/l", "src", "/no/such", "state", "link", "force", true));
    }

    @Test
    void putsALinkInThePlaceOfAFileOnlyWhenForced() {
        file.given("f", "x").given("t", "y");
        file.fails(Map.of("path", dir + "/f", "src", dir + "/t", "state", "link"), "`force: true`");
        file.changesFiles(
                Map.of("path", dir + "/f", "src", dir + "/t", "state", "link", "force", true));
    }

    @Test
    void makesHardLinks() throws IOException {
        file.given("f", "x")
                .changesFiles(Map.of("path", dir + "/h", "src", dir + "/f", "state", "hard"));
        assertTrue(Files.isSameFile(dir.resolve("f"), dir.resolve("h")));
    }

    @Test
    void touchMakesAFileAndIsAChangeEachTimeUnlessTimesArePreserved() {
        Map<String, Object> params = Map.of("path", dir + "/t", "state", "touch", "mode", "0600");
        assertEquals(Outcome.Status.CHANGED, file.run(params).status());
        assertEquals(Outcome.Status.CHANGED, file.run(params).status());
        file.settled(
                Map.of(
                        "path",
                        dir + "/t",
                        "state",
                        "touch",
                        "access_time",
                        "preserve",
                        "modification_time",
                        "preserve"));
    }

    @Test
    void touchLeavesNothingBehindThatIsNotAsItShouldBe() {
        file.fails(
                Map.of("path", dir + "/t", "state", "touch", "owner", "nosuchuser"), "nosuchuser");
    }

    @Test
    void saysWhatIsInTheWay() {
        file.given("f", "x");
        file.fails(Map.of("path", dir + "/f", "state", "directory"), "already exists as a file");
        file.fails(Map.of("path", dir + "/g", "state", "file"), "is absent, cannot continue");
        file.fails(Map.of("path", dir + "/f/g", "state", "directory"), "f");
    }

    @Test
    void keepsAwkwardNamesAsTheyAre() {
        for (String name :
                new String[] {
                    "two words", "it's", "$(x)", "-rf", "a\nb", "tail\n", "*", "|", "ünï"
                }) {
            file.changesFiles(Map.of("path", dir + "/" + name, "state", "directory"));
            assertTrue(Files.isDirectory(dir.resolve(name), LinkOption.NOFOLLOW_LINKS));
            file.changesFiles(Map.of("path", dir + "/" + name, "state", "absent"));
        }
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name)));
    }
}
