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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class CommandModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;

    @Test
    void givesEachWordAsItIs() {
        assertEquals("[a b][*][;][it's][]", printed("printf [%s] 'a b' * ; \"it's\" ''"));
        assertEquals("[a b][\\][\"]", printed("printf [%s] a\\ b \\\\ \"\\\"\""));
    }

    @Test
    void fillsInVariablesAsAnsibleDoes() {
        assertEquals(System.getenv("HOME") + "/x", printed("printf %s $HOME/x"));
        assertEquals(System.getenv("HOME") + "/x", printed("printf %s ~/x"));
        assertEquals("$no_such_one-$", printed("printf %s ${no_such_one}-$"));
        Outcome literal =
                run(
                        "command",
                        Map.of(
                                "argv",
                                List.of("printf", "%s", "$HOME"),
                                "expand_argument_vars",
                                false));
        assertEquals("$HOME", literal.values().get("stdout"));
    }

    @Test
    void tellsOutputErrorsAndStatus() {
        Outcome outcome = run("shell", Map.of("cmd", "echo out; echo err >&2; exit 3"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals("out", outcome.values().get("stdout"));
        assertEquals("err", outcome.values().get("stderr"));
        assertEquals(3L, outcome.values().get("rc"));
        assertTrue(outcome.message().startsWith("non-zero return code 3"), outcome.message());
        assertTrue(outcome.values().get("delta").toString().matches("\\d+:\\d\\d:\\d\\d\\.\\d{6}"));
    }

    @Test
    void aScriptSeesNeitherOurWordsNorOurArguments() {
        Outcome outcome =
                run(
                        "shell",
                        Map.of(
                                "cmd",
                                "echo \"$# ${mode-none}\"; type put >/dev/null 2>&1 || echo no put"));
        assertEquals("0 none\nno put", outcome.values().get("stdout"));
    }

    @Test
    void feedsStandardInput() {
        assertEquals(
                "hello",
                run("command", Map.of("cmd", "cat", "stdin", "hello")).values().get("stdout"));
        assertEquals(
                "HELLO",
                run("shell", Map.of("cmd", "tr a-z A-Z", "stdin", "hello")).values().get("stdout"));
    }

    @Test
    void keepsTheEndsOfItsOutputWhenAsked() {
        for (String module : List.of("command", "shell")) {
            Map<String, Object> params = Map.of("cmd", "printf 'a \\n\\n'");
            assertEquals("a ", run(module, params).values().get("stdout"));
            Map<String, Object> whole =
                    Map.of("cmd", "printf 'a \\n\\n'", "strip_empty_ends", false);
            assertEquals("a \n\n", run(module, whole).values().get("stdout"));
        }
    }

    @Test
    void takesNoShellAndSaysSo() {
        Outcome outcome = run("command", Map.of("cmd", "printf x", "executable", "/bogus"));
        assertEquals("x", outcome.values().get("stdout"));
        assertTrue(outcome.values().get("warnings").toString().contains("no longer supported"));
    }

    @Test
    void failsAsAnsibleDoesWithoutACommandOrWithTwo() {
        Outcome none = run("command", Map.of("chdir", "/"));
        assertEquals(Outcome.Status.FAILED, none.status());
        assertEquals("no command given", none.message());
        assertEquals(256L, none.values().get("rc"));
        assertEquals(
                "only command or argv can be given, not both",
                run("command", Map.of("cmd", "ls", "argv", List.of("ls"))).message());
    }

    @Test
    void runsInTheFolderGiven() {
        assertEquals(
                dir.toString(),
                run("command", Map.of("cmd", "pwd", "chdir", dir.toString()))
                        .values()
                        .get("stdout"));
        for (String module : List.of("command", "shell")) {
            Outcome lost = run(module, Map.of("cmd", "pwd", "chdir", dir + "/no"));
            assertEquals(Outcome.Status.FAILED, lost.status());
            assertEquals(
                    "Unable to change directory before execution: No such file or directory: "
                            + dir
                            + "/no",
                    lost.message());
        }
    }

    @Test
    void looksForCreatesInTheFolderGiven() throws Exception {
        Files.createFile(dir.resolve("done"));
        new Trial("command", dir, shell)
                .settled(Map.of("cmd", "false", "chdir", dir.toString(), "creates", "done"));
    }

    @Test
    void runsOnlyIfItsFileIsNotThere() {
        Map<String, Object> params =
                Map.of(
                        "cmd",
                        "touch done.flag",
                        "chdir",
                        dir.toString(),
                        "creates",
                        dir + "/d*.flag");
        new Trial("command", dir, shell).changes(params);
        assertTrue(Files.exists(dir.resolve("done.flag")));
        new Trial("command", dir, shell)
                .settled(Map.of("cmd", "false", "removes", dir + "/no such"));
    }

    @Test
    void checkModeRunsNothing() {
        Outcome outcome =
                new Trial("shell", dir, shell)
                        .run(Map.of("cmd", "touch " + dir + "/x"), Mode.CHECK);
        assertEquals(Outcome.Status.SKIPPED, outcome.status());
        assertTrue(Files.notExists(dir.resolve("x")));
    }

    @Test
    void refusesAQuoteThatStaysOpen() {
        assertThrows(BadParams.class, () -> run("command", Map.of("cmd", "echo 'a")));
    }

    @Test
    void statTellsWhatPlaybooksAskFor() throws Exception {
        Trial stat = new Trial("stat", dir, shell).given("f", "abc");
        Files.createSymbolicLink(dir.resolve("l"), Path.of("f"));
        Map<?, ?> file = (Map<?, ?>) stat.settled(Map.of("path", dir + "/f")).values().get("stat");
        assertEquals(3L, file.get("size"));
        assertEquals(true, file.get("exists"));
        assertEquals(true, file.get("isreg"));
        assertEquals("0644", file.get("mode"));
        assertEquals(System.getProperty("user.name"), file.get("pw_name"));
        assertEquals("a9993e364706816aba3e25717850c26c9cd0d89d", file.get("checksum"));
        assertEquals(
                Files.getLastModifiedTime(dir.resolve("f")).toMillis() / 1000.0,
                (Double) file.get("mtime"),
                shell == Shells.BUSYBOX ? 1 : 0.001);
        boolean knows = Files.exists(Path.of("/usr/bin/file"));
        assertEquals(knows ? "text/plain" : "unknown", file.get("mimetype"));
        assertEquals(knows ? "us-ascii" : "unknown", file.get("charset"));
        assertTrue(file.get("attributes") instanceof List<?>);
        assertTrue(file.containsKey("version") && file.containsKey("attr_flags"));
        Map<?, ?> few =
                (Map<?, ?>)
                        stat.settled(
                                        Map.of(
                                                "path",
                                                dir + "/f",
                                                "get_mime",
                                                false,
                                                "get_attributes",
                                                false))
                                .values()
                                .get("stat");
        assertFalse(few.containsKey("mimetype") || few.containsKey("attributes"));
        Map<?, ?> link = (Map<?, ?>) stat.settled(Map.of("path", dir + "/l")).values().get("stat");
        assertEquals(true, link.get("islnk"));
        assertEquals("f", link.get("lnk_target"));
        assertEquals(dir + "/f", link.get("lnk_source"));
        Map<?, ?> none = (Map<?, ?>) stat.settled(Map.of("path", dir + "/no")).values().get("stat");
        assertEquals(Map.of("exists", false), none);
    }

    private Object printed(String command) {
        return run("command", Map.of("cmd", command)).values().get("stdout");
    }

    private Outcome run(String module, Map<String, ?> params) {
        return new Trial(module, dir, shell).run(params);
    }
}
