package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.miprov.diag.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong before any host is touched, as people read it. */
final class PrepareTest {
    @TempDir Path dir;

    @Test
    void tellsAnUnknownModule() throws IOException {
        complains(
                """
                - hosts: all
                  tasks:
                    - comand: ls
                """,
                """
                error: there is no module `comand`
                 --> play.yml:3:7
                  |
                3 |     - comand: ls
                  |       ^^^^^^ neither a module nor a keyword
                  = help: did you mean `command`?
                """);
    }

    @Test
    void tellsAllAtOnce() throws IOException {
        complains(
                """
                - hosts: all
                  strategy: debug
                  gather_fact: no
                  tasks:
                    - debug: msg=hi
                      wehn: true
                    - debug:
                        mgs: hi
                      notify: restart
                    - command: ls
                      debugger: always
                  handlers:
                    - name: restrt
                      debug:
                """,
                """
                error: 'gather_fact' is not a valid attribute for a Play
                 --> play.yml:3:3
                  |
                3 |   gather_fact: no
                  |   ^^^^^^^^^^^ not a keyword of a play
                  = help: did you mean `gather_facts`?

                error: `strategy: debug` is not supported yet
                 --> play.yml:2:13
                  |
                2 |   strategy: debug
                  |             ^^^^^
                  = help: take it out, or run this playbook with ansible-playbook for now

                error: 'wehn' is not a valid attribute for a Task
                 --> play.yml:6:7
                  |
                6 |       wehn: true
                  |       ^^^^ not a keyword of a task
                  = help: did you mean `when`?

                error: `debugger: always` is not supported yet
                  --> play.yml:11:17
                   |
                11 |       debugger: always
                   |                 ^^^^^^
                   = help: take it out, or run this playbook with ansible-playbook for now

                error: unknown parameter `mgs`
                 --> play.yml:8:9
                  |
                8 |         mgs: hi
                  |         ^^^ not a parameter of `debug`
                  = help: did you mean `msg`?

                error: The requested handler 'restart' was not found in either the main handlers list nor in the listening handlers list
                 --> play.yml:9:15
                  |
                9 |       notify: restart
                  |               ^^^^^^^
                  = help: did you mean `restrt`?
                """);
    }

    @Test
    void tellsAVariableThatNothingSets() throws IOException {
        complains(
                """
                - hosts: all
                  vars:
                    mi_offset: 10
                    port: "{{ 8280 + mi_ofset }}"
                  tasks:
                    - debug: {msg: "{{ port }}"}
                    - debug: {msg: "{{ maybe }}"}
                      when: maybe is defined
                    - debug: {msg: "{{ other | default('x') }} {{ r.rc }} {{ ansible_x }} {{ f }}"}
                    - command: echo
                      register: r
                    - set_fact: {f: 1}
                """,
                """
                error: undefined variable `mi_ofset`
                 --> play.yml:4:22
                  |
                4 |     port: "{{ 8280 + mi_ofset }}"
                  |                      ^^^^^^^^ nothing sets this
                  = help: did you mean `mi_offset`? It is 10, from play.yml:3:16
                """);
    }

    @Test
    void tellsVariablesOfKeywordsThatNothingSets() throws IOException {
        try (Story story = new Story(dir)) {
            BadInput bad =
                    assertThrows(
                            BadInput.class,
                            () ->
                                    story.prepare(
                                            """
                                            - hosts: all
                                              become: "{{ v1 }}"
                                              tasks:
                                                - command: echo
                                                  name: a task of {{ nobody }}
                                                  become_user: "{{ v2 }}"
                                                  retries: "{{ v3 }}"
                                                  delay: "{{ v4 }}"
                                                  until: r.rc == v5
                                                  register: r
                                                  check_mode: "{{ v6 }}"
                                                  diff: "{{ v7 }}"
                                                  timeout: "{{ v8 }}"
                                                  notify: "{{ v9 }}"
                                                  loop: [1]
                                                  loop_control: {label: "{{ v10 }} {{ item }}"}
                                                  tags: ["{{ v11 }}"]
                                                - debug:
                                                  when: v12 is defined and v12 == 1 or v13
                                                - debug:
                                                  when: [v14, v15]
                                                - debug:
                                                  when: v16
                                                  loop: "{{ r.list }}"
                                            """));
            assertEquals(
                    List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14),
                    bad.diagnostics().stream()
                            .map(d -> d.message().replaceAll(".*`v(\\d+)`.*", "$1"))
                            .map(Integer::valueOf)
                            .sorted()
                            .toList());
        }
    }

    @Test
    void tellsVariablesThatNothingSetsBesideOtherProblems() throws IOException {
        try (Story story = new Story(dir)) {
            List<String> told =
                    told(
                            story,
                            """
                            - hosts: all
                              gather_fact: no
                              tasks:
                                - debug: {mgs: "{{ nobody }}"}
                                  notify: none
                                - comand: ls
                                - debug: {msg: "{{ nothing }}"}
                                  become: maybe
                            """);
            assertEquals(
                    List.of(
                            "'gather_fact' is not a valid attribute for a Play",
                            "`become` needs true or false",
                            "unknown parameter `mgs`",
                            "there is no module `comand`",
                            "The requested handler 'none' was not found in either the main handlers list nor in"
                                    + " the listening handlers list",
                            "undefined variable `nobody`",
                            "undefined variable `nothing`"),
                    told);
        }
    }

    @Test
    void doesNotGuessWhatIsUndefinedWhereSomethingCouldNotBeRead() throws IOException {
        try (Story story = new Story(dir)) {
            String rest =
                    """
                      tasks:
                        - debug: {msg: "{{ one }}"}
                    """;
            assertEquals(
                    List.of("'vras' is not a valid attribute for a Play"),
                    told(story, "- hosts: all\n  vras: {one: 1}\n" + rest));
            assertEquals(
                    List.of("there is no role `none`"),
                    told(story, "- hosts: all\n  roles: [none]\n" + rest));
            assertEquals(
                    List.of("there is no module `comand`"),
                    told(story, "- hosts: all\n" + rest + "    - {comand: ls, register: one}\n"));
        }
    }

    private static List<String> told(Story story, String playbook) {
        BadInput bad = assertThrows(BadInput.class, () -> story.prepare(playbook));
        return bad.diagnostics().stream().map(d -> d.message()).toList();
    }

    @Test
    void tellsWhichHostLacksAVariable() throws IOException {
        try (Story story = new Story(dir)) {
            story.inventory("all: {hosts: {a: {x: 1}, b: }}\n");
            complains(
                    story,
                    """
                    - hosts: all
                      tasks:
                        - debug: {msg: "{{ x }}"}
                    """,
                    """
                    error: undefined variable `x` on b
                     --> play.yml:3:24
                      |
                    3 |     - debug: {msg: "{{ x }}"}
                      |                        ^ nothing sets this
                    """);
        }
    }

    @Test
    void looksIntoIncludesThatAreSureToHappen() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("in.yml", "- nothing_such:\n");
            complains(
                    story,
                    """
                    - hosts: all
                      tasks:
                        - include_tasks: in.yml
                    """,
                    """
                    error: there is no module `nothing_such`
                     --> in.yml:1:3
                      |
                    1 | - nothing_such:
                      |   ^^^^^^^^^^^^ neither a module nor a keyword
                      = help: see what there is: miprov doc
                    """);
            story.prepare(
                    """
                    - hosts: all
                      tasks:
                        - include_tasks: in.yml
                          when: ansible_os_family == 'Other'
                    """);
        }
    }

    @Test
    void tellsATemplateFileThatIsMissingOrBroken() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("templates/site.j2", "{{ a | no_such_filter }}\n");
            complains(
                    story,
                    """
                    - hosts: all
                      tasks:
                        - template: {src: sit.j2}
                    """,
                    """
                    error: `src` names a file that is not there: `sit.j2`; did you mean `site.j2`?
                     --> play.yml:3:23
                      |
                    3 |     - template: {src: sit.j2}
                      |                       ^^^^^^ the template
                    """);
        }
    }

    @Test
    void tellsARoleAndAnImportThatAreMissing() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("roles/nginx/tasks/main.yml", "- debug:\n");
            complains(
                    story,
                    """
                    - hosts: all
                      roles: [ngnix]
                      tasks:
                        - import_tasks: none.yml
                    """,
                    """
                    error: there is no role `ngnix`
                     --> play.yml:2:11
                      |
                    2 |   roles: [ngnix]
                      |           ^^^^^
                      = help: did you mean `nginx`?

                    error: `none.yml` does not exist
                     --> play.yml:4:21
                      |
                    4 |     - import_tasks: none.yml
                      |                     ^^^^^^^^
                    """);
        }
    }

    @Test
    void tellsALimitThatLeavesNobodyAndAStartThatIsNowhere() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("web1,web2,").options(new Options().limit("wbe1").startAt("fisrt"));
            BadInput bad =
                    assertThrows(
                            BadInput.class,
                            () ->
                                    story.prepare(
                                            """
                                            - hosts: all
                                              tasks:
                                                - name: first
                                                  debug:
                                            """));
            assertEquals(
                    List.of(
                            "`--limit wbe1` leaves no host",
                            "there is no task `fisrt` to start at"),
                    bad.diagnostics().stream().map(d -> d.message()).toList());
            assertEquals(List.of("help: did you mean `first`?"), bad.diagnostics().get(1).notes());
        }
    }

    @Test
    void warnsOfAPatternThatMatchesNothingAndOpensNoConnection() throws IOException {
        try (Story story = new Story(dir)) {
            Prepared prepared = story.hosts("a,").prepare("- hosts: webs\n  tasks: []\n");
            assertEquals(
                    List.of("`webs` matches no host and no group"),
                    prepared.warnings().stream().map(d -> d.message()).toList());
            assertEquals(List.of(), story.connected());
        }
    }

    private void complains(String playbook, String message) throws IOException {
        try (Story story = new Story(dir)) {
            complains(story, playbook, message);
        }
    }

    private static void complains(Story story, String playbook, String message) {
        BadInput bad = assertThrows(BadInput.class, () -> story.prepare(playbook));
        assertEquals(message, bad.getMessage());
        assertEquals(List.of(), story.connected());
    }
}
