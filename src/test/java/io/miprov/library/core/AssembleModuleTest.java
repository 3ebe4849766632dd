package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class AssembleModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial assemble;

    @BeforeEach
    void start() {
        assemble = new Trial("assemble", dir, shell);
        assemble.given("d/2-b", "two").given("d/1 a", "one\n").given("d/.h", "hidden\n");
        assemble.given("d/sub/x", "no");
    }

    @Test
    void joinsTheFilesOfAFolderOfTheHost() throws IOException {
        Outcome outcome = assemble.changesFiles(params(Map.of("mode", "0600")));
        assertEquals("hidden\none\ntwo", Files.readString(dir.resolve("out")));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("out"))));
        assertEquals("0600", outcome.values().get("mode"));
    }

    @Test
    void takesTheFilesThatMatchAndPutsSomethingBetween() throws IOException {
        assemble.changesFiles(
                params(
                        Map.of(
                                "ignore_hidden",
                                true,
                                "delimiter",
                                "### \\x41\\n",
                                "regexp",
                                "^[0-9]")));
        assertEquals("one\n### A\ntwo", Files.readString(dir.resolve("out")));
    }

    @Test
    void takesAFolderOfTheController() throws IOException {
        assemble.changesFiles(
                Map.of(
                        "src",
                        "d",
                        "dest",
                        dir + "/out",
                        "remote_src",
                        false,
                        "ignore_hidden",
                        true));
        assertEquals("one\ntwo", Files.readString(dir.resolve("out")));
    }

    @Test
    void leavesTheOldFileWhenTheNewOneIsRefused() {
        assemble.given("out", "old");
        assemble.fails(params(Map.of("validate", "grep -q three %s")), "refused by");
        assemble.fails(Map.of("src", dir + "/none", "dest", dir + "/out"), "does not exist");
        assemble.fails(Map.of("src", dir + "/d/2-b", "dest", dir + "/out"), "is not a directory");
    }

    private Map<String, Object> params(Map<String, Object> more) {
        Map<String, Object> all = new java.util.HashMap<>(more);
        all.put("src", dir + "/d");
        all.put("dest", dir + "/out");
        return all;
    }
}
