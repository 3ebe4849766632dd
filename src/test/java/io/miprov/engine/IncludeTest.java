package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports and includes of tasks, roles and playbooks. */
final class IncludeTest {
    @TempDir Path dir;

    @Test
    void anIncludeThatFailsIsFatalForAllWhereAnyErrorIs() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,")
                    .play(
                            """
                            - hosts: all
                              gather_facts: false
                              any_errors_fatal: true
                              tasks:
                                - include_tasks: nowhere.yml
                                  when: inventory_hostname == 'b'
                                - debug: {msg: never}
                            """);
            assertEquals(List.of("a include_tasks: skipped", "b include_tasks: ok"), story.lines());
            assertEquals(1, story.recap().hosts().get("b").failed());
        }
    }

    @Test
    void aRoleIsDoneOnceOnAHostWhereverItIsNamed() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.file("roles/base/tasks/main.yml", "- {name: base, debug: {msg: x}}\n");
            for (String role : List.of("one", "two")) {
                story.file("roles/" + role + "/meta/main.yml", "dependencies: [base]\n");
                story.file("roles/" + role + "/tasks/main.yml", "- {name: t, debug: {msg: y}}\n");
            }
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - include_role: name=one
                          when: inventory_hostname == 'a'
                        - include_role: name=two
                    """);
            assertEquals(
                    List.of(
                            "a include_role: ok",
                            "b include_role: skipped",
                            "a base : base: ok x",
                            "a one : t: ok y",
                            "a include_role: ok",
                            "b include_role: ok",
                            "b base : base: ok x",
                            "a two : t: ok y",
                            "b two : t: ok y"),
                    story.lines());
        }
    }

    @Test
    void rolesKeepTheirVariablesWhereThatIsSet() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("roles/r/vars/main.yml", "x: of r\n");
            story.file("roles/r/tasks/main.yml", "- {name: t, debug: {msg: y}}\n");
            String play =
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - import_role: {name: r%s}
                        - debug: {msg: "{{ x | default('none') }}"}
                    """;
            String last = "a debug: ok ";
            story.play(String.format(play, ""));
            assertEquals(last + "of r", story.lines().get(1));
            story.play(String.format(play, ", public: no"));
            assertEquals(last + "none", story.lines().get(1));
        }
    }

    @Test
    void importsStandWhereTheyAreNamed() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.file(
                    "other.yml",
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: first
                          set_fact: {y: 1}
                    """);
            story.file(
                    "tasks/in.yml",
                    """
                    - name: in
                      debug: {msg: "{{ x }}"}
                    - import_tasks: sub/deeper.yml
                    """);
            story.file(
                    "tasks/sub/deeper.yml",
                    """
                    - name: deeper
                      debug: {msg: "{{ x }}"}
                    """);
            story.file(
                    "roles/r/tasks/other.yml",
                    """
                    - name: other
                      debug: {msg: "{{ x }}"}
                    """);
            story.play(
                    """
                    - import_playbook: other.yml
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - import_tasks: tasks/in.yml
                          when: inventory_hostname == 'a'
                          vars: {x: imported}
                        - import_role: {name: r, tasks_from: other}
                          vars: {x: role}
                    """);
            assertEquals(
                    List.of(
                            "a first: ok",
                            "b first: ok",
                            "a in: ok imported",
                            "b in: skipped",
                            "a deeper: ok imported",
                            "b deeper: skipped",
                            "a r : other: ok role",
                            "b r : other: ok role"),
                    story.lines());
        }
    }

    @Test
    void includesAreDecidedOnEachHost() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,");
            story.file(
                    "a.yml",
                    """
                    - name: in a
                      debug: {msg: "{{ item | default('-') }}"}
                    """);
            story.file(
                    "b.yml",
                    """
                    - name: in b
                      set_fact: {x: 1}
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: inc
                          include_tasks: "{{ inventory_hostname }}.yml"
                        - name: loop
                          include_tasks: a.yml
                          loop: [1, 2]
                          when: inventory_hostname == 'a'
                    """);
            assertEquals(
                    List.of(
                            "a inc: ok",
                            "b inc: ok",
                            "a in a: ok -",
                            "b in b: ok",
                            "a loop: ok All items completed",
                            "b loop: skipped",
                            "a in a: ok 1",
                            "a in a: ok 2"),
                    story.lines());
        }
    }

    @Test
    void aRoleRunsOnceUnlessItsParametersDiffer() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "roles/r/tasks/main.yml",
                    """
                    - name: in
                      debug: {msg: "{{ x }}"}
                    """);
            story.file(
                    "roles/r/defaults/main.yml",
                    """
                    x: 1
                    """);
            story.file(
                    "roles/user/meta/main.yml",
                    """
                    dependencies: [r]
                    """);
            story.file(
                    "roles/user/tasks/main.yml",
                    """
                    - name: mine
                      set_fact: {y: 1}
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      roles:
                        - r
                        - r
                        - {role: r, x: 2}
                        - user
                    """);
            assertEquals(
                    List.of("a r : in: ok 1", "a r : in: ok 2", "a user : mine: ok"),
                    story.lines());
        }
    }

    @Test
    void aRoleFindsItsFilesAndTemplates() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "roles/r/tasks/main.yml",
                    """
                    - name: tpl
                      template: src=t.j2
                      vars: {x: 1}
                    """);
            story.file(
                    "roles/r/templates/t.j2",
                    """
                    x is {{ x }}, {{ lookup('file', 'f.txt') }}
                    """);
            story.file(
                    "roles/r/files/f.txt",
                    """
                    here
                    """);
            story.file(
                    "files/f.txt",
                    """
                    beside
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      roles: [r]
                      tasks:
                        - name: file
                          debug: {msg: "{{ lookup('file', 'f.txt') }}"}
                    """);
            assertEquals(List.of("a r : tpl: ok x is 1, here", "a file: ok beside"), story.lines());
        }
    }

    @Test
    void aBrokenIncludeCanBeRescued() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - set_fact: {n: none}
                        - block:
                            - name: inc
                              include_tasks: "{{ n }}.yml"
                            - debug:
                          rescue:
                            - name: saved
                              debug: {msg: saved}
                    """);
            assertEquals(
                    List.of("a set_fact: ok", "a inc: ok", "a saved: ok saved"), story.lines());
        }
    }

    @Test
    void applyGivesKeywordsToWhatIsIncluded() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "in.yml",
                    """
                    - name: in
                      debug:
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - include_tasks:
                            file: in.yml
                            apply: {when: x is defined}
                    """);
            assertEquals(List.of("a include_tasks: ok", "a in: skipped"), story.lines());
        }
    }

    @Test
    void aFileThatIncludesItselfWithoutEndIsAFailure() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("again.yml", "- include_tasks: again.yml\n");
            story.play(
                    "- hosts: all\n  gather_facts: false\n  tasks:\n    - include_tasks: again.yml\n");
            org.junit.jupiter.api.Assertions.assertTrue(
                    story.told().toString().contains("includes itself again and again"));
        }
    }

    @Test
    void publicRolesGiveTheirVariablesToTheRestOfThePlay() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("roles/r/defaults/main.yml", "d: default\n");
            story.file("roles/r/vars/main.yml", "v: var\n");
            story.file("roles/r/tasks/main.yml", "- debug: {msg: \"{{ own }}\"}\n");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - include_role: {name: r}
                          vars: {own: 1}
                        - debug: {msg: "{{ d | default('-') }} {{ v | default('-') }}"}
                        - include_role: {name: r, public: true}
                          loop: [2]
                          vars: {own: "{{ item }}"}
                        - debug: {msg: "{{ d }} {{ v }} {{ own | default('-') }}"}
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - debug: {msg: "{{ d | default('-') }}"}
                    """);
            assertEquals(
                    List.of(
                            "a include_role: ok",
                            "a r : debug: ok 1",
                            "a debug: ok - -",
                            "a include_role: ok All items completed",
                            "a r : debug: ok 2",
                            "a debug: ok default var -",
                            "a debug: ok -"),
                    story.lines());
        }
    }
}
