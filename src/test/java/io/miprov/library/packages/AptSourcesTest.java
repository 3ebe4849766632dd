package io.miprov.library.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names and texts are those that ansible-core 2.14 makes. */
final class AptSourcesTest {
    private static final String LIST = "/etc/apt/sources.list";
    private static final String LINE = "deb http://example.org/debian x main";

    private static AptSources given(String text) {
        return AptSources.read("\036" + LIST + "\n" + text);
    }

    @Test
    void namesAFileAfterTheAddress() {
        assertEquals(
                "/etc/apt/sources.list.d/127_0_0_1_1_debian_x.list",
                AptSources.file(
                        "deb [trusted=yes] http://u:p@127.0.0.1:1/debian/x y main",
                        Optional.empty()));
        assertEquals(
                "/etc/apt/sources.list.d/mine.list", AptSources.file(LINE, Optional.of("mine")));
        assertEquals("/srv/mine.list", AptSources.file(LINE, Optional.of("/srv/mine")));
    }

    @Test
    void addsASourceThatIsNowhere() {
        AptSources sources = given("# mine\n");
        sources.add(LINE, "/new.list");
        assertEquals(Map.of(LIST, "# mine\n", "/new.list", LINE + "\n"), sources.texts());
    }

    @Test
    void leavesASourceThatIsThereAndTurnsOnOneThatIsCommentedOut() {
        AptSources there = given("deb   http://example.org/debian\tx   main # mine\n");
        there.add(LINE, "/new.list");
        assertEquals(1, there.texts().size());
        AptSources off = given("# " + LINE + " # mine\n");
        off.add(LINE, "/new.list");
        assertEquals(Map.of(LIST, LINE + " # mine\n"), off.texts());
    }

    @Test
    void removesASourceAndTheFileThatHadNothingElse() {
        AptSources sources = given("deb http://example.org/debian  x main\n#" + LINE + "\n");
        sources.remove(LINE);
        assertEquals(Map.of(LIST, "#" + LINE + "\n"), sources.texts());
        AptSources only = given(LINE + "\n");
        only.remove(LINE);
        assertEquals(Map.of(LIST, ""), only.texts());
    }

    @Test
    void refusesWhatIsNoSource(@TempDir Path dir) {
        Trial module = new Trial("apt_repository", dir, Shells.DASH);
        assertThrows(BadParams.class, () -> module.run(Map.of("repo", "ppa:nginx/stable")));
        assertThrows(BadParams.class, () -> module.run(Map.of("repo", "http://example.org")));
    }

    @Test
    void refusesAKeyThatNobodyNames(@TempDir Path dir) {
        Trial module = new Trial("apt_key", dir, Shells.DASH);
        assertThrows(BadParams.class, () -> module.run(Map.of("id", "xyz", "url", "http://a")));
        assertThrows(BadParams.class, () -> module.run(Map.of("keyserver", "a.example")));
        assertThrows(BadParams.class, () -> module.run(Map.of("id", "0x12345678")));
        assertThrows(BadParams.class, () -> module.run(Map.of("file", "/a", "url", "http://a")));
    }
}
