package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Called by Ansible's names, the program tells what happens in Ansible's words. What it has to say
 * was made by ansible-core 2.14, with {@code -f1}, and the folder's name replaced.
 */
final class AnsibleOutputTest {
    private static final Path CASES = Path.of("src/test/cases/ansible_output").toAbsolutePath();

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    private int called(String name, String... words) {
        Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), false, environment);
        int status = Main.run(terminal, name, words);
        terminal.out().flush();
        terminal.err().flush();
        return status;
    }

    private int playbook(String... words) {
        return called("ansible-playbook", words);
    }

    private static String hosts() {
        return CASES.resolve("hosts").toString();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("p.yml"), text).toString();
    }

    private String tasks(String text) throws IOException {
        return file("- hosts: one\n  gather_facts: false\n  tasks:\n" + text.indent(4));
    }

    @Test
    void tellsEveryKindOfResultToTheLetter() throws IOException {
        assertEquals(2, playbook("-i", hosts(), "-f1", CASES.resolve("site.yml").toString()));
        assertEquals(
                Files.readString(CASES.resolve("site.out")),
                out.toString().replace(CASES.toString(), "FOLDER"));
        assertTrue(err.toString().startsWith("[WARNING]: `nobody` matches no host"), err + "");
    }

    @Test
    void showsDifferencesBeforeTheirLines() throws IOException {
        String extra = "folder=" + folder;
        assertEquals(0, playbook("-i", hosts(), "-e", extra, CASES.resolve("diff.yml").toString()));
        assertEquals(
                Files.readString(CASES.resolve("diff.out")),
                out.toString().replace(folder.toString(), "FOLDER"));
    }

    @Test
    void hidesWhatTheSettingsHide() throws IOException {
        String book = tasks("- command: 'true'\n  changed_when: false\n- debug:\n  when: false\n");
        environment.put("ANSIBLE_DISPLAY_OK_HOSTS", "no");
        environment.put("ANSIBLE_DISPLAY_SKIPPED_HOSTS", "no");
        assertEquals(0, playbook("-i", hosts(), book));
        assertTrue(!out.toString().contains("TASK"), out.toString());
        assertTrue(out.toString().contains("ok=1    changed=0 "), out.toString());
    }

    @Test
    void failsWithAnsiblesStatus() throws IOException {
        assertEquals(2, playbook("-i", hosts(), tasks("- fail:\n")));
        assertEquals(4, playbook("-i", hosts(), file("- hosts: one\n  nonsense: 1\n")));
        assertTrue(err.toString().contains("ERROR! "), err.toString());
        assertEquals(2, playbook("--no-such-option"));
        assertEquals(0, playbook("--version"));
        assertTrue(out.toString().contains("ansible-playbook [core 2."), out.toString());
    }

    @Test
    void answersForOneModuleAsAnsible() {
        assertEquals(0, called("ansible", "-i", hosts(), "one", "-m", "ping"));
        assertEquals(
                """
                one | SUCCESS => {
                    "changed": false,
                    "ping": "pong"
                }
                """,
                out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, called("ansible", "-i", hosts(), "one", "-a", "echo hi"));
        assertEquals("one | CHANGED | rc=0 >>\nhi\n", out.toString());
        out.getBuffer().setLength(0);
        assertEquals(2, called("ansible", "-i", hosts(), "one", "-m", "command", "-a", "false"));
        assertEquals("one | FAILED | rc=1 >>\nnon-zero return code\n", out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, called("ansible", "-i", hosts(), "one", "-m", "ping", "-o"));
        assertEquals("one | SUCCESS => {\"changed\": false, \"ping\": \"pong\"}\n", out.toString());
    }

    @Test
    void tellsWhatMetaTasksDidAndDidNot() throws IOException {
        String book = tasks("- meta: end_host\n  when: false\n- meta: end_play\n- debug:\n");
        assertEquals(0, playbook("-i", hosts(), "-vv", book));
        String told = out.toString();
        String left =
                "META: end_host conditional evaluated to False, continuing execution for one\n"
                        + "skipping: [one] => {\"msg\": \"end_host conditional evaluated to false,"
                        + " continuing execution for one\", \"skip_reason\": \"end_host conditional"
                        + " evaluated to False, continuing execution for one\"}\n";
        assertTrue(told.contains("1 plays in " + book), told);
        assertTrue(told.contains(left), told);
        assertTrue(told.contains("META: ending play\n"), told);
        assertTrue(!told.contains("TASK [debug]"), told);
    }

    @Test
    void listsTasksWithTheTagsThatTheirTemplatesMean() throws IOException {
        String book =
                file(
                        """
                        - hosts: one
                          vars: {all: [t3, t1]}
                          tasks:
                            - {name: x, debug: {}, tags: ['{{ all }}', t2]}
                        """);
        assertEquals(0, playbook("-i", hosts(), book, "--list-tasks"));
        assertTrue(out.toString().contains("x\tTAGS: [t1, t2, t3]"), out.toString());
    }

    @Test
    void theSameOutputCanBeAskedForByAnyName() throws IOException {
        String book = tasks("- debug:\n");
        assertEquals(0, called("miprov", "apply", "--output", "ansible", "-i", hosts(), book));
        String told = out.toString();
        out.getBuffer().setLength(0);
        environment.put("ANSIBLE_STDOUT_CALLBACK", "default");
        assertEquals(0, called("miprov", "apply", "-i", hosts(), book));
        assertEquals(told, out.toString());
        assertTrue(told.startsWith("\nPLAY [one] ****"), told);
    }

    @Test
    void tellsWhatIsWrongWithParametersInAnsiblesWords() throws IOException {
        String book =
                tasks(
                        """
                        - assert:
                            that:
                            - 1 == 1
                            -
                        - wait_for_connection:
                            foo: bar
                          ignore_errors: true
                          register: unknown
                        - slurp: {}
                          ignore_errors: true
                          register: missing
                        - script:
                          ignore_errors: true
                          register: script
                        - shell: echo hi
                          args: {expand_argument_vars: false}
                          ignore_errors: true
                          register: shell
                        - command: "printf 'a\\n\\n'"
                          args: {strip_empty_ends: false}
                          register: whole
                        - assert:
                            that:
                            - "unknown.msg == 'Invalid options for wait_for_connection: foo'"
                            - "missing.msg == 'missing required arguments: src'"
                            - "'one of the following' in script.msg"
                            - "shell.msg.startswith('Unsupported parameters for (shell) module: ')"
                            - whole.stdout_lines == ['a', '']
                        """);
        assertEquals(0, playbook("-i", hosts(), book), () -> out.toString() + err);
    }
}
