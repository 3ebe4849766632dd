package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks: rescue, always, and what they do to hosts. */
final class BlockTest {
    @TempDir Path dir;

    @Test
    void rescueTakesCareOfAFailure() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - block:
                            - name: one
                              fail: {msg: "on {{ inventory_hostname }}"}
                              when: inventory_hostname == 'b'
                            - name: two
                              debug: {msg: two}
                          rescue:
                            - name: saved
                              debug: {msg: "{{ ansible_failed_task.name }}: {{ ansible_failed_result.msg }}"}
                          always:
                            - name: always
                              debug: {msg: always}
                        - name: after
                          debug: {msg: after}
                    """);
            assertEquals(
                    List.of(
                            "a one: skipped",
                            "b one: rescued on b",
                            "a two: ok two",
                            "b saved: ok one: on b",
                            "a always: ok always",
                            "b always: ok always",
                            "a after: ok after",
                            "b after: ok after"),
                    story.lines());
        }
    }

    @Test
    void whatIsForgivenInAlwaysIsNoFailure() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - block:
                            - fail:
                              run_once: true
                          always:
                            - meta: clear_host_errors
                        - name: after
                          debug: {msg: done}
                    """);
            assertEquals(
                    List.of("a fail: failed", "a after: ok done", "b after: ok done"),
                    story.lines().stream()
                            .map(line -> line.replaceFirst("failed.*", "failed"))
                            .toList());
        }
    }

    @Test
    void aFailureInRescueFailsTheHost() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - block:
                            - block:
                                - name: one
                                  fail:
                              rescue:
                                - name: two
                                  fail: {msg: again}
                            - name: not
                              debug:
                          rescue:
                            - name: outer
                              debug: {msg: saved}
                        - name: after
                          debug: {msg: after}
                    """);
            assertEquals(
                    List.of(
                            "a one: rescued as requested",
                            "a two: rescued again",
                            "a outer: ok saved",
                            "a after: ok after"),
                    story.lines());
        }
    }

    @Test
    void alwaysRunsAndTheHostStaysFailed() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - block:
                            - name: one
                              fail:
                              when: inventory_hostname == 'a'
                          always:
                            - name: always
                              debug: {msg: always}
                        - name: after
                          debug: {msg: after}
                    """);
            assertEquals(
                    List.of(
                            "a one: failed as requested",
                            "b one: skipped",
                            "a always: ok always",
                            "b always: ok always",
                            "b after: ok after"),
                    story.lines());
        }
    }

    @Test
    void ignoredErrorsGoOn() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          fail:
                          ignore_errors: true
                          register: it
                        - name: two
                          debug: {msg: "{{ it is failed }} {{ it.msg }}"}
                    """);
            assertEquals(
                    List.of("a one: ignored as requested", "a two: ok True as requested"),
                    story.lines());
        }
    }

    @Test
    void whenOfABlockCountsForItsTasks() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - when: inventory_hostname == 'a'
                          vars: {x: 1}
                          block:
                            - name: one
                              debug: {msg: "{{ x }}"}
                            - name: two
                              debug: {msg: "{{ x }}"}
                              when: x == 2
                    """);
            assertEquals(
                    List.of("a one: ok 1", "b one: skipped", "a two: skipped", "b two: skipped"),
                    story.lines());
        }
    }
}
