package io.miprov.library.mi;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RegistryModuleTest {
    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void distributesResourcesWithWhatSaysWhatTheyAre(Shells shell) throws IOException {
        Trial trial = trial(shell);
        trial.changesFiles(params(false));
        assertEquals("{}", read("governance/mi-resources/greeting.json"));
        assertEquals("type", read("governance/mi-resources/.metadata/greeting.json.meta"));
        assertEquals("rw-r-----", mode("governance/mi-resources/greeting.json"));
        assertEquals("rwxr-x---", mode("governance/mi-resources"));
        assertTrue(Files.isDirectory(dir.resolve("home/registry/config")));
    }

    @ParameterizedTest
    @EnumSource
    void takesOutWhatIsNoLongerThereAndLeavesTheRest(Shells shell) throws IOException {
        Trial trial = trial(shell);
        trial.run(params(false));
        trial.given("home/registry/config/made-by-mi", "state");
        Files.delete(dir.resolve("files/registry/governance/mi-resources/greeting.json"));
        trial.changesFiles(params(false));
        assertFalse(
                Files.exists(dir.resolve("home/registry/governance/mi-resources/greeting.json")));
        assertEquals("state", read("config/made-by-mi"));
        trial.changesFiles(params(true));
        assertFalse(Files.exists(dir.resolve("home/registry/config/made-by-mi")));
    }

    @Test
    void refusesWhatIsNoPartOfARegistry() {
        Trial trial = trial(Shells.DASH).given("files/registry/goverance/x", "x");
        BadParams e = assertThrows(BadParams.class, () -> trial.run(params(false)));
        assertTrue(e.getMessage().contains("is in none of the parts of a registry"));
    }

    private Trial trial(Shells shell) {
        return new Trial("registry", dir, shell)
                .given("files/registry/governance/mi-resources/greeting.json", "{}")
                .given(
                        "files/registry/governance/mi-resources/.metadata/greeting.json.meta",
                        "type")
                .given("files/registry/config/.gitkeep", "")
                .given("home/bin/micro-integrator.sh", "");
    }

    private Map<String, Object> params(boolean mirror) {
        return Map.of("src", "files/registry", "home", dir + "/home", "mirror", mirror);
    }

    private String read(String path) throws IOException {
        return Files.readString(dir.resolve("home/registry").resolve(path));
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("home/registry").resolve(path)));
    }
}
