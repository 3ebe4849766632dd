package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** when, changed_when, failed_when, register, set_fact. */
final class ConditionTest {
    @TempDir Path dir;

    @Test
    void whenIsAListThatMustAllHold() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars: {x: 3, s: "yes"}
                      tasks:
                        - name: one
                          debug: {msg: one}
                          when: [x > 2, x < 4, missing is not defined, s]
                        - name: two
                          debug: {msg: two}
                          when: [x > 2, x > 4, missing.part]
                        - name: three
                          debug: {msg: three}
                          when: yes
                    """);
            assertEquals(
                    List.of("a one: ok one", "a two: skipped", "a three: ok three"), story.lines());
        }
    }

    @Test
    void registersTheSkipped() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo
                          when: false
                          register: r
                        - name: two
                          debug: {msg: "{{ r is skipped }} {{ r.skip_reason }} {{ r.changed }}"}
                    """);
            assertEquals(
                    List.of("a one: skipped", "a two: ok True Conditional result was False False"),
                    story.lines());
        }
    }

    @Test
    void changedWhenAndFailedWhenJudge() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: exit 3
                          register: r
                          failed_when: r.rc not in [0, 3]
                          changed_when: r.rc == 3
                        - name: two
                          command: echo bad
                          register: r
                          failed_when: "'bad' in r.stdout"
                          ignore_errors: true
                        - name: three
                          debug: {msg: "{{ r.failed }} {{ r.failed_when_result }} {{ r.stdout_lines }}"}
                    """);
            assertEquals(
                    List.of(
                            "a one: changed non-zero return code",
                            "a two: ignored bad",
                            "a three: ok True True ['bad']"),
                    story.lines());
        }
    }

    @Test
    void setsFactsForLater() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: set
                          set_fact:
                            x: "{{ inventory_hostname }}1"
                            "{{ 'dyn' + 'amic' }}": [1, 2]
                        - name: get
                          debug: {msg: "{{ x }} {{ dynamic }} {{ hostvars['a'].x }} {{ hostvars.b['x'] }}"}
                    - hosts: b
                      gather_facts: false
                      tasks:
                        - name: later
                          debug: {msg: "{{ x }} {{ groups.all | map('extract', hostvars, 'x') | join('-') }}"}
                    """);
            assertEquals(
                    List.of(
                            "a set: ok",
                            "b set: ok",
                            "a get: ok a1 [1, 2] a1 b1",
                            "b get: ok b1 [1, 2] a1 b1",
                            "b later: ok b1 a1-b1"),
                    story.lines());
        }
    }

    @Test
    void omitLeavesAParameterOut() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          debug:
                            msg: "{{ nothing | default(omit) }}"
                    """);
            assertEquals(List.of("a one: ok Hello world!"), story.lines());
        }
    }
}
