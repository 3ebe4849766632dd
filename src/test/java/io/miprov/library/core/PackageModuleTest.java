package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.OnceShell;
import io.miprov.library.Trial;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages, with a dpkg and an apt that keep their state in a file. */
final class PackageModuleTest {
    @TempDir Path dir;
    private OnceShell host;

    @BeforeEach
    void start() throws IOException {
        Path bin = Files.createDirectory(dir.resolve("bin"));
        Files.writeString(dir.resolve("installed"), "curl 7.88.1-10\nopenjdk-17 17.0.1\n");
        script(
                bin.resolve("dpkg-query"),
                """
                case $3 in
                *Provides*) echo 'installed, java-runtime, java-headless (= 17),' ;;
                *) shift 4; for name; do grep "^$name " STATE/installed | sed 's/^/installed /'; done ;;
                esac
                """);
        script(
                bin.resolve("apt-get"),
                """
                echo "$@" >>STATE/log
                verb=
                for word; do
                    case $word in
                    install | remove | purge) verb=$word ;;
                    no-such*) echo "E: Unable to locate package $word"; exit 100 ;;
                    *) case $verb in
                        install) echo "${word%%=*} ${word#*=}" >>STATE/installed ;;
                        remove | purge) sed -i "/^$word /d" STATE/installed ;;
                        esac ;;
                    esac
                done
                """);
        host = new OnceShell(List.of("dash"), Map.of("PATH", bin + ":" + System.getenv("PATH")));
    }

    private void script(Path path, String text) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + text.replace("STATE", dir.toString()));
        assertTrue(path.toFile().setExecutable(true));
    }

    @Test
    void installsOnlyWhatIsMissingInOneGo() throws IOException {
        apt().changes(Map.of("name", List.of("curl", "nginx", "unzip"), "state", "present"));
        assertTrue(Files.readString(dir.resolve("log")).contains("install nginx unzip\n"));
    }

    @Test
    void asksNothingOfPeople() throws IOException {
        apt().changes(Map.of("name", "nginx"));
        assertTrue(Files.readString(dir.resolve("log")).contains("-y -o DPkg::Lock::Timeout=60"));
    }

    @Test
    void takesAProvidedNameAsInstalled() {
        apt().settled(Map.of("name", "java-headless"));
    }

    @Test
    void comparesVersions() {
        apt().settled(Map.of("name", "curl=7.88*"));
        apt().changes(Map.of("name", "nginx=1.22.1-9"));
        apt().settled(Map.of("name", "nginx=1.22*"));
        assertEquals(
                Outcome.Status.CHANGED,
                apt().run(Map.of("name", "curl=8.*"), io.miprov.module.Mode.CHECK).status());
    }

    @Test
    void removes() {
        apt().changes(Map.of("name", "curl,openjdk-17", "state", "absent", "purge", true));
    }

    @Test
    void tellsWhatAptSaid() {
        Outcome outcome = apt().run(Map.of("name", "no-such-package"));
        assertTrue(
                outcome.message().contains("Unable to locate package no-such-package"),
                outcome::message);
    }

    @Test
    void refreshingTheListsIsNoChangeOfAPackage() throws IOException {
        Outcome outcome = apt().run(Map.of("name", "curl", "update_cache", true));
        assertEquals(Outcome.Status.OK, outcome.status());
        assertEquals(true, outcome.values().containsKey("cache_updated"));
        assertTrue(Files.readString(dir.resolve("log")).contains(" update"));
    }

    @Test
    void listsThatStayWhatTheyWereAreNoChange() {
        Outcome outcome = apt().run(Map.of("update_cache", true));
        boolean there = Files.exists(Path.of("/var/lib/apt/lists"));
        assertEquals(
                there ? Outcome.Status.OK : Outcome.Status.CHANGED,
                outcome.status(),
                outcome::message);
        assertEquals(!there, outcome.values().get("cache_updated"));
    }

    private Trial apt() {
        return new Trial("apt", dir, host);
    }
}
