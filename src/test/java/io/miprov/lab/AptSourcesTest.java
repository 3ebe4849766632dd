package io.miprov.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab's hosts take Debian from where this computer takes it. */
final class AptSourcesTest {
    @TempDir private Path apt;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(apt.resolve("sources.list.d"));
    }

    @Test
    void takesOneLineSourcesOfTheReleaseAndLeavesOthers() throws IOException {
        Files.writeString(
                apt.resolve("sources.list"),
                """
                # deb http://old.example.org/debian bookworm main
                deb [arch=amd64] http://mirror.example.org/debian  bookworm main contrib
                deb-src http://mirror.example.org/debian bookworm main
                deb http://mirror.example.org/debian bookworm-updates main
                deb http://elsewhere.example.org/apt stable main
                """);
        assertLines(
                "deb http://mirror.example.org/debian bookworm main",
                "deb http://mirror.example.org/debian bookworm-updates main");
        assertEquals("http://mirror.example.org/debian", sources().mirror());
    }

    @Test
    void takesStanzasSignedByDebian() throws IOException {
        Files.writeString(
                apt.resolve("sources.list.d/debian.sources"),
                """
                Types: deb
                # the mirror
                URIs: http://mirror.example.org/debian
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

                Types: deb
                URIs: http://packages.example.org/apt
                Suites: bookworm
                Components: main
                Signed-By: /usr/share/keyrings/example.gpg
                """);
        assertLines(
                "deb http://mirror.example.org/debian bookworm main",
                "deb http://mirror.example.org/debian bookworm-updates main");
    }

    @Test
    void takesDebiansOwnOnAnotherSystem() throws IOException {
        Files.writeString(
                apt.resolve("sources.list"), "deb http://archive.example.org/ubuntu noble main\n");
        assertEquals("http://deb.debian.org/debian", sources().mirror());
        assertEquals(3, sources().lines().size());
    }

    private void assertLines(String... lines) {
        assertEquals(List.of(lines), sources().lines());
    }

    private AptSources sources() {
        return AptSources.of(apt, "");
    }
}
