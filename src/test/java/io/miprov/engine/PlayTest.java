package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays: batches, delegation, run_once, ends. */
final class PlayTest {
    @TempDir Path dir;

    @Test
    void serialPartsTheHosts() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,c,d,e,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      serial: [1, "50%"]
                      tasks:
                        - name: one
                          debug: {msg: "{{ ansible_play_batch | join(',') }}"}
                        - name: two
                          debug: {msg: "{{ ansible_play_hosts_all | length }}"}
                    """);
            assertEquals(
                    List.of(
                            "a one: ok a",
                            "a two: ok 5",
                            "b one: ok b,c",
                            "c one: ok b,c",
                            "b two: ok 5",
                            "c two: ok 5",
                            "d one: ok d,e",
                            "e one: ok d,e",
                            "d two: ok 5",
                            "e two: ok 5"),
                    story.lines());
        }
    }

    @Test
    void aTemplateNamesTheModule() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - set_fact: {it: "{{ 'debug' if inventory_hostname == 'a' else 'command' }}"}
                        - name: short
                          action: "{{ it }} msg=x"
                          when: it == 'debug'
                        - name: long
                          action: {module: "{{ it }}"}
                          args: {cmd: echo y}
                          when: it == 'command'
                        - name: unknown
                          action: "{{ it }}s"
                          register: unknown
                          ignore_errors: true
                        - name: said
                          debug: {msg: "{{ unknown.msg }}"}
                    """);
            assertEquals(
                    List.of(
                            "a set_fact: ok",
                            "b set_fact: ok",
                            "a short: ok x",
                            "b short: skipped",
                            "a long: skipped",
                            "b long: changed y",
                            "a unknown: ignored there is no module `debugs`: neither a module nor a keyword",
                            "b unknown: ignored there is no module `commands`: neither a module nor a keyword",
                            "a said: ok there is no module `debugs`: neither a module nor a keyword",
                            "b said: ok there is no module `commands`: neither a module nor a keyword"),
                    story.lines());
        }
    }

    @Test
    void aBatchThatFailsWhollyEndsTheRun() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,c,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      serial: 1
                      tasks:
                        - name: one
                          fail:
                          when: inventory_hostname == 'b'
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: next
                          debug:
                    """);
            assertEquals(List.of("a one: skipped", "b one: failed as requested"), story.lines());
        }
    }

    @Test
    void aFailedHostIsOutOfTheRun() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          fail:
                          when: inventory_hostname == 'a'
                        - name: two
                          debug: {msg: two}
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: three
                          debug: {msg: "{{ ansible_play_hosts }}"}
                    """);
            assertEquals(
                    List.of(
                            "a one: failed as requested",
                            "b one: skipped",
                            "b two: ok two",
                            "b three: ok [b]"),
                    story.lines());
        }
    }

    @Test
    void anyErrorsFatalFailsAll() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      any_errors_fatal: true
                      tasks:
                        - name: one
                          fail:
                          when: inventory_hostname == 'a'
                        - name: two
                          debug: {msg: two}
                    """);
            assertEquals(List.of("a one: failed as requested", "b one: skipped"), story.lines());
        }
    }

    @Test
    void maxFailPercentageEndsThePlay() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,c,d,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      max_fail_percentage: 49
                      tasks:
                        - name: one
                          fail:
                          when: inventory_hostname == 'a'
                        - name: two
                          fail:
                          when: inventory_hostname == 'b'
                        - name: three
                          debug:
                    """);
            assertEquals(
                    List.of(
                            "a one: failed as requested",
                            "b one: skipped",
                            "c one: skipped",
                            "d one: skipped",
                            "b two: failed as requested",
                            "c two: skipped",
                            "d two: skipped"),
                    story.lines());
        }
    }

    @Test
    void runOnceIsForAll() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo "{{ inventory_hostname }}"
                          run_once: true
                          register: r
                        - name: two
                          debug: {msg: "{{ r.stdout }}"}
                    """);
            assertEquals(List.of("a one: changed a", "a two: ok a", "b two: ok a"), story.lines());
        }
    }

    @Test
    void delegatesWithTheVariablesOfTheHost() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: a
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo "{{ inventory_hostname }}"
                          delegate_to: b
                        - name: local
                          local_action: command echo here
                        - name: facts
                          setup:
                          delegate_to: b
                          delegate_facts: true
                        - name: two
                          debug: {msg: "{{ ansible_toy is defined }} {{ hostvars.b.ansible_facts.toy }}"}
                    """);
            assertEquals(
                    List.of(
                            "a one: changed a",
                            "a local: changed here",
                            "a facts: ok",
                            "a two: ok False fact"),
                    story.lines());
        }
    }

    @Test
    void metaEndsHostsAndPlays() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - meta: end_host
                          when: inventory_hostname == 'a'
                        - name: one
                          debug: {msg: one}
                        - meta: end_play
                        - name: two
                          debug:
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: three
                          debug: {msg: three}
                    """);
            assertEquals(
                    List.of("b one: ok one", "a three: ok three", "b three: ok three"),
                    story.lines());
        }
    }

    @Test
    void addsHostsAndGroups() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: add
                          add_host: {name: new, groups: fresh, x: 5}
                        - name: group
                          group_by: {key: "is_{{ inventory_hostname }}"}
                    - hosts: fresh:is_b
                      gather_facts: false
                      tasks:
                        - name: see
                          debug: {msg: "{{ x | default('-') }} {{ group_names }}"}
                    """);
            assertEquals(
                    List.of(
                            "a add: changed",
                            "a group: changed",
                            "b group: changed",
                            "b see: ok - ['is_b']",
                            "new see: ok 5 ['fresh']"),
                    story.lines());
        }
    }

    @Test
    void anUnreachableHostIsLeft() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,unreachable,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: echo 1
                        - name: two
                          command: echo 2
                    """);
            assertEquals(
                    List.of(
                            "a one: changed 1",
                            "unreachable one: unreachable unreachable can not be reached",
                            "a two: changed 2"),
                    story.lines());
        }
    }

    @Test
    void environmentAccumulates() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      environment: {A: play, B: play}
                      tasks:
                        - name: one
                          command: echo "$A $B $C"
                          environment:
                            B: "task's"
                            C: "{{ 1 + 1 }}"
                    """);
            assertEquals(List.of("a one: changed play task's 2"), story.lines());
        }
    }

    @Test
    void orderOfHosts() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("b,a,c,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      order: reverse_sorted
                      serial: 1
                      tasks:
                        - name: one
                          set_fact: {x: 1}
                    """);
            assertEquals(List.of("c one: ok", "b one: ok", "a one: ok"), story.lines());
        }
    }
}
