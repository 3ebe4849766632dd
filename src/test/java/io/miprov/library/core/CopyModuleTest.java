package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Secret;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class CopyModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial copy;

    @BeforeEach
    void start() {
        copy = new Trial("copy", dir, shell);
    }

    @Test
    void createsAFile() throws IOException {
        copy.changesFiles(Map.of("dest", dir + "/motd", "content", "hello\n"));
        assertEquals("hello\n", read("motd"));
        assertEquals("rw-r--r--", mode("motd"));
    }

    @Test
    void linksToNothingOrToAFolderAboveStayLinks() throws IOException {
        copy.given("src/sub/f", "x");
        Files.createSymbolicLink(dir.resolve("src/sub/up"), Path.of("../"));
        Files.createSymbolicLink(dir.resolve("src/none"), Path.of("nowhere"));
        Files.createSymbolicLink(dir.resolve("src/other"), Path.of("sub"));
        copy.changes(Map.of("src", dir + "/src/", "dest", dir + "/to"));
        assertEquals(Path.of("../"), Files.readSymbolicLink(dir.resolve("to/sub/up")));
        assertEquals(Path.of("nowhere"), Files.readSymbolicLink(dir.resolve("to/none")));
        assertEquals("x", Files.readString(dir.resolve("to/other/f")));
    }

    @Test
    void aFolderItselfGetsThePermissionsOfFolders() throws IOException {
        copy.given("src/sub/f", "x");
        copy.run(Map.of("src", dir + "/src", "dest", dir + "/to", "directory_mode", "0700"));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("to/src"))));
        assertEquals("x", Files.readString(dir.resolve("to/src/sub/f")));
    }

    @Test
    void needsOneSourceAndSaysSoAsAnsibleDoes() {
        assertEquals(
                "src (or content) is required", refusal(Map.of("dest", dir + "/f", "src", "")));
        assertEquals("src (or content) is required", refusal(Map.of("dest", dir + "/f")));
        assertEquals(
                "src and content are mutually exclusive",
                refusal(Map.of("dest", dir + "/f", "src", "f", "content", "", "remote_src", true)));
    }

    private String refusal(Map<String, ?> params) {
        return assertThrows(BadParams.class, () -> new Trial("copy", dir, shell).run(params))
                .getMessage();
    }

    @Test
    void replacesOtherContentAndKeepsItsMode() throws IOException {
        copy.given("motd", "old\n");
        Files.setPosixFilePermissions(
                dir.resolve("motd"), PosixFilePermissions.fromString("rw-------"));
        Outcome outcome = copy.changesFiles(Map.of("dest", dir + "/motd", "content", "new\n"));
        assertEquals("new\n", read("motd"));
        assertEquals("rw-------", mode("motd"));
        assertEquals("old\n", outcome.diffs().get(0).before());
        assertEquals("new\n", outcome.diffs().get(0).after());
        assertEquals("0600", outcome.values().get("mode"));
    }

    @Test
    void keepsEveryCharacterAsItIs() throws IOException {
        String awkward = "it's \"$HOME\" `id` \\ %s \r\n\n\tend\0ü";
        copy.changesFiles(Map.of("dest", dir + "/a b'c\n", "content", awkward));
        assertEquals(awkward, read("a b'c\n"));
    }

    @Test
    void changesOnlyTheMode() throws IOException {
        copy.given("key", "secret")
                .changes(Map.of("dest", dir + "/key", "content", "secret", "mode", "600"));
        assertEquals("rw-------", mode("key"));
    }

    @Test
    void writesAMappingAsJson() throws IOException {
        copy.changesFiles(Map.of("dest", dir + "/j", "content", Map.of("a", List.of(1L, true))));
        assertEquals("{\"a\": [1, true]}", read("j"));
    }

    @Test
    void writesASecret() throws IOException {
        copy.changesFiles(
                Map.of("dest", dir + "/s", "content", new Secret("hush"), "mode", "0600"));
        assertEquals("hush", read("s"));
    }

    @Test
    void copiesAFileIntoAFolder() throws IOException {
        copy.given("from/a.txt", "a");
        Files.createDirectory(dir.resolve("to"));
        Outcome outcome = copy.changesFiles(Map.of("src", "from/a.txt", "dest", dir + "/to"));
        assertEquals("a", read("to/a.txt"));
        assertEquals(dir + "/to/a.txt", outcome.values().get("dest"));
        copy.changesFiles(Map.of("src", "from/a.txt", "dest", dir + "/new/deep/"));
        assertEquals("a", read("new/deep/a.txt"));
    }

    @Test
    void streamsAFileThatIsTooLargeForAScript() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Files.createDirectory(dir.resolve("from"));
        Files.write(dir.resolve("from/big"), bytes);
        copy.changes(Map.of("src", "from/big", "dest", dir + "/big", "mode", "0640"));
        assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("big")));
        assertEquals("rw-r-----", mode("big"));
    }

    @Test
    void preservesTheModeOfTheFileHere() throws IOException {
        copy.given("run", "x");
        Files.setPosixFilePermissions(
                dir.resolve("run"), PosixFilePermissions.fromString("rwxr-x---"));
        copy.changesFiles(Map.of("src", "run", "dest", dir + "/to", "mode", "preserve"));
        assertEquals("rwxr-x---", mode("to"));
    }

    @Test
    void copiesAFolder() throws IOException {
        copy.given("from/a", "1").given("from/sub/b c", "2");
        copy.changesFiles(
                Map.of(
                        "src",
                        "from",
                        "dest",
                        dir + "/to",
                        "mode",
                        "0600",
                        "directory_mode",
                        "0700"));
        assertEquals("2", read("to/from/sub/b c"));
        copy.changesFiles(Map.of("src", "from/", "dest", dir + "/only"));
        assertEquals("1", read("only/a"));
    }

    @Test
    void copiesOnTheHost() throws IOException {
        copy.given("there", "text").given("d/e/f", "x");
        copy.changesFiles(
                Map.of(
                        "src",
                        dir + "/there",
                        "dest",
                        dir + "/to",
                        "remote_src",
                        true,
                        "mode",
                        "0600"));
        assertEquals("text", read("to"));
        copy.changesFiles(Map.of("src", dir + "/d", "dest", dir + "/copied", "remote_src", true));
        assertEquals("x", read("copied/d/e/f"));
        copy.fails(
                Map.of("src", dir + "/no", "dest", dir + "/to", "remote_src", true),
                "does not exist");
    }

    @Test
    void copiesWhatLinksPointToOnTheHostWhenTold() throws IOException {
        copy.given("d/f", "x");
        Files.createSymbolicLink(dir.resolve("d/link"), Path.of("f"));
        Map<String, ?> kept = Map.of("src", dir + "/d/", "dest", dir + "/kept", "remote_src", true);
        copy.changesFiles(kept);
        assertEquals(Path.of("f"), Files.readSymbolicLink(dir.resolve("kept/link")));
        copy.changesFiles(
                Map.of(
                        "src",
                        dir + "/d/",
                        "dest",
                        dir + "/followed",
                        "remote_src",
                        true,
                        "local_follow",
                        true));
        assertFalse(Files.isSymbolicLink(dir.resolve("followed/link")));
        assertEquals("x", read("followed/link"));
        Files.delete(dir.resolve("d/link"));
        Files.createSymbolicLink(dir.resolve("d/link"), Path.of("elsewhere"));
        copy.changesFiles(kept);
        assertEquals(Path.of("elsewhere"), Files.readSymbolicLink(dir.resolve("kept/link")));
    }

    @Test
    void leavesAFileThatIsThereWhenNotForced() {
        copy.given("f", "theirs")
                .settled(Map.of("dest", dir + "/f", "content", "ours", "force", "no"));
    }

    @Test
    void keepsTheOldFileBesideTheNew() throws IOException {
        copy.given("f", "old");
        Outcome outcome = copy.run(Map.of("dest", dir + "/f", "content", "new", "backup", true));
        Path backup = Path.of(outcome.values().get("backup_file").toString());
        assertEquals("old", Files.readString(backup));
        assertTrue(
                backup.getFileName()
                        .toString()
                        .matches("f\\.\\d+\\.\\d{4}-\\d\\d-\\d\\d@\\d\\d:\\d\\d:\\d\\d~"));
    }

    @Test
    void writesNothingThatTheValidationRefuses() throws IOException {
        copy.given("f", "good\n");
        Map<String, Object> params =
                Map.of("dest", dir + "/f", "content", "bad\n", "validate", "grep -q good %s");
        copy.fails(params, "refused by: grep -q good %s");
        copy.changesFiles(
                Map.of(
                        "dest",
                        dir + "/it's",
                        "content",
                        "good too\n",
                        "validate",
                        "grep -q good %s"));
        copy.fails(
                Map.of("dest", dir + "/f", "content", "x", "validate", "true"),
                "validate needs %s");
    }

    @Test
    void replacesALinkOrWritesThroughIt() throws IOException {
        copy.given("real", "1");
        Files.createSymbolicLink(dir.resolve("l"), Path.of("real"));
        copy.changes(Map.of("dest", dir + "/l", "content", "2", "follow", true));
        assertEquals("2", read("real"));
        assertTrue(Files.isSymbolicLink(dir.resolve("l")));
        copy.changes(Map.of("dest", dir + "/l", "content", "3"));
        assertEquals("2", read("real"));
        assertEquals("3", read("l"));
    }

    @Test
    void saysWhatIsInTheWay() {
        copy.fails(
                Map.of("dest", dir + "/no/such/motd", "content", ""),
                "no/such/motd does not exist");
        copy.given("d/f", "");
        copy.fails(
                Map.of("dest", dir + "/d", "content", ""),
                "can not use content with a dir as dest");
        copy.fails(Map.of("dest", dir + "/x", "content", "", "owner", "nosuchuser"), "nosuchuser");
        assertThrows(BadParams.class, () -> copy.run(Map.of("dest", "/x")));
    }

    @Test
    void leavesNoHalfAFileBehindWhenItFails() throws IOException {
        copy.fails(
                Map.of("dest", dir + "/x", "content", "abc", "group", "nosuchgroup"),
                "nosuchgroup");
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(dir.resolve(name));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name)));
    }
}
