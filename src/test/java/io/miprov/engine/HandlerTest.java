package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers: who is told, when, in which order. */
final class HandlerTest {
    @TempDir Path dir;

    @Test
    void runInTheOrderOfDefinitionOnce() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo 1
                          notify: [second, first]
                        - name: two
                          command: echo 2
                          notify: second
                          when: inventory_hostname == 'a'
                        - name: three
                          command: echo 3
                          changed_when: false
                          notify: third
                      handlers:
                        - name: first
                          debug: {msg: first}
                        - name: second
                          debug: {msg: second}
                        - name: third
                          debug: {msg: third}
                    """);
            assertEquals(
                    List.of(
                            "a one: changed 1",
                            "b one: changed 1",
                            "a two: changed 2",
                            "b two: skipped",
                            "a three: ok 3",
                            "b three: ok 3",
                            "a first: ok first",
                            "b first: ok first",
                            "a second: ok second",
                            "b second: ok second"),
                    story.lines());
        }
    }

    @Test
    void runAfterEachSectionAndWhenFlushed() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      pre_tasks:
                        - name: pre
                          command: echo pre
                          notify: h
                      tasks:
                        - name: one
                          command: echo one
                          notify: h
                        - meta: flush_handlers
                        - name: two
                          command: echo two
                          notify: h
                        - name: three
                          debug: {msg: three}
                      post_tasks:
                        - name: post
                          debug: {msg: post}
                      handlers:
                        - name: h
                          debug: {msg: ran}
                    """);
            assertEquals(
                    List.of(
                            "a pre: changed pre",
                            "a h: ok ran",
                            "a one: changed one",
                            "a h: ok ran",
                            "a two: changed two",
                            "a three: ok three",
                            "a h: ok ran",
                            "a post: ok post"),
                    story.lines());
        }
    }

    @Test
    void listenToATopic() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo 1
                          notify: topic
                      handlers:
                        - name: x
                          debug: {msg: x}
                          listen: topic
                        - name: y
                          debug: {msg: y}
                          listen: [other, topic]
                        - name: z
                          debug: {msg: z}
                    """);
            assertEquals(List.of("a one: changed 1", "a x: ok x", "a y: ok y"), story.lines());
        }
    }

    @Test
    void listenToATopicOfTheirRole() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file("roles/r/tasks/main.yml", "- {name: t, debug: {msg: t}}\n");
            story.file(
                    "roles/r/handlers/main.yml", "- {name: h, debug: {msg: h}, listen: topic}\n");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      roles: [r]
                      tasks:
                        - name: one
                          command: echo 1
                          notify: "r : topic"
                    """);
            assertEquals(
                    List.of("a r : t: ok t", "a one: changed 1", "a r : h: ok h"), story.lines());
        }
    }

    @Test
    void haveTheirNamesFilledIn() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars: {what: web}
                      tasks:
                        - name: one
                          command: echo 1
                          notify: [restart web, twice]
                      handlers:
                        - name: restart {{ what }}
                          debug: {msg: h}
                        - name: twice
                          debug: {msg: first}
                        - name: twice
                          debug: {msg: second}
                    """);
            assertEquals(
                    List.of("a one: changed 1", "a restart {{ what }}: ok h", "a twice: ok first"),
                    story.lines());
        }
    }

    @Test
    void mayNotifyLaterOnes() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo 1
                          notify: x
                      handlers:
                        - name: x
                          command: echo x
                          notify: y
                        - name: y
                          debug: {msg: y}
                    """);
            assertEquals(List.of("a one: changed 1", "a x: changed x", "a y: ok y"), story.lines());
        }
    }

    @Test
    void doNotRunOnAFailedHost() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo 1
                          notify: h
                        - name: two
                          fail:
                          when: inventory_hostname == 'a'
                      handlers:
                        - name: h
                          debug: {msg: h}
                    """);
            assertEquals(
                    List.of(
                            "a one: changed 1",
                            "b one: changed 1",
                            "a two: failed as requested",
                            "b two: skipped",
                            "b h: ok h"),
                    story.lines());
        }
    }

    @Test
    void runOnAFailedHostWhenForced() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      force_handlers: true
                      tasks:
                        - name: one
                          command: echo 1
                          notify: h
                        - name: two
                          fail:
                          when: inventory_hostname == 'a'
                        - name: three
                          debug: {msg: three}
                      handlers:
                        - name: h
                          debug: {msg: h}
                    """);
            assertEquals(
                    List.of(
                            "a one: changed 1",
                            "b one: changed 1",
                            "a two: failed as requested",
                            "b two: skipped",
                            "b three: ok three",
                            "a h: ok h",
                            "b h: ok h"),
                    story.lines());
        }
    }

    @Test
    void ofARoleAreFoundByItsNameToo() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "roles/web/tasks/main.yml",
                    """
                    - name: in
                      command: echo in
                      notify: restart
                    """);
            story.file(
                    "roles/web/handlers/main.yml",
                    """
                    - name: restart
                      debug: {msg: "from {{ kind }}, {{ d }}"}
                    """);
            story.file(
                    "roles/web/vars/main.yml",
                    """
                    kind: role
                    """);
            story.file(
                    "roles/web/defaults/main.yml",
                    """
                    d: dflt
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      roles: [web]
                      tasks:
                        - name: one
                          command: echo 1
                          notify: "web : restart"
                    """);
            assertEquals(
                    List.of(
                            "a web : in: changed in",
                            "a one: changed 1",
                            "a web : restart: ok from role, dflt"),
                    story.lines());
        }
    }
}
