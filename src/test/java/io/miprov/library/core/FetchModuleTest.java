package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class FetchModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial fetch;

    @BeforeEach
    void start() {
        fetch = new Trial("fetch", dir, shell);
    }

    @Test
    void bringsAFileIntoAFolderOfTheHostsName() throws IOException {
        fetch.given("src/a b.log", "hello\n");
        Outcome outcome = fetch.changes(Map.of("src", dir + "/src/a b.log", "dest", "logs"));
        Path dest = dir.resolve("logs/here" + dir + "/src/a b.log");
        assertEquals("hello\n", Files.readString(dest));
        assertEquals(dest.toString(), outcome.values().get("dest"));
        assertEquals("f572d396fae9206628714fb2ce00f72e94f2258f", outcome.values().get("checksum"));
    }

    @Test
    void bringsAFileFlat() throws IOException {
        fetch.given("f", "x").given("into/other", "");
        fetch.changes(Map.of("src", dir + "/f", "dest", "into/", "flat", true));
        assertEquals("x", Files.readString(dir.resolve("into/f")));
        fetch.changes(Map.of("src", dir + "/f", "dest", "copy", "flat", true));
        assertThrows(
                BadParams.class,
                () -> fetch.run(Map.of("src", dir + "/f", "dest", "into", "flat", true)));
    }

    @Test
    void bringsALargeFileInParts() throws IOException {
        byte[] bytes = new byte[9_000_001];
        new Random(7).nextBytes(bytes);
        Files.write(dir.resolve("big"), bytes);
        fetch.changes(Map.of("src", dir + "/big", "dest", "copy", "flat", true));
        assertEquals(-1, Files.mismatch(dir.resolve("big"), dir.resolve("copy")));
    }

    @Test
    void failsWithoutTheFileUnlessItMayBeMissing() {
        fetch.given("d/f", "");
        fetch.fails(Map.of("src", dir + "/no", "dest", "x"), "the remote file does not exist");
        fetch.fails(Map.of("src", dir + "/d", "dest", "x"), "is a directory");
        fetch.settled(Map.of("src", dir + "/no", "dest", "x", "fail_on_missing", false));
    }

    @Test
    void leavesNoFolder() {
        assertThrows(BadParams.class, () -> fetch.run(Map.of("src", "../../f", "dest", "logs")));
    }
}
