package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts that are kept from run to run. */
final class FactCacheTest {
    private static final String SHOW =
            """
            - hosts: all
              gather_facts: false
              tasks:
                - debug: {msg: "{{ ansible_one | default('none') }} {{ two | default('none') }} {{ ansible_facts.two | default('none') }} {{ three | default('none') }}"}
            """;

    @TempDir Path dir;

    private Caching caching(boolean flush, boolean smart) {
        return new Caching(
                Optional.of(dir.resolve("facts")), "p_", Duration.ofHours(1), flush, smart);
    }

    private List<String> run(Caching caching, String play) throws IOException {
        try (Story story = new Story(dir)) {
            return story.options(new Options().caching(caching)).play(play).lines();
        }
    }

    @Test
    void keepsWhatIsCacheable() throws IOException {
        run(
                caching(false, false),
                """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - set_fact: {ansible_one: 1, two: [2], cacheable: true}
                    - set_fact: {three: 3}
                """);
        Path file = dir.resolve("facts/p_a");
        assertTrue(Files.readString(file).contains("\"ansible_one\""), Files.readString(file));
        assertEquals(List.of("a debug: ok 1 [2] [2] none"), run(caching(false, false), SHOW));
        assertEquals(List.of("a debug: ok none none none none"), run(Caching.NONE, SHOW));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(4000)));
        assertEquals(List.of("a debug: ok none none none none"), run(caching(false, false), SHOW));
    }

    @Test
    void forgetsWhatIsFlushed() throws IOException {
        Files.createDirectories(dir.resolve("facts"));
        Path file = Files.writeString(dir.resolve("facts/p_a"), "{\"ansible_one\": 1}");
        run(caching(false, false), SHOW.replace("debug", "meta: clear_facts #"));
        assertFalse(Files.exists(file));
        Files.writeString(file, "{\"ansible_one\": 1}");
        assertEquals(List.of("a debug: ok none none none none"), run(caching(true, false), SHOW));
        assertFalse(Files.exists(file));
        Files.writeString(file, "no JSON");
        assertEquals(List.of("a debug: ok none none none none"), run(caching(false, false), SHOW));
    }

    @Test
    void gathersOnceWhereThatIsSmart() throws IOException {
        String twice = "- hosts: all\n  tasks: []\n- hosts: all\n  tasks: []\n";
        String gathered = "a Gathering Facts: ok";
        assertEquals(List.of(gathered, gathered), run(Caching.NONE, twice));
        assertEquals(List.of(gathered), run(caching(false, true), twice));
        assertEquals(List.of(), run(caching(false, true), twice));
    }
}
