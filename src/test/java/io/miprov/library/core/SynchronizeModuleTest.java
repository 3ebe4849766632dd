package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SynchronizeModuleTest {
    @TempDir Path dir;

    private Trial trial(Shells shell) throws IOException {
        Trial trial = new Trial("synchronize", dir, shell);
        trial.given("src/one", "1").given("src/a/b/two", "2").given("src/.git/x", "x");
        Files.createSymbolicLink(dir.resolve("src/link"), Path.of("one"));
        return trial;
    }

    private Map<String, Object> params(String src, String dest, Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("src", src);
        params.put("dest", dir + "/" + dest);
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    @ParameterizedTest
    @EnumSource
    void bringsAFolderAndDeletesWhatIsNotInIt(Shells shell) throws IOException {
        Trial trial = trial(shell);
        Map<String, Object> params =
                params(
                        "src/",
                        "there",
                        "delete",
                        true,
                        "rsync_opts",
                        List.of("--exclude=.git", "--exclude=/keep*"));
        trial.changesFiles(params);
        assertEquals("2", Files.readString(dir.resolve("there/a/b/two")));
        assertEquals(Path.of("one"), Files.readSymbolicLink(dir.resolve("there/link")));
        assertFalse(Files.exists(dir.resolve("there/.git")));
        trial.given("there/keep-me", "").given("there/a/stray", "").given("there/a/keep", "");
        trial.changesFiles(params);
        assertTrue(Files.exists(dir.resolve("there/keep-me")));
        assertFalse(Files.exists(dir.resolve("there/a/stray")));
        assertFalse(Files.exists(dir.resolve("there/a/keep")));
    }

    @Test
    void bringsTheFolderItselfAFileOrOnlyWhatIsThere() throws IOException {
        Trial trial = trial(Shells.DASH);
        trial.changesFiles(params("src", "there"));
        assertEquals("1", Files.readString(dir.resolve("there/src/one")));
        trial.changesFiles(params("src/one", "there/copy"));
        trial.given("few/one", "old");
        trial.changesFiles(params("src/", "few", "existing_only", true));
        assertEquals("1", Files.readString(dir.resolve("few/one")));
        assertFalse(Files.exists(dir.resolve("few/a")));
        trial.changesFiles(params("src/", "flat", "archive", false));
        assertFalse(Files.exists(dir.resolve("flat/a")) || Files.exists(dir.resolve("flat/link")));
    }

    @ParameterizedTest
    @EnumSource
    void bringsAFolderOfTheHost(Shells shell) throws IOException {
        Trial trial = trial(shell);
        Map<String, Object> params =
                params(dir + "/src", "here", "mode", "pull", "rsync_opts", "--exclude=.git");
        assertEquals("CHANGED", trial.run(params).status().name());
        assertEquals("2", Files.readString(dir.resolve("here/src/a/b/two")));
        assertFalse(Files.exists(dir.resolve("here/src/.git")));
        trial.settled(params);
        trial.fails(params(dir + "/none", "here", "mode", "pull"), "there is no");
    }

    @Test
    void refusesWhatOnlyRsyncCan() throws IOException {
        Trial trial = trial(Shells.DASH);
        assertThrows(
                BadParams.class,
                () -> trial.run(params("src", "x", "rsync_opts", List.of("--bwlimit=10"))));
        assertThrows(
                BadParams.class,
                () -> trial.run(params(dir + "/src", "x", "mode", "pull", "delete", true)));
        assertThrows(BadParams.class, () -> trial.run(Map.of("src", "src", "dest", "x")));
    }

    @ParameterizedTest
    @CsvSource({
        "*.o, a/b.o, true",
        "*.o, a.o/, true",
        "*.o, a.o/b, true",
        "/a, a, true",
        "/a, b/a, false",
        "b/c, a/b/c, true",
        "a/*, a/b/c, true",
        "a/*/d, a/b/c/d, false",
        "a/**/d, a/b/c/d, true",
        "x/, x, false",
        "x/, a/x/, true",
        "[ab]?, ac, true",
        "a+b, aab, false"
    })
    void leavesOutAsRsyncDoes(String pattern, String path, boolean out) {
        assertEquals(out, new Excluded(List.of(pattern)).has(path));
    }
}
