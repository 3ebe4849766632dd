package io.miprov.library.nginx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.lab.NginxVersions;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(NginxVersions.class)
final class NginxModuleTest {
    @Parameter NginxVersions version;
    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void tellsTheVersionAndWhatItCan(Shells shell) {
        Outcome outcome =
                new Trial("nginx", dir, shell).settled(Map.of("package", "", "command", command()));
        assertTrue(outcome.values().get("version").toString().matches("\\d+\\.\\d+\\.\\d+"));
        assertEquals(false, outcome.values().get("plus"));
        assertEquals(Map.of("nginx", outcome.values()), outcome.facts());
    }

    @Test
    void refusesVersionsThatAreTooOld() {
        Trial trial = new Trial("nginx", dir, Shells.DASH);
        trial.fails(
                Map.of("package", "", "command", command(), "min_version", "99.0.1"),
                "older than 99.0.1; give the host a repository with a newer one");
        trial.settled(Map.of("package", "", "command", command(), "min_version", "1.0.0"));
        assertThrows(
                BadParams.class, () -> trial.run(Map.of("package", "", "min_version", "newest")));
    }

    @Test
    void foreseesAnNginxThatIsNotThereYet() {
        Map<String, Object> params = Map.of("package", "", "command", "no-nginx");
        Trial trial = new Trial("nginx", dir, Shells.DASH);
        assertEquals(Outcome.Status.CHANGED, trial.run(params, Mode.CHECK).status());
        trial.fails(params, "there is no command no-nginx");
    }

    @ParameterizedTest
    @CsvSource({
        "nginx/1.22.1,false,false,false",
        "nginx/1.25.0,false,false,false",
        "nginx/1.25.1,true,false,false",
        "nginx/1.29.5,true,false,false",
        "nginx/1.29.6,true,true,false",
        "nginx/2.0.0,true,true,false",
        "nginx/1.23.4 (nginx-plus-r29),false,true,true"
    })
    void knowsWhatCameWhen(String text, boolean http2, boolean sticky, boolean checks) {
        NginxVersion read = NginxVersion.of(text);
        assertEquals(http2, read.http2Directive());
        assertEquals(sticky, read.sticky());
        assertEquals(checks, read.healthChecks());
    }

    private String command() {
        return version.program().toString();
    }
}
