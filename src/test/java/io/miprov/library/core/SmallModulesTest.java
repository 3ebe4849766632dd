package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class SmallModulesTest {
    @Parameter Shells shell;
    @TempDir Path dir;

    @Test
    void makesATemporaryFolder() throws IOException {
        Outcome outcome =
                new Trial("tempfile", dir, shell)
                        .run(Map.of("path", dir.toString(), "state", "directory", "suffix", " x"));
        Path made = Path.of(outcome.values().get("path").toString());
        assertTrue(made.getFileName().toString().matches("ansible\\..{8,} x"), made::toString);
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        assertEquals("directory", outcome.values().get("state"));
    }

    @Test
    void makesATemporaryFileOfWhichCheckModeOnlyTells() throws IOException {
        Trial tempfile = new Trial("tempfile", dir, shell);
        Map<String, Object> params = Map.of("path", dir.toString(), "prefix", "p");
        Outcome checked = tempfile.run(params, Mode.CHECK);
        assertEquals(Outcome.Status.CHANGED, checked.status());
        assertTrue(checked.values().get("path").toString().startsWith(dir + "/p"));
        try (var files = Files.list(dir)) {
            assertEquals(0, files.count());
        }
        Path made = Path.of(tempfile.run(params).values().get("path").toString());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        tempfile.fails(Map.of("path", dir + "/none"), "does not exist");
    }

    @Test
    void readsAFileOrSaysWhyNot() {
        Trial slurp = new Trial("slurp", dir, shell).given("d/f", "x\0y");
        Outcome outcome = slurp.settled(Map.of("src", dir + "/d/f"));
        assertEquals("eAB5", outcome.values().get("content"));
        slurp.fails(Map.of("src", dir + "/d"), "source is a directory and must be a file");
        slurp.fails(Map.of("src", dir + "/none"), "file not found: " + dir + "/none");
        slurp.fails(Map.of("src", dir + "/d/f/below/it"), "unable to slurp file");
    }

    @Test
    void pingFailsOnRequestAsAModuleThatBreaks() {
        Outcome crash = new Trial("ping", dir, shell).fails(Map.of("data", "crash"), "MODULE");
        assertTrue(crash.values().get("module_stderr").toString().contains("Exception: boom"));
        assertEquals("", crash.values().get("module_stdout"));
        assertEquals(1L, crash.values().get("rc"));
    }

    @Test
    void readsEntriesOfDatabases() {
        Trial getent = new Trial("getent", dir, shell);
        Outcome root = getent.settled(Map.of("database", "passwd", "key", "root"));
        List<?> fields = (List<?>) ((Map<?, ?>) root.facts().get("getent_passwd")).get("root");
        assertEquals("0", fields.get(1));
        assertEquals(6, fields.size());
        assertEquals(root.facts(), root.variables());
        Outcome all = getent.settled(Map.of("database", "group"));
        assertTrue(((Map<?, ?>) all.facts().get("getent_group")).size() > 5);
    }

    @Test
    void failsWithoutTheEntryUnlessItMayBeMissing() {
        Trial getent = new Trial("getent", dir, shell);
        Map<String, Object> params = Map.of("database", "passwd", "key", "no-such-user");
        getent.fails(params, "could not be found");
        Outcome none =
                getent.settled(
                        Map.of("database", "passwd", "key", "no-such-user", "fail_key", false));
        Map<?, ?> entries = (Map<?, ?>) none.facts().get("getent_passwd");
        assertTrue(entries.containsKey("no-such-user"));
        assertEquals(null, entries.get("no-such-user"));
    }
}
