package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plays ask for. */
final class PromptTest {
    private static final String PLAY =
            """
            - hosts: "{{ where }}"
              gather_facts: false
              vars_prompt:
                - {name: where, default: all, private: false}
                - {name: word, prompt: "A word", confirm: true}
                - {name: secret, prompt: "{{ 'More' }}", encrypt: sha512_crypt, salt: salt}
                - {name: given}
              tasks:
                - debug: {msg: "{{ word }} {{ secret.split('$')[1] }} {{ secret.split('$')[-2] }} {{ given }}"}
            """;

    @TempDir Path dir;

    @Test
    void asksUnlessTheCommandLineSaysIt() throws IOException {
        List<String> asked = new ArrayList<>();
        Deque<String> answers = new ArrayDeque<>(List.of("", "x", "y", "hello", "hello", "pass"));
        try (Story story = new Story(dir)) {
            story.options(new Options().extra("given=1"));
            story.asking(
                    (question, hidden) -> {
                        asked.add((hidden ? "(hidden) " : "") + question);
                        return Optional.of(answers.remove());
                    });
            story.play(PLAY);
            assertEquals(List.of("a debug: ok hello 6 salt 1"), story.lines());
        }
        assertEquals(
                List.of(
                        "input for where: ",
                        "(hidden) A word: ",
                        "(hidden) confirm A word: ",
                        "(hidden) VALUES ENTERED DO NOT MATCH\nA word: ",
                        "(hidden) confirm VALUES ENTERED DO NOT MATCH\nA word: ",
                        "(hidden) More: "),
                asked);
    }

    @Test
    void whenNobodyIsThereDefaultsCount() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars_prompt:
                        - {name: one, default: "{{ 1 + 1 }}"}
                        - {name: two}
                      tasks:
                        - debug: {msg: "{{ one }}-{{ two }}-"}
                    """);
            assertEquals(List.of("a debug: ok 2--"), story.lines());
            assertTrue(story.told().get(0).contains("nobody can be asked for `one`"));
        }
    }
}
