package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Host;
import io.miprov.host.Sh;
import io.miprov.host.Shells;
import io.miprov.module.Answer;
import io.miprov.module.Detached;
import io.miprov.module.Facts;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import io.miprov.module.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that nobody waits for, from their start to the removal of their file. */
@ParameterizedClass
@EnumSource(Shells.class)
@Timeout(60)
final class AsyncStatusModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;

    @Test
    void tellsHowACommandEnded() {
        String id =
                start(
                        "until [ -e {} ]; do sleep 0.05; done; printf 'a\\tb\"c\\\\\\n\\nd\\n\\n'; echo no >&2; exit 3",
                        60);
        Outcome going = ask(id, AsyncStatusModule.What.STATUS);
        assertEquals(0L, going.values().get("finished"));
        assertEquals(Outcome.Status.OK, going.status());
        run(Sh.of("touch {}", dir.resolve("go")));
        Outcome ended = awaited(id);
        assertEquals(Outcome.Status.FAILED, ended.status());
        assertEquals("non-zero return code", ended.message());
        assertEquals(3L, ended.values().get("rc"));
        assertEquals("a\tb\"c\\\n\nd", ended.values().get("stdout"));
        assertEquals("no", ended.values().get("stderr"));
        assertEquals(List.of("some", "command"), ended.values().get("cmd"));
        assertTrue(ended.values().get("start").toString().matches("\\d{4}-.*\\.000000"));
    }

    @Test
    void endsWhatTakesTooLong() {
        Path pid = dir.resolve("pid");
        String id =
                start("sh -c 'echo $$ >{}; sleep 50; true'; true".replace("{}", pid.toString()), 1);
        Outcome ended = awaited(id);
        assertEquals(Outcome.Status.FAILED, ended.status());
        assertEquals("the job did not end within 1 seconds and was killed", ended.message());
        run(
                Sh.of(
                        "while read -r state </proc/$(cat {})/stat && [ \"${state#*) Z}\" = \"$state\" ];"
                                + " do sleep 0.05; done 2>/dev/null",
                        pid));
    }

    @Test
    void aJobWhoseFolderIsNotThereSaysSo() {
        Run run =
                new Run(Sh.of("true"), Optional.empty(), Optional.empty(), Map.of())
                        .in(Optional.of(dir + "/no"));
        Outcome started = new Detached(run, 5).on(host(), new Mode(false, false));
        Outcome ended = awaited(started.values().get("ansible_job_id").toString());
        assertEquals(Outcome.Status.FAILED, ended.status());
        assertEquals(
                "Unable to change directory before execution: No such file or directory: "
                        + dir
                        + "/no",
                ended.message());
    }

    @Test
    void otherChangesAreDoneAtOnce() {
        Detached done = new Detached(new Answer(Outcome.changed(Map.of("path", "/x"))), 5);
        Outcome started = done.on(host(), new Mode(false, false));
        assertEquals(Outcome.Status.CHANGED, started.status());
        assertEquals(0L, started.values().get("finished"));
        Outcome ended =
                ask(
                        started.values().get("ansible_job_id").toString(),
                        AsyncStatusModule.What.STATUS);
        assertEquals(1L, ended.values().get("finished"));
        assertEquals("/x", ended.values().get("path"));
        assertEquals(Outcome.Status.CHANGED, ended.status());
    }

    @Test
    void removesTheFileOfAJob() {
        String id = start("true", 5);
        awaited(id);
        assertTrue(Files.exists(dir.resolve("jobs").resolve(id)));
        ask(id, AsyncStatusModule.What.CLEANUP);
        assertFalse(Files.exists(dir.resolve("jobs").resolve(id)));
        Outcome gone = ask(id, AsyncStatusModule.What.STATUS);
        assertEquals("could not find job", gone.message());
        assertEquals(1L, gone.values().get("finished"));
    }

    private String start(String script, int limit) {
        Run run =
                new Run(
                        Sh.of(script.contains("{}") ? script : script + " # {}", dir.resolve("go")),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("cmd", List.of("some", "command")));
        Outcome started = new Detached(run, limit).on(host(), new Mode(false, false));
        assertEquals(Outcome.Status.CHANGED, started.status(), started.message());
        return started.values().get("ansible_job_id").toString();
    }

    private Outcome awaited(String id) {
        Outcome told = ask(id, AsyncStatusModule.What.STATUS);
        while (told.values().get("finished").equals(0L)) {
            run(Sh.of("sleep 0.05"));
            told = ask(id, AsyncStatusModule.What.STATUS);
        }
        return told;
    }

    private Outcome ask(String id, AsyncStatusModule.What mode) {
        return new AsyncStatusModule()
                .plan(new AsyncStatusModule.Params(id, mode), Facts.NONE)
                .on(host(), new Mode(false, false));
    }

    private String run(Sh script) {
        return host().run(script).out();
    }

    /** A host whose jobs have their files in the test's folder. */
    private Host host() {
        return shell.host(Map.of("ANSIBLE_ASYNC_DIR", dir.resolve("jobs").toString()));
    }
}
