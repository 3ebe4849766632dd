package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher starts from anywhere, and never fails because of its cache. */
final class LauncherIT {
    private static final Path LAUNCHER = Path.of("miprov").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void startsFromAnotherFolderThroughTwoLinks() throws Exception {
        Path first = Files.createSymbolicLink(folder.resolve("first"), LAUNCHER);
        Files.createSymbolicLink(folder.resolve("second"), first.getFileName());
        starts(launcher("./second"));
    }

    @Test
    void makesItsArchiveOnceAndKeepsOne() throws Exception {
        starts(launcher(LAUNCHER.toString()));
        List<Path> made = archives();
        assertEquals(1, made.size());
        starts(launcher(LAUNCHER.toString()));
        assertEquals(made, archives());
    }

    @Test
    void twoThatStartAtOnceDoNotDisturbEachOther() throws Exception {
        Process one = launcher(LAUNCHER.toString()).start();
        Process two = launcher(LAUNCHER.toString()).start();
        assertTrue(said(one).startsWith("miprov "));
        assertTrue(said(two).startsWith("miprov "));
        assertEquals(1, archives().size());
    }

    @Test
    void startsWhereNothingMayBeWritten() throws Exception {
        ProcessBuilder builder = launcher(LAUNCHER.toString());
        builder.environment().put("XDG_CACHE_HOME", "/proc/none");
        starts(builder);
    }

    @Test
    void looksFurtherWhenJavaHomeIsTooOld() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk11"));
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
        assertTrue(old.resolve("bin/java").toFile().setExecutable(true));
        ProcessBuilder builder = launcher(LAUNCHER.toString());
        builder.environment().put("JAVA_HOME", old.toString());
        starts(builder);
    }

    private static void starts(ProcessBuilder launcher) throws Exception {
        Process process = launcher.start();
        String said = said(process);
        assertTrue(said.startsWith("miprov "), said);
        assertEquals(0, process.waitFor());
    }

    private ProcessBuilder launcher(String path) {
        ProcessBuilder builder = new ProcessBuilder(path, "--version").directory(folder.toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        String java = System.getProperty("java.home");
        builder.environment().put("PATH", java + "/bin:" + System.getenv("PATH"));
        return builder.redirectErrorStream(true);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache/miprov"))) {
            return files.toList();
        }
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
