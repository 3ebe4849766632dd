package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does, by playbooks and what comes of them. */
final class EngineTest {
    @TempDir Path dir;

    @Test
    void runsATaskOnAHost() throws IOException {
        happens(
                """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - name: say
                      command: echo hello
                """,
                "a say: changed hello");
    }

    @Test
    void gathersFactsFirst() throws IOException {
        happens(
                """
                - hosts: all
                  tasks:
                    - debug: {msg: "{{ ansible_toy }} {{ ansible_facts.toy }}"}
                """,
                "a Gathering Facts: ok",
                "a debug: ok fact fact");
    }

    private void happens(String playbook, String... lines) throws IOException {
        try (Story story = new Story(dir)) {
            assertEquals(List.of(lines), story.play(playbook).lines());
        }
    }
}
