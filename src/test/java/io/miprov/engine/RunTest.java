package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of a run do, and what is told of it. */
final class RunTest {
    private static final String TAGGED =
            """
            - hosts: all
              gather_facts: false
              tasks:
                - {name: plain, debug: {msg: x}}
                - {name: web, debug: {msg: x}, tags: [web, http]}
                - {name: always, debug: {msg: x}, tags: always}
                - {name: never, debug: {msg: x}, tags: [never, danger]}
                - tags: web
                  block:
                    - {name: inner, debug: {msg: x}, tags: db}
            """;

    @TempDir Path dir;

    @Test
    void runsWhatTheTagsSelect() throws IOException {
        assertEquals(List.of("plain", "web", "always", "inner"), ran(new Options()));
        assertEquals(List.of("web", "always", "inner"), ran(new Options().tags("web")));
        assertEquals(List.of("always", "inner"), ran(new Options().tags("db")));
        assertEquals(List.of("always", "never"), ran(new Options().tags("danger")));
        assertEquals(List.of("web", "always", "inner"), ran(new Options().tags("tagged")));
        assertEquals(List.of("plain", "always"), ran(new Options().tags("untagged")));
        assertEquals(List.of("plain", "always"), ran(new Options().skipTags("web")));
        assertEquals(List.of("plain", "web", "inner"), ran(new Options().skipTags("always")));
        assertEquals(List.of("always", "inner"), ran(new Options().tags("web").skipTags("http")));
    }

    private List<String> ran(Options options) throws IOException {
        try (Story story = new Story(dir)) {
            return story.options(options).play(TAGGED).events().stream()
                    .filter(Event.TaskFinished.class::isInstance)
                    .map(event -> ((Event.TaskFinished) event).task())
                    .toList();
        }
    }

    @Test
    void forgetsHostsThatAreNoLongerInTheInventory() throws IOException {
        try (Story story = new Story(dir)) {
            story.inventory("all: {hosts: {a: , b: }}\n");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - group_by: {key: g}
                        - add_host: {name: c}
                        - command: "echo 'all: {hosts: {b: , d: }}' >FOLDER/hosts.yml"
                          run_once: true
                        - meta: refresh_inventory
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: left
                          debug: {msg: "{{ groups.g }}"}
                    """
                            .replace("FOLDER", dir.toString()));
            assertEquals(
                    List.of("b left: ok [b]", "c left: ok [b]", "d left: ok [b]"),
                    story.lines().stream().filter(line -> line.contains("left")).toList());
        }
    }

    @Test
    void startsAtATask() throws IOException {
        try (Story story = new Story(dir)) {
            story.options(new Options().startAt("t*o"))
                    .play(
                            """
                            - hosts: all
                              tasks:
                                - {name: zero, debug: {msg: 0}}
                            - hosts: all
                              tasks:
                                - block:
                                    - {name: one, debug: {msg: 1}}
                                    - {name: two, debug: {msg: 2}}
                                  always:
                                    - {name: three, debug: {msg: 3}}
                            """);
            assertEquals(
                    List.of("a Gathering Facts: ok", "a two: ok 2", "a three: ok 3"),
                    story.lines());
        }
    }

    @Test
    void changesNothingInCheckModeUnlessATaskSaysSo() throws IOException {
        try (Story story = new Story(dir)) {
            story.options(new Options().check())
                    .play(
                            """
                            - hosts: all
                              gather_facts: false
                              tasks:
                                - name: one
                                  command: touch {{ playbook_dir }}/one
                                - name: two
                                  command: touch {{ playbook_dir }}/two
                                  check_mode: false
                                - debug: {msg: "{{ ansible_check_mode }}"}
                            """);
            assertEquals(
                    List.of("a one: skipped", "a two: changed", "a debug: ok true"), story.lines());
            assertFalse(Files.exists(dir.resolve("one")));
            assertTrue(Files.exists(dir.resolve("two")));
        }
    }

    @Test
    void textsThatSayYesAreTruthUnlessJinjaIsNative() throws IOException {
        String play =
                """
                - hosts: all
                  gather_facts: false
                  vars: {n: "no"}
                  tasks:
                    - set_fact: {a: "yes", b: yes, c: "{{ n }}", d: "on"}
                    - debug: {msg: "{{ [a, b, c, d] | map('type_debug') | join(' ') }}"}
                """;
        try (Story story = new Story(dir)) {
            assertEquals("a debug: ok bool bool bool str", story.play(play).lines().get(1));
            story.options(new Options().jinjaNative());
            assertEquals("a debug: ok str bool str str", story.play(play).lines().get(1));
        }
    }

    @Test
    void takesExtraVariablesOverAllOthers() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("more.yml", "z: {deep: 3}\n");
            story.options(
                            new Options()
                                    .extra("x=1 y='two words'")
                                    .extra("{n: 4}")
                                    .extra("@more.yml"))
                    .play(
                            """
                            - hosts: "{{ h | default('all') }}"
                              gather_facts: false
                              vars: {x: play, y: play}
                              tasks:
                                - set_fact: {x: fact}
                                - debug: {msg: "{{ x }} {{ y }} {{ z.deep }} {{ n + 1 }}"}
                            """);
            assertEquals(List.of("a set_fact: ok", "a debug: ok 1 two words 3 5"), story.lines());
        }
    }

    @Test
    void hidesWhatNoLogHidesAndPutsStarsOverPasswords() throws IOException {
        try (Story story = new Story(dir)) {
            story.options(new Options().verbose().extra("ansible_password=geheim99"))
                    .play(
                            """
                            - hosts: all
                              gather_facts: false
                              tasks:
                                - name: one
                                  command: echo sesame {{ item }}; exit {{ item }}
                                  loop: [0, 1]
                                  no_log: true
                                  ignore_errors: true
                                  register: r
                                - name: two
                                  debug: {msg: "{{ r.results[0].stdout | length }}"}
                                - name: three
                                  command: echo geheim99
                            """);
            String all = story.events().toString();
            assertFalse(all.contains("sesame"), all);
            assertFalse(all.contains("geheim99"), all);
            assertTrue(story.lines().contains("a two: ok 8"), story.lines().toString());
            assertTrue(story.lines().contains("a three: changed ********"), all);
        }
    }

    @Test
    void tellsAFailureWithItsPlaceAndTheValuesThatTookPart() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars:
                        port: "{{ 80 + 1 }}"
                      tasks:
                        - name: write
                          set_fact: {word: nothing}
                        - name: try it
                          command: echo {{ word }} at {{ port }} >&2; exit 4
                    """);
            assertEquals(
                    List.of(
                            """
                            error: `command` failed on a
                             --> play.yml:9:7
                              |
                            9 |       command: echo {{ word }} at {{ port }} >&2; exit 4
                              |       ^^^^^^^ non-zero return code 4: nothing at 81
                              = with: port = 81  (play.yml:4:11)
                              = with: word = nothing
                              = help: when it is mended, go on with --start-at-task 'try it' --limit a
                            """),
                    story.told());
        }
    }

    @Test
    void tellsAnUndefinedVariableWhereItStands() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - set_fact: {mi: {port: 1}}
                        - debug: {msg: "{{ mi.prot }}"}
                    """);
            String told = String.join("", story.told());
            assertTrue(told.contains("mi.prot"), told);
            assertTrue(told.contains("play.yml:5:"), told);
            assertTrue(told.contains("on a"), told);
        }
    }

    @Test
    void countsWhatBecameOfEachHost() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,unreachable,")
                    .play(
                            """
                            - hosts: all
                              gather_facts: false
                              tasks:
                                - {name: skip, debug: , when: false}
                                - {name: change, command: echo}
                                - {name: ignore, fail: , ignore_errors: true}
                                - block: [{name: rescue, fail: }]
                                  rescue: [{debug: }]
                                - {name: end, fail: }
                            """);
            assertEquals(
                    Map.of(
                            "a", new Event.Recap(3, 1, 0, 1, 1, 1, 1),
                            "unreachable", new Event.Recap(0, 0, 1, 0, 1, 0, 0)),
                    story.recap().hosts());
            assertTrue(story.recap().failed());
            assertTrue(story.recap().lost());
        }
    }

    @Test
    void connectsOnceAHostAndNotForWhatNeedsNoHost() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,")
                    .play(
                            """
                            - hosts: all
                              gather_facts: false
                              tasks:
                                - debug:
                                - set_fact: {x: 1}
                            """);
            assertEquals(List.of(), story.connected());
            story.play(
                    """
                    - hosts: all
                      tasks:
                        - command: echo
                        - command: echo
                    - hosts: all
                      tasks:
                        - command: echo
                    """);
            assertEquals(List.of("a", "b"), story.connected().stream().sorted().toList());
        }
    }

    @Test
    void endsSoonWhenStopped() throws Exception {
        try (Story story = new Story(dir)) {
            Engine engine = story.engine();
            Prepared prepared =
                    story.prepareWith(
                            engine,
                            """
                            - hosts: all
                              gather_facts: false
                              tasks:
                                - name: long
                                  command: echo begun; sleep 60
                                - name: not
                                  command: touch {{ playbook_dir }}/not
                            """);
            Thread stopper =
                    new Thread(
                            () -> {
                                story.await(Event.HostLine.class);
                                engine.stop("Ctrl-C");
                            });
            stopper.start();
            long start = System.nanoTime();
            Recap recap = engine.run(prepared);
            stopper.join();
            assertTrue(System.nanoTime() - start < 10_000_000_000L, "took too long");
            assertTrue(recap.lost());
            assertTrue(story.lines().get(0).contains("stopped (Ctrl-C)"), story.lines().toString());
            assertFalse(Files.exists(dir.resolve("not")));
        }
    }
}
