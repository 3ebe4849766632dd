package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class GitModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial git;
    private String first;
    private String second;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Programs.there("git"), "no git");
        git = new Trial("git", dir, shell);
        Files.createDirectory(dir.resolve("origin"));
        git("init", "-q", "-b", "main");
        first = commit("one");
        git("tag", "-a", "-m", "x", "v1");
        git("branch", "side");
        second = commit("two");
    }

    @Test
    void clonesTheDefaultBranchOnce() throws IOException {
        Outcome outcome = change(Map.of());
        assertEquals(null, outcome.values().get("before"));
        assertEquals(second, outcome.values().get("after"));
        assertEquals("two", Files.readString(dir.resolve("to/a b/file")));
    }

    @Test
    void goesToBranchesTagsAndCommits() throws IOException {
        change(Map.of());
        for (String version : new String[] {"v1", "main", "side", "main", first}) {
            Outcome outcome = change(Map.of("version", version));
            boolean main = version.equals("main");
            assertEquals(main ? second : first, outcome.values().get("after"), version);
            assertEquals(main ? first : second, outcome.values().get("before"), version);
        }
    }

    @Test
    void followsTheBranch() throws Exception {
        change(Map.of("version", "main"));
        String third = commit("three");
        Map<String, Object> still = params(Map.of("version", "main", "update", false));
        assertEquals(second, git.settled(still).values().get("after"));
        assertEquals(third, change(Map.of("version", "main")).values().get("after"));
        assertEquals("three", Files.readString(dir.resolve("to/a b/file")));
    }

    @Test
    void throwsLocalChangesAwayOnlyWhenForced() throws IOException {
        change(Map.of());
        Files.writeString(dir.resolve("to/a b/file"), "mine");
        Outcome refused = git.run(params(Map.of()));
        assertEquals(Outcome.Status.FAILED, refused.status());
        assertTrue(refused.message().contains("Local modifications exist"), refused::message);
        change(Map.of("force", true));
        assertEquals("two", Files.readString(dir.resolve("to/a b/file")));
    }

    @Test
    void bringsAShortHistory() throws Exception {
        change(Map.of("depth", 1, "version", "side"));
        String log = run(dir.resolve("to/a b"), "git", "rev-list", "--count", "HEAD");
        assertEquals("1", log);
        git("checkout", "-q", "side");
        String more = commit("more");
        assertEquals(more, change(Map.of("depth", 1, "version", "side")).values().get("after"));
    }

    @Test
    void keepsABareRepository() throws Exception {
        change(Map.of("bare", true));
        assertTrue(Files.exists(dir.resolve("to/a b/HEAD")));
        String third = commit("three");
        assertEquals(third, change(Map.of("bare", true)).values().get("after"));
    }

    @Test
    void tellsWhatTheRemoteHasWithoutCloning() {
        Outcome outcome = git.run(params(Map.of("clone", false, "version", "v1")));
        assertEquals(first, outcome.values().get("after"));
        assertFalse(Files.exists(dir.resolve("to")));
    }

    @Test
    void saysWhatIsWrong() {
        Outcome outcome = git.run(params(Map.of("version", "nope!")), Mode.CHECK);
        assertTrue(outcome.message().contains("nope!"), outcome::message);
        assertEquals(
                Outcome.Status.FAILED, git.run(params(Map.of("repo", dir + "/none"))).status());
        assertThrows(BadParams.class, () -> git.run(Map.of("repo", "x")));
    }

    private Outcome change(Map<String, ?> params) {
        Map<String, Object> all = params(params);
        Outcome checked = git.run(all, Mode.CHECK);
        assertEquals(Outcome.Status.CHANGED, checked.status(), checked::message);
        Outcome applied = git.run(all);
        assertEquals(Outcome.Status.CHANGED, applied.status(), applied::message);
        assertEquals(checked.values().get("after"), applied.values().get("after"));
        Outcome again = git.run(all);
        assertEquals(Outcome.Status.OK, again.status(), () -> again.message() + again.values());
        assertEquals(Outcome.Status.OK, git.run(all, Mode.CHECK).status());
        return applied;
    }

    private Map<String, Object> params(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>();
        all.put("repo", dir + "/origin");
        all.put("dest", dir + "/to/a b");
        all.putAll(more);
        return all;
    }

    private String commit(String text) throws Exception {
        Files.writeString(dir.resolve("origin/file"), text);
        git("add", "file");
        git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", text);
        return git("rev-parse", "HEAD");
    }

    private String git(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("git"));
        all.addAll(List.of(words));
        return run(dir.resolve("origin"), all.toArray(String[]::new));
    }

    private static String run(Path folder, String... words) throws Exception {
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.strip();
    }
}
