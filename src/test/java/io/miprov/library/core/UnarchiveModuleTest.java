package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class UnarchiveModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial unarchive;

    @BeforeEach
    void start() throws Exception {
        unarchive =
                new Trial("unarchive", dir, shell)
                        .given("in/bin/run", "#!/bin/sh\n")
                        .given("in/conf/a.toml", "a\n");
        assertTrue(dir.resolve("in/bin/run").toFile().setExecutable(true));
        run("tar", "-czf", dir + "/a.tgz", "-C", dir + "/in", ".");
        zip("a.zip", "bin/run", "conf/a.toml");
        Files.createDirectory(dir.resolve("out"));
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
    }

    private void zip(String name, String... members) throws IOException {
        try (OutputStream out = Files.newOutputStream(dir.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String member : members) {
                zip.putNextEntry(new ZipEntry(member));
                zip.write(member.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void unpacksAnArchiveOfTheController() throws IOException {
        unarchive.changesFiles(Map.of("src", "a.tgz", "dest", dir + "/out"));
        assertEquals("a\n", Files.readString(dir.resolve("out/conf/a.toml")));
        assertTrue(Files.isExecutable(dir.resolve("out/bin/run")));
        unarchive
                .given("out/conf/a.toml", "changed\n")
                .changesFiles(Map.of("src", "a.tgz", "dest", dir + "/out"));
        assertEquals("a\n", Files.readString(dir.resolve("out/conf/a.toml")));
    }

    @Test
    void leavesOutWhatIsExcluded() {
        unarchive.changesFiles(
                Map.of("src", "a.zip", "dest", dir + "/out", "exclude", List.of("conf")));
        assertFalse(Files.exists(dir.resolve("out/conf")));
        unarchive.changesFiles(Map.of("src", "a.zip", "dest", dir + "/out", "include", "*.toml"));
    }

    @Test
    void unpacksNothingIfItsFileIsThere() {
        unarchive
                .given("out/flag", "")
                .settled(
                        Map.of("src", "a.zip", "dest", dir + "/out", "creates", dir + "/out/flag"));
        unarchive.changesFiles(
                Map.of("src", "a.zip", "dest", dir + "/out", "creates", dir + "/out/bin/run"));
    }

    @Test
    void unpacksAnArchiveOfTheHost() throws IOException {
        unarchive.changesFiles(
                Map.of("src", dir + "/a.tgz", "dest", dir + "/out", "remote_src", true));
        Files.delete(dir.resolve("out/conf/a.toml"));
        unarchive.changesFiles(
                Map.of("src", dir + "/a.tgz", "dest", dir + "/out", "remote_src", true));
        unarchive
                .given("zipped/x", "")
                .changesFiles(
                        Map.of("src", dir + "/a.zip", "dest", dir + "/zipped", "remote_src", true));
        unarchive.fails(
                Map.of("src", dir + "/no.tgz", "dest", dir + "/out", "remote_src", true),
                "does not exist");
    }

    @Test
    void letsLeadingFoldersFallAway() throws IOException {
        List<String> strip = List.of("--strip-components=1");
        zip("b.zip", "jdk/", "jdk/bin/", "jdk/bin/java");
        unarchive.changesFiles(Map.of("src", "b.zip", "dest", dir + "/out", "extra_opts", strip));
        assertTrue(Files.exists(dir.resolve("out/bin/java")));
        Files.createDirectory(dir.resolve("two"));
        unarchive.changesFiles(
                Map.of(
                        "src",
                        dir + "/a.tgz",
                        "dest",
                        dir + "/two",
                        "remote_src",
                        true,
                        "extra_opts",
                        List.of("--strip-components=2")));
        assertTrue(Files.exists(dir.resolve("two/a.toml")));
        assertThrows(
                BadParams.class,
                () ->
                        unarchive.run(
                                Map.of(
                                        "src",
                                        "a.zip",
                                        "dest",
                                        dir + "/out",
                                        "extra_opts",
                                        List.of("--transform=s/a/b/"))));
    }

    @Test
    void unpacksAPartOfAnArchiveOfTheHostOrOfAnAddress() throws IOException {
        Map<String, Object> some =
                Map.of(
                        "src",
                        "file://" + dir + "/a.zip",
                        "dest",
                        dir + "/out",
                        "remote_src",
                        true,
                        "exclude",
                        List.of("conf/*"),
                        "list_files",
                        true);
        Outcome outcome = unarchive.changesFiles(some);
        assertEquals(List.of("bin/run", "conf/a.toml"), outcome.values().get("files"));
        assertFalse(Files.exists(dir.resolve("out/conf/a.toml")));
        unarchive.changesFiles(
                Map.of(
                        "src",
                        dir + "/a.tgz",
                        "dest",
                        dir + "/out",
                        "remote_src",
                        true,
                        "include",
                        List.of("./conf/a.toml")));
        assertEquals("a\n", Files.readString(dir.resolve("out/conf/a.toml")));
    }

    @Test
    void knowsTheOlderWayToNameAnArchiveOfTheHost() throws IOException {
        unarchive.changesFiles(Map.of("src", dir + "/a.tgz", "dest", dir + "/out", "copy", false));
        assertEquals("a\n", Files.readString(dir.resolve("out/conf/a.toml")));
    }

    @Test
    void refusesAnArchiveThatLeadsOut() throws IOException {
        zip("evil.zip", "../evil");
        assertThrows(
                IllegalArgumentException.class,
                () -> unarchive.run(Map.of("src", "evil.zip", "dest", dir + "/out")));
        assertFalse(Files.exists(dir.resolve("evil")));
    }
}
