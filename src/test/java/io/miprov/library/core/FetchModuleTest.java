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
        Outcome outcome = brings(Map.of("src", dir + "/src/a b.log", "dest", "logs"));
        Path dest = dir.resolve("logs/here" + dir + "/src/a b.log");
        assertEquals("hello\n", Files.readString(dest));
        assertEquals(dest.toString(), outcome.values().get("dest"));
        assertEquals("f572d396fae9206628714fb2ce00f72e94f2258f", outcome.values().get("checksum"));
    }

    @Test
    void bringsAFileFlat() throws IOException {
        fetch.given("f", "x").given("into/other", "");
        brings(Map.of("src", dir + "/f", "dest", "into/", "flat", true));
        assertEquals("x", Files.readString(dir.resolve("into/f")));
        brings(Map.of("src", dir + "/f", "dest", "copy", "flat", true));
        assertThrows(
                BadParams.class,
                () -> fetch.run(Map.of("src", dir + "/f", "dest", "into", "flat", true)));
    }

    @Test
    void bringsALargeFileInParts() throws IOException {
        byte[] bytes = new byte[9_000_001];
        new Random(7).nextBytes(bytes);
        Files.write(dir.resolve("big"), bytes);
        brings(Map.of("src", dir + "/big", "dest", "copy", "flat", true));
        assertEquals(-1, Files.mismatch(dir.resolve("big"), dir.resolve("copy")));
    }

    @Test
    void failsWithoutTheFileUnlessItMayBeMissing() {
        fetch.given("d/f", "");
        fetch.fails(Map.of("src", dir + "/no", "dest", "x"), "the remote file does not exist");
        fetch.fails(Map.of("src", dir + "/d", "dest", "x"), "is a directory");
        Map<String, Object> may = Map.of("src", dir + "/no", "dest", "x", "fail_on_missing", false);
        assertEquals(Outcome.Status.OK, fetch.run(may).status());
    }

    @Test
    void leavesNoFolder() {
        assertThrows(BadParams.class, () -> fetch.run(Map.of("src", "../../f", "dest", "logs")));
    }

    @Test
    void isSkippedInCheckModeAsAnsibleDoes() {
        fetch.given("f", "x");
        Outcome checked =
                fetch.run(Map.of("src", dir + "/f", "dest", "copy", "flat", true), Mode.CHECK);
        assertEquals(Outcome.Status.SKIPPED, checked.status());
        assertTrue(checked.message().contains("not (yet) supported"), checked::message);
        assertTrue(Files.notExists(dir.resolve("copy")));
    }

    private Outcome brings(Map<String, ?> params) {
        Outcome brought = fetch.run(params);
        assertEquals(Outcome.Status.CHANGED, brought.status(), brought::message);
        assertEquals(Outcome.Status.OK, fetch.run(params).status());
        return brought;
    }
}
