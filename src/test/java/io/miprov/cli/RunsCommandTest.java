package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs leave behind, and what the next one makes of it; the hosts are this machine. */
final class RunsCommandTest {
    @TempDir Path dir;
    private Path play;

    @BeforeEach
    void playbook() throws IOException {
        play =
                Files.writeString(
                        dir.resolve("p.yml"),
                        """
                        - name: nodes
                          hosts: all
                          gather_facts: false
                          tasks:
                            - name: change
                              copy: {content: new, dest: "DIR/{{ inventory_hostname }}"}
                              notify: restart
                            - name: check
                              command: "{{ check | default('true') }}"
                              changed_when: false
                          handlers:
                            - name: restart
                              shell: echo >>DIR/restarts.{{ inventory_hostname }}
                        """
                                .replace("DIR", dir.toString()));
    }

    @Test
    void aHandlerIsNotForgottenWhenItsHostFails() throws IOException {
        Said failed = apply(1, "-e", "check=false");
        assertTrue(failed.text().contains("Notified, and not run: restart on"), failed::text);
        assertFalse(Files.exists(dir.resolve("restarts.a")));

        Said plan = says(4, "plan", "-i", "a,b,", "-c", "local", play.toString());
        assertTrue(plan.text().contains("restart is owed to a b since run"), plan::text);
        assertTrue(plan.text().contains("nothing would change; 2 handlers are owed"), plan::text);
        assertFalse(Files.exists(dir.resolve("restarts.a")), "a plan does nothing");

        apply(1, "-e", "check=false");
        apply(0, "--limit", "a");
        assertEquals("\n", Files.readString(dir.resolve("restarts.a")));
        assertFalse(Files.exists(dir.resolve("restarts.b")), "b was not among the hosts");

        Said last = apply(0);
        assertTrue(last.text().contains("restart is owed to b since run"), last::text);
        assertEquals("\n", Files.readString(dir.resolve("restarts.a")));
        assertEquals("\n", Files.readString(dir.resolve("restarts.b")));
        assertFalse(apply(0).text().contains("owed"));
    }

    @Test
    void ansiblesNamesLeaveNothingBehind() throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove(RunFolder.VARIABLE);
        environment.put("HOME", dir.toString());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        Terminal terminal = new Terminal(out, out, false, environment);
        Path here = Path.of(".miprov/runs");
        List<String> before = list(here);
        Main.run(
                terminal,
                "ansible-playbook",
                "-i",
                "a,",
                "-c",
                "local",
                play.toString(),
                "-e",
                "check=false");
        assertEquals(before, list(here), text::toString);
    }

    private static List<String> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (java.util.stream.Stream<Path> all = Files.list(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void runsAreListedAndShown() throws IOException {
        assertEquals("No run has left a journal here.\n", says(0, "runs").text());
        apply(1, "-e", "check=false admin_password=geheim");
        apply(0);
        String list = says(0, "runs").text();
        assertTrue(list.contains("RUN  "), list);
        assertTrue(list.contains("  done "), list);
        assertTrue(list.contains("  failed *"), list);
        String json = says(0, "runs", "--json").text();
        assertEquals(2, JsonParser.parseString(json).getAsJsonArray().size());
        assertFalse(json.contains("geheim"), json);
        String older =
                JsonParser.parseString(json)
                        .getAsJsonArray()
                        .get(1)
                        .getAsJsonObject()
                        .get("id")
                        .getAsString();
        String page = says(0, "runs", "show", older).text();
        assertTrue(page.contains("failed      check: non-zero return code 1  (a b)"), page);
        assertTrue(page.contains("notified, and not run: restart on a b"), page);
        Path report = dir.resolve("report.html");
        says(0, "runs", "report", older, report.toString());
        assertTrue(Files.readString(report).contains("non-zero return code 1"), older);
        assertTrue(
                says(2, "runs", "report", older, dir + "/none/x.html")
                        .text()
                        .contains("can not be written"));
        assertTrue(says(2, "runs", "show", "nope").text().contains("there is no run `nope`"));
        assertTrue(says(2, "runs", "shw").text().contains("is nothing that runs can do"));
    }

    @Test
    void aRunIsResumedWithItsOptions() throws IOException {
        apply(1, "-e", "check=false", "--limit", "a");
        Said resumed = says(1, "resume");
        assertTrue(resumed.text().contains("was failed at: check"), resumed::text);
        assertTrue(resumed.text().contains("Again: miprov apply -i a,b,"), resumed::text);
        assertTrue(resumed.text().contains("--limit a"), resumed::text);
        Said mended = says(0, "resume", "-e", "check=true");
        assertTrue(mended.text().contains("restart is owed to a since run"), mended::text);
        assertTrue(Files.exists(dir.resolve("restarts.a")));
        assertTrue(says(0, "resume").text().contains("is done; nothing is left of it"));
    }

    @Test
    void secretsAreAskedForAgain() {
        apply(1, "-e", "check=false", "-e", "{db_password: geheim}");
        Said refused = says(2, "resume");
        assertTrue(refused.text().contains("which the journal does not keep"), refused::text);
        says(0, "resume", "-e", "db_password=geheim", "-e", "check=true");
    }

    @Test
    void aFolderThatCanNotBeWrittenIsToldAndNothingElse() throws IOException {
        Files.writeString(dir.resolve("runs"), "a file");
        Said said = apply(0);
        assertTrue(said.text().contains("warning: "), said::text);
        assertTrue(said.text().contains("MIPROV_RUNS"), said::text);
    }

    @Test
    void noClusterIsRolledWithoutAJournal() throws IOException {
        Files.writeString(dir.resolve("runs"), "a file");
        Files.writeString(
                play,
                """
                - hosts: all
                  gather_facts: false
                  serial: 1
                  rolling:
                    balancer: none
                  tasks:
                    - command: touch DIR/touched
                """
                        .replace("DIR", dir.toString()));
        Said said = apply(2);
        assertTrue(said.text().contains("no cluster is rolled without a journal"), said::text);
        assertFalse(Files.exists(dir.resolve("touched")));
    }

    @Test
    void ctrlCLeavesNothingForgotten() throws Exception {
        Controllers controllers = new Controllers(dir);
        Controllers.Running run =
                controllers.start(
                        "apply",
                        "-i",
                        "a,b,",
                        "-c",
                        "local",
                        play.toString(),
                        "-e",
                        "check='sleep 60'");
        Controllers.await(
                run,
                () ->
                        controllers.journal().stream()
                                .anyMatch(line -> line.matches(".*\"host_busy\".*\"check\".*")));
        run.signal("TERM"); // as Ctrl-C, which is deaf where tests run in the background
        run.end();
        assertTrue(run.text().contains("Notified, and not run: restart on a b"), run::text);
        assertTrue(says(0, "runs").text().contains("  interrupted *"));
        assertTrue(apply(0).text().contains("restart is owed to a b since run"));
        assertEquals("\n", Files.readString(dir.resolve("restarts.a")));
    }

    /** A limit for the size of files stands for a disk that is full. */
    @Test
    void aFullDiskEndsTheRunAfterTheTask() throws Exception {
        Files.writeString(
                play,
                """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - name: go on
                      command: "true"
                      loop: "{{ range(40) }}"
                    - name: never
                      command: touch DIR/touched
                """
                        .replace("DIR", dir.toString()));
        Controllers.Running run =
                new Controllers(dir)
                        .start(
                                List.of("sh", "-c", "ulimit -f 16; exec \"$@\"", "sh"),
                                "apply",
                                "-i",
                                "a,",
                                "-c",
                                "local",
                                play.toString());
        assertEquals(ExitCode.TASK_FAILED, run.end(), run::text);
        assertTrue(run.text().contains("can not be written any more"), run::text);
        assertFalse(Files.exists(dir.resolve("touched")), run::text);
    }

    private record Said(String text) {}

    private Said apply(int wanted, String... more) {
        String[] words = new String[more.length + 6];
        System.arraycopy(
                new String[] {"apply", "-i", "a,b,", "-c", "local", play.toString()},
                0,
                words,
                0,
                6);
        System.arraycopy(more, 0, words, 6, more.length);
        return says(wanted, words);
    }

    private Said says(int wanted, String... words) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(RunFolder.VARIABLE, dir.resolve("runs").toString());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int status = Main.run(new Terminal(out, out, false, environment), "miprov", words);
        assertEquals(wanted, status, text::toString);
        return new Said(text.toString());
    }
}
