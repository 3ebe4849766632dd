package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What variables say is held to what modules take before any host is touched. */
final class OutlookTest {
    @TempDir Path dir;
    private Story story;

    @BeforeEach
    void begin() {
        story = new Story(dir);
    }

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void tellsAFileThatAVariableNames() throws IOException {
        complains(
                """
                - hosts: all
                  vars:
                    packs: "{{ playbook_dir }}/packs"
                    pack: "{{ packs }}/mi.zip"
                  tasks:
                    - copy: {src: "{{ pack }}"}
                """,
                """
                error: `src` names a file that is not there: `DIR/packs/mi.zip`; put it there, or name another
                 --> play.yml:6:19
                  |
                6 |     - copy: {src: "{{ pack }}"}
                  |                   ^^^^^^^^^^^^ the files
                  = with: pack = DIR/packs/mi.zip  (play.yml:4:11)
                """);
        story.file("packs/mi.zip", "");
        accepts();
    }

    @Test
    void tellsAFileThatOneHostLacks() throws IOException {
        story.inventory("all: {hosts: {a: {key: one.pem}, b: {key: two.pem}}}\n")
                .file("files/one.pem", "");
        complains(
                """
                - hosts: all
                  tasks:
                    - copy: {src: ["{{ key }}"]}
                """,
                """
                error: `src` names a file that is not there: `two.pem`; looked for files/two.pem, two.pem
                 --> play.yml:3:19
                  |
                3 |     - copy: {src: ["{{ key }}"]}
                  |                   ^^^^^^^^^^^^^ the files
                  = with: key = two.pem
                """);
        story.file("files/two.pem", "");
        accepts();
    }

    @Test
    void tellsWhatIsWrongWithAModuleThatAVariableNames() throws IOException {
        complains(
                """
                - hosts: all
                  vars: {it: debugg, other: copy}
                  tasks:
                    - action: "{{ it }} msg=x"
                    - action: {module: "{{ other }}", dest: /x, srcs: y}
                """,
                """
                error: there is no module `debugg`
                 --> play.yml:4:16
                  |
                4 |     - action: "{{ it }} msg=x"
                  |                ^^^^^^^^ neither a module nor a keyword
                  = help: did you mean `debug`?

                error: unknown parameter `srcs`
                 --> play.yml:5:49
                  |
                5 |     - action: {module: "{{ other }}", dest: /x, srcs: y}
                  |                                                 ^^^^ not a parameter of `copy`
                  = help: did you mean `src`?
                """);
        complains(
                "- hosts: all\n  tasks:\n    - action: '{{ it }} msg=x'\n",
                """
                error: undefined variable `it`
                 --> play.yml:3:19
                  |
                3 |     - action: '{{ it }} msg=x'
                  |                   ^^ nothing sets this
                """);
    }

    @Test
    void tellsItOnceForManyHosts() throws IOException {
        story.hosts("a,b,c");
        plays("- hosts: all\n  tasks:\n    - copy: {src: '{{ x }}'}\n      vars: {x: none}\n");
        assertEquals(1, refused().diagnostics().size());
    }

    @Test
    void looksAtEachItem() throws IOException {
        story.file("files/here", "");
        complains(
                """
                - hosts: all
                  vars: {names: [here, gone]}
                  tasks:
                    - copy: {src: "{{ item }}"}
                      loop: "{{ names }}"
                    - copy: {src: "{{ item }}"}
                      with_items: [here]
                """,
                """
                error: `src` names a file that is not there: `gone`; looked for files/gone, gone
                 --> play.yml:4:19
                  |
                4 |     - copy: {src: "{{ item }}"}
                  |                   ^^^^^^^^^^^^ the files
                  = with: item = gone
                """);
    }

    @Test
    void holdsValuesOfVariablesToTheirTypes() throws IOException {
        complains(
                """
                - hosts: all
                  vars: {often: seldom}
                  tasks:
                    - copy: {times: "{{ often }}"}
                """,
                """
                error: `times` needs a whole number, and this is the text `seldom`
                 --> play.yml:4:21
                  |
                4 |     - copy: {times: "{{ often }}"}
                  |                     ^^^^^^^^^^^^^ how often
                  = with: often = seldom  (play.yml:2:17)
                """);
    }

    @Test
    void tellsWhatATemplateCanNotBeFilledInWith() throws IOException {
        plays(
                """
                - hosts: all
                  vars:
                    password: "{{ undef(hint='export PASSWORD first') }}"
                  tasks:
                    - copy: {dest: "/x{{ password }}"}
                    - copy: {dest: "/y{{ password }}"}
                      no_log: true
                """);
        BadInput refused = refused();
        assertTrue(refused.getMessage().contains("export PASSWORD first"));
        assertEquals(1, refused.diagnostics().size());
    }

    @Test
    void holdsTheKeywordsOfPlays() throws IOException {
        story.hosts("a,b");
        plays(
                """
                - hosts: all
                  serial: "{{ nope }}"
                - hosts: all
                  vars: {most: some}
                  serial: [1, "{{ most }}"]
                - hosts: all
                  order: upwards
                """);
        assertEquals(
                List.of(
                        "`nope` is undefined",
                        "`serial` is a number of hosts or a percentage, not `some`",
                        "`order` is inventory, reverse_inventory, sorted, reverse_sorted or shuffle,"
                                + " not `upwards`"),
                refused().diagnostics().stream().map(d -> d.message()).toList());
    }

    @Test
    void hidesWhatATaskHides() throws IOException {
        plays(
                """
                - hosts: all
                  vars: {often: secret}
                  tasks:
                    - copy: {times: "{{ often }}"}
                      no_log: true
                """);
        String said = refused().getMessage();
        assertTrue(said.contains("`no_log` is true"), said);
        assertTrue(!said.contains("`secret`"), said);
    }

    @Test
    void leavesAloneWhatOnlyTheRunKnows() throws IOException {
        plays(
                """
                - hosts: all
                  vars: {pack: none}
                  tasks:
                    - command: echo
                      register: made
                    - copy: {src: "{{ made.stdout }}"}
                    - copy: {src: "{{ ansible_os_family }}.conf"}
                    - copy: {src: "{{ hostvars['a'].pack }}"}
                    - copy: {src: "{{ pack }}"}
                      ignore_errors: true
                    - copy: {src: "{{ pack }}"}
                      failed_when: false
                    - copy: {src: "{{ pack }}"}
                      when: made.rc == 1
                    - copy: {src: "{{ pack }}"}
                      when: pack != 'none'
                    - copy: {src: "{{ item }}"}
                      loop: "{{ made.stdout_lines }}"
                    - copy: {src: "{{ pack if made.rc == 7 else omit }}"}
                    - copy: {src: "{{ omit }}"}
                    - block:
                        - copy: {src: "{{ pack }}"}
                      rescue:
                        - debug:
                """);
        accepts();
    }

    @Test
    void holdsAConditionThatIsKnown() throws IOException {
        plays(
                """
                - hosts: all
                  vars: {pack: none}
                  tasks:
                    - copy: {src: "{{ pack }}"}
                      when: pack is defined and inventory_hostname in groups['all']
                """);
        refused();
    }

    @Test
    void doesNotMissWhatTasksOnTheControllerMake() throws IOException {
        plays(
                """
                - hosts: all
                  vars: {pki: "{{ playbook_dir }}/pki", build: out}
                  tasks:
                    - copy: {dest: "{{ item }}"}
                      delegate_to: localhost
                      loop: ["{{ pki }}", "{{ playbook_dir }}/{{ build }}"]
                    - copy: {src: ["{{ pki }}/ca.crt", "{{ playbook_dir }}/{{ build }}"]}
                """);
        accepts();
        plays(
                """
                - hosts: all
                  vars: {pki: "{{ playbook_dir }}/pki"}
                  tasks:
                    - copy: {dest: "{{ pki }}"}
                      delegate_to: localhost
                    - copy: {src: ["{{ pki }}/../mi.zip"]}
                    - copy: {src: none.zip}
                """);
        assertEquals(2, refused().diagnostics().size());
    }

    @Test
    void doesNotMissWhatACommandOnTheControllerMayMake() throws IOException {
        String rest =
                """
                    - copy: {src: "{{ pack }}"}
                      vars: {pack: /none/x}
                """;
        plays("- hosts: all\n  tasks:\n    - command: make\n      delegate_to: localhost\n" + rest);
        accepts();
        plays("- hosts: all\n  tasks:\n    - local_action: command make\n" + rest);
        accepts();
        plays("- hosts: localhost\n  tasks:\n    - command: make\n- hosts: all\n  tasks:\n" + rest);
        accepts();
        plays("- hosts: all\n  connection: local\n  tasks:\n    - command: make\n" + rest);
        accepts();
        plays("- hosts: all\n  tasks:\n    - command: make\n      delegate_to: a\n" + rest);
        refused();
        plays("- hosts: all\n  tasks:\n    - debug:\n      delegate_to: localhost\n" + rest);
        refused();
        story.inventory("all: {hosts: {a: {ansible_connection: local}}}\n");
        plays("- hosts: all\n  tasks:\n    - command: make\n" + rest);
        accepts();
    }

    @Test
    void leavesALoopToItsCondition() throws IOException {
        plays(
                """
                - hosts: all
                  tasks:
                    - copy: {src: "{{ item }}", dest: /tmp/x}
                      loop: "{{ nowhere }}"
                      when: nowhere is defined
                """);
        accepts();
    }

    private void plays(String playbook) throws IOException {
        story.file("play.yml", playbook);
    }

    private void accepts() {
        story.engine().prepare(story.chosen());
        assertEquals(0, story.connected().size());
    }

    private BadInput refused() {
        return assertThrows(BadInput.class, this::accepts);
    }

    private void complains(String playbook, String message) throws IOException {
        plays(playbook);
        assertEquals(message, refused().getMessage().replace(dir.toString(), "DIR"));
    }
}
