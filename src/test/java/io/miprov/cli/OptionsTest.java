package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that ask for something else than a run, and those that no run can have. */
final class OptionsTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int miprov(String... words) {
        Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), false, Map.of());
        int status = Main.run(terminal, "miprov", words);
        terminal.out().flush();
        terminal.err().flush();
        return status;
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-f 0 | `--forks 0` lets no host work",
                "--forks -1 | `--forks -1` lets no host work",
                "-i , | `,` names no host",
                "-c nope | `--connection nope` is not known here",
                "-b --become-method nope | `--become-method nope` is not known here",
                "-T -1 | `--timeout -1` is no time"
            })
    void refusesWhatNoRunCanHave(String options, String message) throws IOException {
        String playbook = file("play.yml", "- hosts: all\n  tasks: []\n");
        List<String> words = new ArrayList<>(List.of("apply", "-i", "a,"));
        words.addAll(Arrays.asList(options.split(" ")));
        words.add(playbook);
        assertEquals(2, miprov(words.toArray(String[]::new)));
        assertEquals("error: " + message, err.toString().lines().findFirst().orElse(""));
        assertTrue(err.toString().contains("= help: "), err.toString());
    }

    @Test
    void refusesWaysInPlaybooksThatAreNotKnown() throws IOException {
        String playbook =
                file(
                        "play.yml",
                        """
                        - hosts: all
                          connection: nope
                          tasks:
                            - ping:
                              become_method: ansible.builtin.sudo
                            - ping:
                              become_method: runas
                            - debug:
                              with_dict: null
                        """);
        assertEquals(2, miprov("apply", "-i", "a,", playbook));
        assertEquals(
                List.of(
                        "error: `connection: nope` is not known here",
                        "error: `become_method: runas` is not known here",
                        "error: `with_dict` needs a value"),
                err.toString().lines().filter(line -> line.startsWith("error")).toList());
    }

    /** The answers are those of ansible-playbook 2.14, hosts in the order of the inventory. */
    @Test
    void listsAsAnsibleDoes() throws IOException {
        file("roles/r/tasks/main.yml", "- name: in role\n  debug:\n  tags: [rt, x]\n- debug:\n");
        String inventory = file("inv", "[web]\na\nb\n[db]\nc\n");
        String playbook =
                file(
                        "p.yml",
                        """
                        - name: first
                          hosts: web:db
                          tags: [pt]
                          pre_tasks:
                            - name: pre
                              debug:
                              tags: a
                          roles: [r]
                          tasks:
                            - name: one {{ x }}
                              debug: {msg: "{{ x }}"}
                            - block:
                                - name: in block
                                  debug:
                                  tags: [never, b]
                              rescue:
                                - name: resc
                                  debug:
                            - meta: flush_handlers
                            - include_role: {name: r}
                            - import_role: {name: r}
                              tags: imp
                        - hosts: "{{ 'web' }}"
                          tasks: []
                        - hosts: [web, db]
                          tasks:
                            - ansible.builtin.debug:
                        """);
        assertEquals(
                0,
                miprov(
                        "apply",
                        "-i",
                        inventory,
                        playbook,
                        "--list-tasks",
                        "--list-tags",
                        "--list-hosts"));
        assertEquals(
                """

                playbook: FILE

                  play #1 (web:db): first\tTAGS: [pt]
                    pattern: ['web:db']
                    hosts (3):
                      a
                      b
                      c
                    tasks:
                      pre\tTAGS: [a, pt]
                      r : in role\tTAGS: [pt, rt, x]
                      debug\tTAGS: [pt]
                      one {{ x }}\tTAGS: [pt]
                      meta\tTAGS: [pt]
                      include_role\tTAGS: [pt]
                      r : in role\tTAGS: [imp, pt, rt, x]
                      debug\tTAGS: [imp, pt]
                      TASK TAGS: [a, imp, pt, rt, x]

                  play #2 (web): web\tTAGS: []
                    pattern: ['web']
                    hosts (2):
                      a
                      b
                    tasks:
                      TASK TAGS: []

                  play #3 (web,db): web,db\tTAGS: []
                    pattern: ['web', 'db']
                    hosts (3):
                      a
                      b
                      c
                    tasks:
                      ansible.builtin.debug\tTAGS: []
                      TASK TAGS: []
                """,
                out.toString().replace(playbook, "FILE"));
    }

    @Test
    void checksTheSyntaxAsAnsibleDoes() throws IOException {
        String playbook = file("p.yml", "- hosts: all\n  tasks:\n    - debug: {msg: '{{ x }}'}\n");
        assertEquals(0, miprov("apply", "-i", "a,", playbook, playbook, "--syntax-check"));
        assertEquals("\nplaybook: FILE\n".repeat(2), out.toString().replace(playbook, "FILE"));
        String wrong = file("w.yml", "- hosts: all\n  tasks:\n    - debg:\n");
        assertEquals(2, miprov("apply", "-i", "a,", wrong, "--syntax-check"));
    }

    @Test
    void namesTheHostsOfAPattern() {
        assertEquals(0, miprov("run", "-i", "a,b,c", "a:c", "--list-hosts"));
        assertEquals("  hosts (2):\n    a\n    c\n", out.toString());
    }

    @Test
    void tellsOfTheWordsOfTheCommandLine() {
        assertEquals(2, miprov("run", "-i", "a,", "a", "-m", "file", "-a", "path=/x stat=absent"));
        assertEquals(
                """
                error: unknown parameter `stat`
                 --> -a:1:9
                  |
                1 | path=/x stat=absent
                  |         ^^^^ not a parameter of `file`
                  = help: did you mean `state`?

                """,
                err.toString());
    }

    @Test
    void tellsOfTheWordsOfTheCommandLineWhileItRuns() {
        assertEquals(
                1, miprov("run", "-i", "a,", "-c", "local", "a", "-m", "fail", "-a", "msg=no"));
        String said = out.toString();
        assertTrue(said.contains("--> -m:1:1"), said);
        assertTrue(!said.contains("run.yml") && !said.contains("--start-at-task"), said);
    }
}
