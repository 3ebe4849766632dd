package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as it is called: words in, text and status out. Hosts are this machine. */
final class MainTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    private int miprov(String... words) {
        return called("miprov", words);
    }

    private int called(String name, String... words) {
        Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), false, environment);
        int status = Main.run(terminal, name, words);
        terminal.out().flush();
        terminal.err().flush();
        return status;
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private String playbook() throws IOException {
        return file(
                "site.yml",
                """
                - name: files
                  hosts: all
                  gather_facts: false
                  tasks:
                    - name: the file
                      copy:
                        dest: "%s/{{ inventory_hostname }}"
                        content: "{{ text | default('old') }}\\n"
                """
                        .formatted(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "plan", "check", "run", "inventory", "doc", "lab", "demo"})
    void explainsEachCommandWithAnExample(String command) {
        assertEquals(0, miprov(command, "--help"));
        assertTrue(out.toString().startsWith("Usage: miprov " + command), out.toString());
        assertTrue(out.toString().contains("Example:\n  miprov " + command), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void refusesToDelegateWhatGoesBetweenControllerAndHost() throws IOException {
        file("files/one", "1");
        String site =
                file(
                        "site.yml",
                        """
                        - hosts: all
                          tasks:
                            - synchronize: {src: files, dest: /tmp/x}
                              delegate_to: localhost
                        """);
        assertEquals(2, miprov("check", site, "-i", "a,"));
        assertTrue(err.toString().contains("`synchronize` can not be delegated"), err.toString());
        assertTrue(err.toString().contains("site.yml:4:20"), err.toString());
    }

    @Test
    void namesItsCommands() {
        assertEquals(0, miprov());
        assertTrue(out.toString().contains("  apply      bring hosts to the state"));
    }

    @Test
    void saysWhichWordIsWrong() {
        assertEquals(2, miprov("aply"));
        assertEquals(
                "error: miprov has no command `aply`\n  = help: did you mean `miprov apply`?\n",
                err.toString());
    }

    @Test
    void saysWhichOptionIsWrong() {
        assertEquals(2, miprov("apply", "x.yml", "--limt", "a"));
        assertTrue(err.toString().startsWith("error: Unknown option"), err.toString());
        assertTrue(err.toString().endsWith("  = help: see miprov apply --help\n"));
    }

    @Test
    void appliesAndThenChangesNothing() throws IOException {
        String playbook = playbook();
        assertEquals(0, miprov("apply", "-i", "a,", "-c", "local", playbook));
        assertEquals("old\n", Files.readString(folder.resolve("a")));
        assertTrue(out.toString().contains("  changed   a        the file\n"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, miprov("apply", "-i", "a,", "-c", "local", playbook));
        assertTrue(out.toString().contains("changed=0"), out.toString());
        assertTrue(out.toString().contains(": nothing changed.\n"), out.toString());
    }

    @Test
    void missesTheDistributionBeforeAnyHostIsTouched() {
        int status =
                miprov(
                        "apply",
                        "-i",
                        "inventory/two-node",
                        "-e",
                        "mi_distribution=/none/wso2mi-4.4.0.zip",
                        "-e",
                        "mi_keystore_password=only-a-test",
                        "playbooks/cluster.yml");
        assertEquals(2, status);
        assertEquals(
                """
                error: `src` names a file that is not there: `/none/wso2mi-4.4.0.zip`; put it there, or name another
                 --> roles/micro_integrator/tasks/stage.yml:8:10
                  |
                8 |     src: "{{ mi_distribution }}"
                  |          ^^^^^^^^^^^^^^^^^^^^^^^ the distribution, a zip on the controller
                  = with: mi_distribution = /none/wso2mi-4.4.0.zip  (-e:1:17)

                """,
                err.toString());
    }

    @Test
    void plansWithoutTouchingAndSaysSoWithItsStatus() throws IOException {
        String playbook = playbook();
        assertEquals(4, miprov("plan", "-i", "a,", "-c", "local", playbook));
        assertTrue(Files.notExists(folder.resolve("a")));
        assertTrue(out.toString().contains("            +old\n"), out.toString());
        assertEquals(0, miprov("apply", "-i", "a,", "-c", "local", playbook));
        assertEquals(0, miprov("plan", "-i", "a,", "-c", "local", playbook));
        assertEquals(4, miprov("plan", "-i", "a,", "-c", "local", playbook, "-e", "{text: new}"));
        assertEquals("old\n", Files.readString(folder.resolve("a")));
    }

    @Test
    void appliesOnlyWhereTheLimitSays() throws IOException {
        assertEquals(0, miprov("apply", "-i", "a,b,", "-c", "local", "-l", "b", playbook()));
        assertTrue(Files.notExists(folder.resolve("a")));
        assertTrue(Files.exists(folder.resolve("b")));
    }

    @Test
    void tellsAFailedTaskWithItsStatus() throws IOException {
        String bad =
                file(
                        "bad.yml",
                        "- {hosts: all, gather_facts: no, tasks: [{name: worse, copy: {dest:"
                                + " /proc/nope/x, content: x}}]}");
        assertEquals(1, miprov("apply", "-i", "a,", "-c", "local", bad));
        assertTrue(out.toString().contains("  failed    a        worse\n"), out.toString());
    }

    @Test
    void tellsALostHostWithItsStatus() throws IOException {
        assertEquals(3, miprov("apply", "-i", "127.0.0.1:1,", "-T", "2", playbook()));
        assertTrue(out.toString().contains("unreachable=1"), out.toString());
        assertEquals(2, out.toString().split("  lost  ", -1).length, out.toString());
    }

    @Test
    void tellsAllThatIsWrongAndTouchesNothing() throws IOException {
        String playbook =
                file(
                        "site.yml",
                        """
                        - hosts: all
                          gather_facts: false
                          tasks:
                            - copyy: {dest: /x}
                            - copy: {content: x}
                        """);
        assertEquals(2, miprov("apply", "-i", "a,", "-c", "local", playbook));
        assertTrue(err.toString().contains("did you mean `copy`?"), err.toString());
        assertTrue(err.toString().contains("site.yml:5:"), err.toString());
        assertTrue(err.toString().endsWith("2 problems; nothing was touched.\n"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void tellsEventsAsJsonLines() throws IOException {
        assertEquals(0, miprov("apply", "-i", "a,", "-c", "local", "--output", "json", playbook()));
        List<String> lines = out.toString().lines().toList();
        lines.forEach(line -> assertTrue(JsonParser.parseString(line).isJsonObject(), line));
        assertTrue(lines.get(0).startsWith("{\"event\": \"run_started\""));
        assertTrue(lines.get(lines.size() - 1).startsWith("{\"event\": \"run_finished\""));
    }

    @Test
    void runsOneModule() {
        assertEquals(0, miprov("run", "-i", "a,", "-c", "local", "all", "-a", "echo hi there"));
        assertTrue(out.toString().contains("            hi there\n"), out.toString());
        assertEquals(2, miprov("run", "-i", "a,", "-c", "local", "all"));
        assertTrue(err.toString().contains("needs a command"), err.toString());
    }

    @Test
    void answersToAnsiblesNames() throws IOException {
        assertEquals(0, called("ansible", "-i", "a,", "-c", "local", "all", "-m", "ping"));
        assertEquals(0, called("ansible-playbook", "-i", "a,", "-c", "local", playbook()));
        out.getBuffer().setLength(0);
        assertEquals(0, called("ansible-inventory", "-i", "a,", "--list"));
        assertEquals(
                """
                {
                    "_meta": {
                        "hostvars": {}
                    },
                    "all": {
                        "children": [
                            "ungrouped"
                        ]
                    },
                    "ungrouped": {
                        "hosts": [
                            "a"
                        ]
                    }
                }
                """,
                out.toString());
    }

    @Test
    void showsAnInventory() throws IOException {
        String hosts = file("hosts", "[web]\na x=1\n[top:children]\nweb\n");
        assertEquals(0, miprov("inventory", "-i", hosts, "--graph", "--vars"));
        assertEquals(
                """
                @all:
                  |--@ungrouped:
                  |--@top:
                  |  |--@web:
                  |  |  |--a
                  |  |  |  |--{x = 1}
                """,
                out.toString());
        assertEquals(2, miprov("inventory", "-i", hosts, "wbe"));
        assertTrue(err.toString().contains("did you mean `web`?"));
    }

    @Test
    void takesSettingsFromAnsibleCfgAndTheEnvironment() throws IOException {
        file("inv/hosts", "fromfile\n");
        environment.put(
                "ANSIBLE_CONFIG",
                file(
                        "ansible.cfg",
                        "[defaults]\n; a comment\ninventory = inv/hosts ; x\nforks=5\n"));
        assertEquals(0, miprov("inventory"));
        assertTrue(out.toString().contains("fromfile"), out.toString());
        environment.put("ANSIBLE_INVENTORY", "fromenvironment,");
        assertEquals(0, miprov("inventory"));
        assertTrue(out.toString().contains("fromenvironment"), out.toString());
        environment.put("MIPROV_INVENTORY", "first,");
        assertEquals(0, miprov("inventory"));
        assertTrue(out.toString().contains("--first"), out.toString());
    }

    @Test
    void refusesASettingThatIsNoneOfItsWords() throws IOException {
        environment.put(
                "ANSIBLE_CONFIG", file("ansible.cfg", "[defaults]\nhash_behaviour = clever\n"));
        assertEquals(2, miprov("check", "-i", "a,", playbook()));
        assertTrue(err.toString().contains("replace, merge, not `clever`"), err.toString());
    }

    @Test
    void takesAKeyThatIsGivenTwiceAsTheSettingSays() throws IOException {
        String twice =
                file("twice.yml", "- hosts: all\n  gather_facts: false\n  vars: {a: 1, a: 2}\n");
        assertEquals(2, miprov("check", "-i", "a,", twice));
        environment.put("ANSIBLE_DUPLICATE_YAML_DICT_KEY", "warn");
        assertEquals(0, miprov("check", "-i", "a,", twice));
        assertTrue(err.toString().contains("found a duplicate dict key (a)"), err.toString());
    }

    @Test
    void asksForNoPasswordWhereNobodyIs() throws IOException {
        assertEquals(2, miprov("apply", "-i", "a,", "-c", "local", "-K", playbook()));
        assertTrue(err.toString().contains("--become-password-file"), err.toString());
    }

    @Test
    void explainsAModule() {
        assertEquals(0, miprov("doc", "copy"));
        assertTrue(out.toString().contains("\n  dest  (required)\n"), out.toString());
        assertEquals(2, miprov("doc", "cpoy"));
        assertTrue(err.toString().contains("did you mean `copy`?"));
    }

    @Test
    void whereOneOfSeveralInventoriesMustBeNamedLocalhostNeedsNone() throws IOException {
        String localhost =
                file(
                        "here.yml",
                        "- hosts: localhost\n  gather_facts: false\n  tasks: [{ping: }]\n");
        assertEquals(ExitCode.DONE, miprov("apply", localhost), err::toString);
    }

    @Test
    void theSourceOfAFailureHasNoSecretInIt() throws IOException {
        String play =
                file(
                        "secret.yml",
                        """
                        - hosts: localhost
                          gather_facts: false
                          connection: local
                          tasks:
                            - keystore: {path: /tmp/none/k.jks, password: LiteralPw77, trusted: {a: junk}}
                        """);
        file("junk", "no certificate");
        assertEquals(ExitCode.TASK_FAILED, miprov("apply", "-i", "localhost,", play));
        assertTrue(!(out + "" + err).contains("LiteralPw77"), () -> out + "" + err);
        assertTrue((out + "" + err).contains("password: ***********,"), () -> out + "" + err);
    }

    @Test
    void aCommandWhoseFailureIsForgivenCountsAsAChange() throws IOException {
        String play =
                file(
                        "forgiven.yml",
                        """
                        - hosts: localhost
                          gather_facts: false
                          connection: local
                          tasks:
                            - command: sh -c 'exit 3'
                              failed_when: false
                        """);
        assertEquals(ExitCode.DONE, miprov("apply", "-i", "localhost,", play));
        assertTrue(out.toString().contains("changed=1"), out::toString);
    }
}
