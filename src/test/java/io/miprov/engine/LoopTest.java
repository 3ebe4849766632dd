package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops, what they register, and trying again. */
final class LoopTest {
    @TempDir Path dir;

    @Test
    void overAListWithItsNames() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: "echo {{ idx }}{{ it }}"
                          loop: [x, y]
                          loop_control: {loop_var: it, index_var: idx}
                          register: r
                          changed_when: it == 'y'
                        - name: two
                          debug: {msg: "{{ r.results | map(attribute='stdout') | join(',') }} {{ r.changed }} {{ r.results[0].changed }} {{ r.results[1].it }} {{ r.results[0].ansible_loop_var }}"}
                    """);
            assertEquals(
                    List.of(
                            "a one: changed All items completed",
                            "a two: ok 0x,1y True False y it"),
                    story.lines());
        }
    }

    @Test
    void refusesWhatALookupCanNotTakeInAnsiblesWordsAlone() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: mapping
                          debug: {msg: "{{ item }}"}
                          with_indexed_items: {a: 1}
                          register: r1
                          ignore_errors: true
                        - name: both
                          debug: {msg: "{{ item }}"}
                          with_sequence: end=4 count=2
                          register: r2
                          ignore_errors: true
                        - name: said
                          debug: {msg: "{{ r1.msg }}; {{ r2.msg }}"}
                    """);
            List<String> lines = story.lines();
            assertEquals(
                    "a said: ok with_indexed_items expects a list;"
                            + " can't specify both count and end in with_sequence",
                    lines.get(lines.size() - 1));
        }
    }

    @Test
    void withWhenOnEachItem() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          debug: {msg: "{{ item }}"}
                          loop: [1, 2, 3]
                          when: item > 1
                          register: r
                        - name: two
                          debug: {msg: "{{ r.results | selectattr('skipped', 'defined') | list | length }}"}
                        - name: none
                          debug: {msg: "{{ item }}"}
                          loop: []
                        - name: all out
                          debug: {msg: "{{ item }}"}
                          loop: [1]
                          when: false
                    """);
            assertEquals(
                    List.of(
                            "a one: ok All items completed",
                            "a two: ok 1",
                            "a none: skipped",
                            "a all out: skipped"),
                    story.lines());
        }
    }

    @Test
    void withItemsAndOthers() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars:
                        d: {k1: v1, k2: v2}
                      tasks:
                        - name: items
                          debug: {msg: "{{ item }}"}
                          with_items: [a, [b, c]]
                          register: r1
                        - name: dict
                          debug: {msg: "{{ item.key }}={{ item.value }}"}
                          with_dict: "{{ d }}"
                          register: r2
                        - name: nested
                          debug: {msg: "{{ item[0] }}{{ item[1] }}"}
                          with_nested: [[1, 2], [x]]
                          register: r3
                        - name: sequence
                          debug: {msg: "{{ item }}"}
                          with_sequence: start=1 end=5 stride=2 format=n%02d
                          register: r4
                        - name: sum
                          debug: {msg: "{{ (r1.results + r2.results + r3.results + r4.results) | map(attribute='msg') | join(' ') }}"}
                    """);
            assertEquals(
                    List.of(
                            "a items: ok All items completed",
                            "a dict: ok All items completed",
                            "a nested: ok All items completed",
                            "a sequence: ok All items completed",
                            "a sum: ok a b c k1=v1 k2=v2 1x 2x n01 n03 n05"),
                    story.lines());
        }
    }

    @Test
    void goesOnAfterAFailingItem() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: "test {{ item }} != 2 && echo {{ item }}"
                          loop: [1, 2, 3]
                          register: r
                          ignore_errors: true
                        - name: two
                          debug: {msg: "{{ r is failed }} {{ r.results | map(attribute='failed') | list }} {{ r.results | map(attribute='rc') | list }}"}
                    """);
            assertEquals(
                    List.of(
                            "a one: ignored One or more items failed",
                            "a two: ok True [False, True, False] [0, 1, 0]"),
                    story.lines());
        }
    }

    @Test
    void untilItComesTrue() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          command: "echo x >> {{ playbook_dir }}/count; wc -l < {{ playbook_dir }}/count"
                          until: r.stdout | int == 3
                          retries: 5
                          delay: 0
                          register: r
                        - name: two
                          debug: {msg: "{{ r.attempts }}"}
                        - name: never
                          command: echo never
                          until: false
                          retries: 1
                          delay: 0
                          ignore_errors: true
                          register: r
                        - name: three
                          debug: {msg: "{{ r.attempts }} {{ r is failed }}"}
                    """);
            assertEquals(
                    List.of(
                            "a one: changed 3",
                            "a two: ok 3",
                            "a never: ignored never",
                            "a three: ok 1 True"),
                    story.lines());
        }
    }

    @Test
    void failedWhenSeesTheAttemptsAndForgivesThoseThatNeverComeTrue() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: forgiven
                          command: echo x
                          until: false
                          retries: 1
                          delay: 0
                          failed_when: r.attempts > 5
                          register: r
                        - name: see
                          debug: {msg: "{{ r.attempts }} {{ r is failed }}"}
                        - name: not forgiven
                          command: echo x
                          until: false
                          retries: 2
                          delay: 0
                          failed_when: r.attempts > 1
                          register: r
                    """);
            assertEquals(
                    List.of(
                            "a forgiven: changed x",
                            "a see: ok 1 True",
                            "a not forgiven: failed x"),
                    story.lines());
        }
    }

    @Test
    void endsEarlyAndNamesItsItemsByTemplates() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "in.yml", "- name: in\n  debug: {msg: \"{{ it }} {{ ansible_loop.last }}\"}\n");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars: {its: it}
                      tasks:
                        - name: ends
                          debug: {msg: "{{ item }}"}
                          loop: [1, 2, 3]
                          register: r
                          loop_control: {break_when: [item > 1, r.msg == 2]}
                        - name: see
                          debug: {msg: "{{ r.results | length }}"}
                        - include_tasks: in.yml
                          loop: [p, q]
                          loop_control: {loop_var: "{{ its }}", extended: true}
                    """);
            assertEquals(
                    List.of(
                            "a ends: ok All items completed",
                            "a see: ok 2",
                            "a include_tasks: ok All items completed",
                            "a in: ok p False",
                            "a in: ok q True"),
                    story.lines());
        }
    }

    @Test
    void withListNeedsAList() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          debug: {msg: "{{ item }}"}
                          with_list: "{{ map }}"
                          vars: {map: {key: value}}
                          ignore_errors: true
                    """);
            assertEquals(List.of("a one: ignored with_list expects a list"), story.lines());
        }
    }

    @Test
    void extended() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          debug: {msg: "{{ ansible_loop.index }}/{{ ansible_loop.length }} {{ ansible_loop.last }} {{ ansible_loop.previtem | default('-') }}"}
                          loop: [p, q]
                          loop_control: {extended: true}
                          register: r
                        - name: two
                          debug: {msg: "{{ r.results | map(attribute='msg') | join('; ') }}"}
                    """);
            assertEquals(
                    List.of("a one: ok All items completed", "a two: ok 1/2 False -; 2/2 True p"),
                    story.lines());
        }
    }

    @Test
    void extendedWithoutAllItems() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: one
                          debug: {msg: "{{ ansible_loop.allitems is defined }} {{ ansible_loop.index }}"}
                          loop: [p]
                          loop_control: {extended: true, extended_allitems: false}
                          register: r
                        - name: two
                          debug: {msg: "{{ r.results[0].msg }}"}
                    """);
            assertEquals(
                    List.of("a one: ok All items completed", "a two: ok False 1"), story.lines());
        }
    }

    @Test
    void resultsAreAnsibles() throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - debug: {msg: x}
                          loop: []
                          register: empty
                        - debug: {var: empty}
                        - debug: {msg: x}
                          loop: [p, q]
                          loop_control: {extended: true}
                          register: two
                        - debug: {var: "two.results[1].ansible_loop"}
                        - debug: {msg: fine}
                          failed_when:
                          changed_when:
                          until:
                          when:
                    """);
            assertEquals(
                    List.of(
                            "a debug: skipped",
                            "a debug: ok {results=[], changed=false, skipped=true,"
                                    + " skipped_reason=No items in the list}",
                            "a debug: ok All items completed",
                            "a debug: ok {allitems=[p, q], index=2, index0=1, first=false,"
                                    + " last=true, length=2, revindex=1, revindex0=0, previtem=p}",
                            "a debug: ok fine"),
                    story.lines());
        }
    }
}
