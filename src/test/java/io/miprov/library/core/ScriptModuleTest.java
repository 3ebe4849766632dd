package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class ScriptModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial script;

    @BeforeEach
    void start() {
        script = new Trial("script", dir, shell);
    }

    @Test
    void runsAScriptWithArgumentsAsAShellReadsThem() throws IOException {
        script.given("a b.sh", "#!/bin/sh\necho \"$#:$1:$2\"; pwd; exit 3\n");
        Outcome outcome =
                script.run(Map.of("cmd", "'a b.sh' \"one two\" $HOME/x", "chdir", dir.toString()));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals(3L, outcome.values().get("rc"));
        assertEquals(
                "2:one two:" + System.getenv("HOME") + "/x\n" + dir.toRealPath(),
                outcome.values().get("stdout"));
        assertTrue(outcome.values().get("stderr").toString().isEmpty());
    }

    @Test
    void runsItWithAProgram() {
        script.given("s", "echo $0 | sed 's:.*/::'\n");
        Outcome outcome = script.run(Map.of("cmd", "s", "executable", "sh -e"));
        assertEquals("s", outcome.values().get("stdout"), outcome::message);
    }

    @Test
    void runsALargeOne() {
        script.given(
                "big", "#!/bin/sh\n" + "# a line that makes it long\n".repeat(5000) + "echo end\n");
        assertEquals("end", script.run(Map.of("cmd", "big")).values().get("stdout"));
    }

    @Test
    void runsOnlyWhenNeeded() {
        script.given("s", "#!/bin/sh\ntouch \"$1\"\n");
        String made = dir + "/made";
        Map<String, Object> params = Map.of("cmd", "s " + made, "creates", made);
        assertEquals(Outcome.Status.CHANGED, script.run(params, Mode.CHECK).status());
        assertFalse(Files.exists(Path.of(made)));
        assertEquals(Outcome.Status.CHANGED, script.run(params).status());
        assertEquals(Outcome.Status.SKIPPED, script.run(params).status());
        assertEquals(
                Outcome.Status.SKIPPED,
                script.run(Map.of("cmd", "s x", "removes", dir + "/none")).status());
        assertEquals(Outcome.Status.SKIPPED, script.run(Map.of("cmd", "s x"), Mode.CHECK).status());
    }

    @Test
    void refusesAFolderThatIsNotAbsolute() {
        script.given("s", "");
        assertThrows(BadParams.class, () -> script.run(Map.of("cmd", "s", "chdir", "tmp")));
    }
}
