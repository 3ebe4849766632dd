package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
final class ArchiveModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial archive;

    @BeforeEach
    void start() {
        archive = new Trial("archive", dir, shell);
        archive.given("src/a b", "one").given("src/sub/c.log", "two").given("src/sub/d", "three");
        archive.given("other/e", "four");
    }

    @Test
    void packsAFolder() throws Exception {
        Outcome outcome = change(Map.of("path", dir + "/src", "dest", dir + "/out.tgz"));
        assertEquals(
                List.of("src/", "src/a b", "src/sub/", "src/sub/c.log", "src/sub/d"),
                list("tar", "-tzf", dir + "/out.tgz"));
        assertEquals(dir + "/", outcome.values().get("arcroot"));
        assertEquals("archive", outcome.values().get("state"));
        archive.given("src/sub/d", "other");
        change(Map.of("path", dir + "/src", "dest", dir + "/out.tgz"));
    }

    @Test
    void packsInEveryFormat() throws Exception {
        for (String format : List.of("tar", "bz2", "xz", "zip")) {
            assumeTrue(Programs.there(format.equals("bz2") ? "bzip2" : format), format);
            change(
                    Map.of(
                            "path",
                            dir + "/src",
                            "dest",
                            dir + "/o." + format,
                            "format",
                            format,
                            "mode",
                            "0600"));
        }
        assertEquals(
                List.of("src/", "src/a b", "src/sub/", "src/sub/c.log", "src/sub/d"),
                list("unzip", "-Z1", dir + "/o.zip"));
    }

    @Test
    void compressesAFile() throws Exception {
        Outcome outcome = change(Map.of("path", dir + "/src/a b"));
        assertEquals(dir + "/src/a b.gz", outcome.values().get("dest"));
        assertEquals(List.of("one"), list("gzip", "-dc", dir + "/src/a b.gz"));
    }

    @Test
    void leavesOutWhatIsExcludedAndTellsWhatIsMissing() throws Exception {
        Map<String, Object> params =
                Map.of(
                        "path",
                        List.of(dir + "/src/*", dir + "/other", dir + "/none"),
                        "dest",
                        dir + "/out.tar",
                        "format",
                        "tar",
                        "exclude_path",
                        dir + "/src/a*",
                        "exclusion_patterns",
                        "*.log");
        Outcome outcome = change(params);
        assertEquals(
                List.of("other/", "other/e", "src/sub/", "src/sub/d"),
                list("tar", "-tf", dir + "/out.tar"));
        assertEquals(List.of(dir + "/none"), outcome.values().get("missing"));
        assertEquals("incomplete", outcome.values().get("state"));
    }

    @Test
    void removesWhatItPacked() {
        Map<String, Object> params = new HashMap<>();
        params.put("path", dir + "/src");
        params.put("dest", dir + "/out.tgz");
        params.put("remove", true);
        assertEquals(Outcome.Status.CHANGED, archive.run(params).status());
        assertFalse(Files.exists(dir.resolve("src")));
        archive.settled(params);
    }

    @Test
    void saysWhatIsMissing() {
        archive.fails(Map.of("path", dir + "/none", "dest", dir + "/x"), "no source paths");
        archive.fails(Map.of("path", dir + "/src"), "must specify \"dest\"");
    }

    private Outcome change(Map<String, ?> params) {
        return archive.changes(params);
    }

    private static List<String> list(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.lines().sorted().toList();
    }
}
