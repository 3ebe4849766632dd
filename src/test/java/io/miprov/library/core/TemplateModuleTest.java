package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class TemplateModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;

    @Test
    void putsTheFilledInText() throws Exception {
        new Trial("template", dir, shell)
                .given("t/unit.j2", "filled in\n")
                .changesFiles(Map.of("src", "t/unit.j2", "dest", dir + "/unit", "mode", "0640"));
        assertEquals("filled in\n", Files.readString(dir.resolve("unit")));
    }

    @Test
    void preservesThePermissionsOfTheTemplate() throws Exception {
        Trial trial = new Trial("template", dir, shell).given("t/run.j2", "x\n");
        Files.setPosixFilePermissions(
                dir.resolve("t/run.j2"), PosixFilePermissions.fromString("r-xr--rwx"));
        trial.changesFiles(
                Map.of(
                        "src",
                        "t/run.j2",
                        "dest",
                        dir + "/run",
                        "mode",
                        "preserve",
                        "output_encoding",
                        ""));
        assertEquals(
                "r-xr--rwx",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("run"))));
    }

    @Test
    void takesTheNameOfTheTemplateInAFolder() throws Exception {
        new Trial("template", dir, shell)
                .given("t/a.conf", "x\n")
                .given("etc/other", "")
                .changesFiles(Map.of("src", "t/a.conf", "dest", dir + "/etc/"));
        assertEquals("x\n", Files.readString(dir.resolve("etc/a.conf")));
    }
}
