package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code lineinfile}, {@code blockinfile} and {@code replace} against the answers that ansible-core
 * 2.14 gave for the same files and parameters.
 */
final class EditModulesTest {
    @TempDir Path dir;

    /** A file before, what is asked, and the file that Ansible made of it. */
    record Case(
            String module,
            String before,
            Map<String, Object> params,
            String after,
            boolean changed) {
        @Override
        public String toString() {
            return module + " " + params;
        }
    }

    static List<Case> cases() throws IOException {
        try (Reader in =
                new InputStreamReader(
                        EditModulesTest.class.getResourceAsStream("edits.json"), UTF_8)) {
            return List.of(new Gson().fromJson(in, Case[].class));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void makesOfAFileWhatAnsibleMakes(Case given) throws IOException {
        Map<String, Object> params = new LinkedHashMap<>(given.params());
        params.put("path", dir.resolve("file").toString());
        Trial trial = new Trial(given.module(), dir, Shells.DASH).given("file", given.before());
        Outcome outcome = trial.run(params, Mode.APPLY);
        assertEquals(given.after(), Files.readString(dir.resolve("file")));
        assertEquals(
                given.changed() ? Outcome.Status.CHANGED : Outcome.Status.OK, outcome.status());
    }

    @Test
    void tellsAndDoesNotTouchInCheckMode() {
        new Trial("lineinfile", dir, Shells.DASH)
                .given("file", "a=1\n")
                .changesFiles(
                        Map.of(
                                "path",
                                dir + "/file",
                                "regexp",
                                "^a=",
                                "line",
                                "a=2",
                                "mode",
                                "0600"));
    }

    @Test
    void refusesAMissingFileUnlessItMayMakeIt() {
        Trial trial = new Trial("lineinfile", dir, Shells.DASH);
        trial.fails(Map.of("path", dir + "/none", "line", "x"), "/none does not exist");
        trial.changesFiles(Map.of("path", dir + "/none", "line", "x", "create", true));
    }

    @Test
    void refusesABadEscapeBeforeItLooksAtTheFile() {
        Trial replace = new Trial("replace", dir, Shells.DASH).given("file", "a\n");
        for (String path : List.of(dir + "/file", "/dev/null")) {
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    replace.run(
                                            Map.of("path", path, "regexp", "z", "replace", "\\D")));
            assertTrue(
                    refused.getMessage().startsWith("Unable to process replace"),
                    refused.getMessage());
        }
        replace.settled(Map.of("path", dir + "/file", "regexp", "z", "replace", "\\\\D\\n\\1"));
    }

    @Test
    void keepsTheOldFileWhenTheNewOneIsRefused() throws IOException {
        new Trial("lineinfile", dir, Shells.DASH)
                .given("file", "a\n")
                .fails(
                        Map.of("path", dir + "/file", "line", "b", "validate", "grep -q z %s"),
                        "refused");
        assertEquals("a\n", Files.readString(dir.resolve("file")));
    }
}
