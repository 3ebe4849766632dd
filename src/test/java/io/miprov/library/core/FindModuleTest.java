package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class FindModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial find;

    @BeforeEach
    void start() throws IOException {
        find = new Trial("find", dir, shell);
        find.given("a.log", "one\ntwo ERROR\n")
                .given("b.txt", "ERROR 7\n")
                .given(".hidden.log", "")
                .given("sub/c.log", "x".repeat(3000))
                .given("sub/deep/d d.log", "")
                .given("sub/odd\nname", "");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("a.log"));
        Files.setLastModifiedTime(
                dir.resolve("a.log"), FileTime.from(Instant.now().minusSeconds(3 * 86_400)));
    }

    @Test
    void findsFilesOfTheFolderItself() {
        assertEquals(List.of("a.log", "b.txt"), names(Map.of()));
    }

    @Test
    void findsByPatternDepthAndKind() {
        assertEquals(
                List.of("a.log", "sub/c.log", "sub/deep/d d.log"),
                names(Map.of("recurse", true, "patterns", "*.log")));
        assertEquals(
                List.of("a.log", "sub/c.log"),
                names(Map.of("recurse", true, "patterns", "*.log", "depth", 2)));
        assertEquals(
                List.of(".hidden.log", "a.log"),
                names(Map.of("patterns", "*.log,*.gz", "hidden", true)));
        assertEquals(List.of("sub"), names(Map.of("file_type", "directory")));
        assertEquals(List.of("link"), names(Map.of("file_type", "link")));
        assertEquals(
                List.of("b.txt", "link", "sub"),
                names(Map.of("file_type", "any", "excludes", "*.log")));
        assertEquals(
                List.of("sub/odd\nname"), names(Map.of("recurse", true, "patterns", "odd?name")));
    }

    @Test
    void findsByPermissions() throws IOException {
        mode("a.log", "rw-r--r--");
        mode("b.txt", "r--------");
        assertEquals(List.of("a.log"), names(Map.of("mode", "0644")));
        assertEquals(List.of("a.log"), names(Map.of("mode", "u=rw,g=r,o=r")));
        assertEquals(List.of("a.log", "b.txt"), names(Map.of("mode", "u=r", "exact_mode", false)));
        assertEquals(List.of("a.log"), names(Map.of("mode", "0004", "exact_mode", false)));
        assertEquals(List.of("a.log", "b.txt"), names(Map.of("encoding", "utf-8")));
    }

    private void mode(String file, String permissions) throws IOException {
        Files.setPosixFilePermissions(
                dir.resolve(file), PosixFilePermissions.fromString(permissions));
    }

    @Test
    void findsByRegularExpressionAsPythonMatches() {
        assertEquals(
                List.of("a.log"),
                names(Map.of("patterns", List.of("^[a-z]\\.log$"), "use_regex", true)));
        assertEquals(List.of(), names(Map.of("patterns", "log", "use_regex", true)));
        assertEquals(
                List.of("b.txt"),
                names(Map.of("excludes", List.of(".*\\.log"), "use_regex", true)));
    }

    @Test
    void findsByAgeAndSize() {
        assertEquals(List.of("a.log"), names(Map.of("age", "2d")));
        assertEquals(List.of("b.txt"), names(Map.of("age", "-2d")));
        assertEquals(List.of("sub/c.log"), names(Map.of("recurse", true, "size", "2k")));
        assertEquals(List.of("b.txt"), names(Map.of("size", "-10", "patterns", "b*")));
        assertThrows(BadParams.class, () -> names(Map.of("age", "2y")));
    }

    @Test
    void findsByContentWhateverTheExpressionNeeds() {
        assertEquals(List.of("b.txt"), names(Map.of("contains", "ERROR \\d")));
        assertEquals(List.of("a.log", "b.txt"), names(Map.of("contains", ".*ERROR")));
        assertEquals(List.of("b.txt"), names(Map.of("contains", "(?i)error")));
        assertEquals(List.of("b.txt"), names(Map.of("contains", "ERROR", "encoding", "utf-8")));
        assertEquals(
                List.of("a.log"), names(Map.of("contains", "one\\ntwo", "read_whole_file", true)));
    }

    @Test
    void skipsAFolderWithAFileThatIsNoTextOfTheEncoding() throws Exception {
        Files.write(dir.resolve("wide.gbk"), new byte[] {(byte) 0xc4, (byte) 0xe3});
        Map<String, Object> params = new HashMap<>();
        params.putAll(Map.of("paths", dir.toString(), "patterns", "*.gbk", "contains", "\u4f60"));
        params.put("encoding", "gbk");
        assertEquals(1L, find.run(params).values().get("matched"));
        params.put("encoding", "utf-8");
        Outcome skipped = find.run(params);
        assertEquals(
                Map.of(
                        dir.toString(),
                        "Failed to read the file "
                                + dir
                                + "/wide.gbk due to an encoding error. current encoding: utf-8"),
                skipped.values().get("skipped_paths"));
        assertTrue(skipped.values().get("msg").toString().startsWith("Not all paths examined"));
        params.put("encoding", "nope");
        assertEquals(
                Map.of(dir.toString(), "unknown encoding: nope"),
                find.run(params).values().get("skipped_paths"));
    }

    @Test
    void tellsWhatAFileIs() {
        Outcome outcome =
                find.run(
                        Map.of("paths", dir.toString(), "patterns", "b.txt", "get_checksum", true));
        Map<?, ?> file = (Map<?, ?>) ((List<?>) outcome.values().get("files")).get(0);
        assertEquals(8L, file.get("size"));
        assertEquals("0644", file.get("mode"));
        assertEquals(true, file.get("isreg"));
        assertEquals(
                Digests.of("ERROR 7\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)).sha1(),
                file.get("checksum"));
        assertEquals(1L, outcome.values().get("matched"));
        assertEquals(5L, outcome.values().get("examined"));
    }

    @Test
    void saysWhichPathsItCouldNotLookAt() {
        Outcome outcome = find.run(Map.of("paths", dir + "/none," + dir + "/sub"));
        assertEquals(
                Map.of(dir + "/none", "'" + dir + "/none' is not a directory"),
                outcome.values().get("skipped_paths"));
        assertEquals(2L, outcome.values().get("matched"));
    }

    @Test
    void findsNothingInCheckModeEither() {
        Outcome outcome =
                find.run(Map.of("paths", dir.toString(), "patterns", "*.none"), Mode.CHECK);
        assertEquals(List.of(), outcome.values().get("files"));
    }

    private List<String> names(Map<String, ?> params) {
        Map<String, Object> all = new java.util.HashMap<>(params);
        all.put("paths", dir.toString());
        Outcome outcome = find.run(all);
        assertEquals(Outcome.Status.OK, outcome.status(), outcome::message);
        return ((List<?>) outcome.values().get("files"))
                .stream()
                        .map(file -> ((Map<?, ?>) file).get("path").toString())
                        .map(path -> dir.relativize(Path.of(path)).toString())
                        .sorted()
                        .collect(Collectors.toList());
    }
}
