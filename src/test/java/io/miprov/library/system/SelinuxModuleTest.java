package io.miprov.library.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file of SELinux, on a machine whose kernel has none. */
final class SelinuxModuleTest {
    private static final String FILE = "# SELINUX= can be\nSELINUX=disabled\nSELINUXTYPE=mls\n";

    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void setsModeAndPolicy(Shells shell) throws IOException {
        assumeFalse(Programs.there("getenforce"), "SELinux is here");
        Trial trial = new Trial("selinux", dir, shell).given("config", FILE);
        Map<String, Object> params =
                Map.of(
                        "state", "enforcing",
                        "policy", "targeted",
                        "configfile", dir + "/config");
        Outcome changed = trial.changesFiles(params);
        assertEquals(
                FILE.replace("=disabled", "=enforcing").replace("=mls", "=targeted"),
                Files.readString(dir.resolve("config")));
        assertEquals(true, changed.values().get("reboot_required"));
        assertTrue(
                changed.values()
                        .get("msg")
                        .toString()
                        .contains("Config SELinux state changed from 'disabled' to 'enforcing'"));
        trial.changesFiles(Map.of("state", "disabled", "configfile", dir + "/config"));
    }

    @Test
    void refusesWhatCanNotBe() {
        Trial trial = new Trial("selinux", dir, Shells.DASH);
        assertThrows(BadParams.class, () -> trial.run(Map.of("state", "permissive")));
        trial.fails(
                Map.of("state", "disabled", "configfile", dir + "/none"), "Unable to find file");
    }
}
