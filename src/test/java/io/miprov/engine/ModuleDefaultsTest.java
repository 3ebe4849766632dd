package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that stand at plays and blocks. */
final class ModuleDefaultsTest {
    @TempDir Path dir;

    @Test
    void theNearestReplacesAllOfAModulesParameters() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars: {word: play}
                      module_defaults:
                        ansible.builtin.debug: {msg: "{{ word }}"}
                        command: {creates: /, cmd: "echo no"}
                        group/acme.cloud.all: {region: here}
                      tasks:
                        - debug:
                        - debug: {msg: own}
                        - ansible.legacy.debug:
                        - command:
                        - block:
                            - debug:
                            - command:
                          module_defaults:
                            - debug: {msg: block}
                            - command: {cmd: echo yes}
                        - debug:
                          module_defaults: {debug: {msg: task}}
                    """);
            assertEquals(
                    List.of(
                            "a debug: ok play",
                            "a debug: ok own",
                            "a ansible.legacy.debug: ok play",
                            "a command: ok skipped, since / exists",
                            "a debug: ok block",
                            "a command: changed yes",
                            "a debug: ok task"),
                    story.lines());
        }
    }
}
