package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks with {@code async}. */
final class AsyncTest {
    @TempDir Path dir;

    @Test
    void aTaskThatIsNotWaitedForGoesOn() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      environment: {ANSIBLE_ASYNC_DIR: "FOLDER/jobs"}
                      tasks:
                        - command: "until [ -e FOLDER/go ]; do sleep 0.02; done"
                          async: 60
                          poll: 0
                          register: job
                        - debug: {msg: "{{ job.started }} {{ job.finished }} {{ job.results_file == 'FOLDER/jobs/' ~ job.ansible_job_id }}"}
                        - command: "touch FOLDER/go; until grep -q '\\"rc\\": 0' {{ job.results_file }}; do sleep 0.02; done; echo done"
                    """
                            .replace("FOLDER", dir.toString()));
            assertEquals(
                    List.of(
                            "a command: changed",
                            "a debug: ok 1 0 True",
                            "a command: changed done"),
                    story.lines());
        }
    }

    @Test
    void saysWhichModulesCanNot() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - debug: {msg: x}
                          async: 5
                          ignore_errors: true
                        - debug: {msg: y}
                          async: 0
                        - set_fact: {x: 1}
                          async: "{{ 5 }}"
                    """);
            assertEquals(
                    List.of(
                            "a debug: ignored This action (debug) does not support async.",
                            "a debug: ok y",
                            "a set_fact: failed This action (set_fact) does not support async."),
                    story.lines());
        }
    }

    @Test
    void aTaskThatIsWaitedForEndsAtItsLimit() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - command: echo in time
                          async: "{{ 30 }}"
                          register: job
                        - debug: {msg: "{{ job.started }} {{ job.finished }}"}
                        - command: sleep 50
                          async: 1
                          poll: 5
                    """);
            assertEquals(
                    List.of(
                            "a command: changed in time",
                            "a debug: ok 1 1",
                            "a command: failed async task did not complete within the requested"
                                    + " time - 1s"),
                    story.lines());
            assertTrue(story.recap().failed());
        }
    }
}
