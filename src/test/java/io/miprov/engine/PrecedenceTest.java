package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several values a name has. */
final class PrecedenceTest {
    @TempDir Path dir;

    @Test
    void isAnsiblesOrder() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.inventory(
                    """
                    all:
                      hosts:
                        a: {inv: inv, play_inv: inv, dflt: inv}
                    """);
            story.file(
                    "vf.yml",
                    """
                    vf_play: file
                    sf: file
                    """);
            story.file(
                    "roles/r/defaults/main.yml",
                    """
                    dflt: default
                    only_default: only
                    inv: default
                    """);
            story.file(
                    "roles/r/vars/main.yml",
                    """
                    role_play: role
                    blk_role: role
                    t_block: role
                    """);
            story.file(
                    "roles/r/tasks/main.yml",
                    """
                    - vars: {blk_role: block}
                      block:
                        - name: in role
                          debug: {msg: "inv:{{ inv }} role_play:{{ role_play }} blk_role:{{ blk_role }} param_set:{{ param_set }} dflt:{{ dflt }}"}
                    """);
            story.file(
                    "group_vars/all.yml",
                    """
                    group_only: g
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars: {play_inv: play, vf_play: play, role_play: play, blk_role: play}
                      vars_files: [vf.yml]
                      roles:
                        - {role: r, param_set: param}
                      tasks:
                        - set_fact: {sf: fact, param_set: fact}
                        - name: see
                          vars: {t_block: task}
                          debug: {msg: "{{ inv }} {{ play_inv }} {{ vf_play }} {{ dflt }} {{ only_default }} {{ t_block }} {{ sf }} {{ group_only }}"}
                    """);
            assertEquals(
                    List.of(
                            "a r : in role: ok inv:inv role_play:role blk_role:block param_set:param dflt:inv",
                            "a set_fact: ok",
                            "a see: ok inv play file inv only task fact g"),
                    story.lines());
        }
    }

    @Test
    void includeVarsAndParamsOfIncludes() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "more.yml",
                    """
                    x: file
                    """);
            story.file(
                    "sub.yml",
                    """
                    - name: sub
                      debug: {msg: "{{ x }}"}
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars: {x: play}
                      tasks:
                        - name: task
                          debug: {msg: "{{ x }}"}
                          vars: {x: task}
                        - include_vars: more.yml
                        - name: included
                          debug: {msg: "{{ x }}"}
                          vars: {x: task}
                        - set_fact: {x: fact}
                        - name: fact
                          debug: {msg: "{{ x }}"}
                        - include_tasks: sub.yml
                          vars: {x: param}
                    """);
            assertEquals(
                    List.of(
                            "a task: ok task",
                            "a include_vars: ok",
                            "a included: ok file",
                            "a set_fact: ok",
                            "a fact: ok fact",
                            "a include_tasks: ok",
                            "a sub: ok param"),
                    story.lines());
        }
    }

    @Test
    void isLazy() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars:
                        path: "{{ base }}/x"
                      tasks:
                        - set_fact: {base: /one}
                        - name: see
                          debug: {msg: "{{ path }}"}
                        - name: own
                          vars: {base: /two}
                          debug: {msg: "{{ path }}"}
                        - name: loop
                          debug: {msg: "{{ v }}"}
                          vars: {v: "<{{ item }}>"}
                          loop: [1]
                          register: r
                        - name: all
                          debug: {msg: "{{ r.results[0].msg }}"}
                    """);
            assertEquals(
                    List.of(
                            "a set_fact: ok",
                            "a see: ok /one/x",
                            "a own: ok /one/x",
                            "a loop: ok All items completed",
                            "a all: ok <1>"),
                    story.lines());
        }
    }

    @Test
    void varsFilesMayWaitForFacts() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "common.yml",
                    """
                    one: common
                    """);
            story.file(
                    "fact.yml",
                    """
                    two: fact
                    """);
            story.file(
                    "fallback.yml",
                    """
                    two: fallback
                                        """);
            story.file("other.yml", "three: other\n");
            story.play(
                    """
                    - hosts: all
                      vars_files:
                        - common.yml
                        - ["{{ ansible_toy }}.yml", fallback.yml]
                        - [none.yml, other.yml]
                      tasks:
                        - name: see
                          debug: {msg: "{{ one }} {{ two }} {{ three }}"}
                    """);
            assertEquals(
                    List.of("a Gathering Facts: ok", "a see: ok common fact other"), story.lines());
        }
    }

    @Test
    void aTaskKnowsItsConnection() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,");
            story.file(
                    "roles/in/tasks/main.yml",
                    "- debug: {msg: \"{{ ansible_parent_role_names }} {{ ansible_parent_role_paths | map('basename') }}\"}\n");
            story.file("roles/out/tasks/main.yml", "- include_role: {role: in}\n");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - name: own
                          debug: {msg: "{{ ansible_host }} {{ ansible_connection }} {{ ansible_port | default('-') }} {{ ansible_timeout }} {{ lookup('vars', 'ansible_ssh_host') }}"}
                        - name: said
                          debug: {msg: "{{ ansible_user | default('-') }} {{ ansible_port }}"}
                          remote_user: "{{ ansible_user | default('nobody') }}"
                          vars: {ansible_port: 7}
                        - name: others
                          debug: {msg: "{{ hostvars['a'].ansible_host is defined }}"}
                        - import_role: {name: out}
                    """);
            assertEquals(
                    List.of(
                            "a own: ok a ssh - 10 a",
                            "a said: ok nobody 7",
                            "a others: ok false",
                            "a out : include_role: ok",
                            "a in : debug: ok ['out'] ['out']"),
                    story.lines());
        }
    }

    @Test
    void mappingsOfAllLevelsBecomeOneWhenTheyAreToBeMerged() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("group_vars/all.yml", "m: {all: 1, deep: {a: 1, b: 1}}\n");
            story.inventory("all: {hosts: {a: {m: {host: 2, deep: {b: 2}}}}}\n");
            story.file("roles/r/defaults/main.yml", "m: {lowest: 0, all: 0}\n");
            story.options(new Options().extra("{m: {extra: 9}}").merging());
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      vars: {m: {play: "{{ 3 }}"}}
                      roles: [r]
                      tasks:
                        - name: see
                          debug: {msg: "{{ m.items() | sort }}"}
                          vars: {m: [a list], n: {x: 1}}
                        - name: merged
                          debug: {msg: "{{ m.items() | sort }}"}
                    """);
            assertEquals(
                    List.of(
                            "a see: ok [[extra, 9]]",
                            "a merged: ok [[all, 1], [deep, {a=1, b=2}], [extra, 9], [host, 2], [lowest, 0], [play, 3]]"),
                    story.lines());
        }
    }

    @Test
    void magicVariables() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a.b.c,d,");
            story.file(
                    "roles/r/tasks/main.yml",
                    """
                    - name: in
                      debug: {msg: "{{ role_name }} {{ role_path | basename }} {{ ansible_parent_role_names | default('-') }} {{ ansible_parent_role_paths | default('-') }}"}
                    """);
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      name: the play
                      tasks:
                        - name: see
                          run_once: true
                          debug: {msg: "{{ inventory_hostname_short }} {{ groups['all'] }} {{ group_names }} {{ ansible_play_hosts }} {{ ansible_play_batch }} {{ ansible_check_mode }} {{ playbook_dir | basename != '' }} {{ ansible_version.full }} {{ ansible_play_name }}"}
                        - name: role
                          include_role: {name: r}
                    """);
            assertEquals(
                    List.of(
                            "a.b.c see: ok a ['a.b.c', 'd'] ['ungrouped'] ['a.b.c', 'd'] ['a.b.c', 'd'] False True 2.16.0 the play",
                            "a.b.c role: ok",
                            "d role: ok",
                            "a.b.c r : in: ok r r - -",
                            "d r : in: ok r r - -"),
                    story.lines());
        }
    }
}
