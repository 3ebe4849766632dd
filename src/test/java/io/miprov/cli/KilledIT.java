package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A controller that is killed with {@code kill -9} wherever it is: the same {@code apply} again
 * ends as it would have, and every service runs with the file that it has.
 */
@Timeout(900)
final class KilledIT {
    @TempDir private static Path folder;
    private static LabHost host;
    private static Path playbook;
    private static String inventory;

    private final Controllers controllers = new Controllers(folder);

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("vm");
        inventory = LabHost.overlay(folder, host).toString();
        playbook =
                Files.writeString(
                        folder.resolve("service.yml"),
                        """
                        - name: service
                          hosts: all
                          become: true
                          gather_facts: false
                          pre_tasks:
                            - name: make the folder
                              file: {path: /srv/s, state: directory}
                          tasks:
                            - name: configure
                              copy: {content: "{{ version }}", dest: /srv/s/conf}
                              notify: restart
                            - name: configure more
                              copy: {content: "{{ version }} {{ item }}", dest: "/srv/s/{{ item }}"}
                              loop: [a, b, c]
                              notify: reload
                            - name: look
                              command: "true"
                              changed_when: false
                          handlers:
                            - name: restart
                              shell: sleep 0.2; cp /srv/s/conf /srv/s/running; echo >>/srv/s/restarts
                            - name: reload
                              shell: cat /srv/s/a /srv/s/b /srv/s/c >/srv/s/loaded
                        """);
    }

    @AfterAll
    static void end() {
        host.close();
    }

    @Test
    void runsWithWhatItHasWhereverTheControllerWasKilled() throws Exception {
        apply("v0");
        int lines = controllers.journal().size();
        assertTrue(lines > 20, () -> controllers.journal().toString());
        for (int at = 1; at < lines; at++) {
            String version = "v" + at;
            int known = runs();
            int line = at;
            Controllers.Running run = controllers.start(words(version));
            Controllers.await(run, () -> runs() > known && controllers.journal().size() >= line);
            run.kill();
            String again = apply(version);
            String where = "killed at line " + at + ":\n" + run.text() + again;
            assertEquals(version, host.root("cat /srv/s/running"), where);
            assertEquals(
                    version + " a" + version + " b" + version + " c",
                    host.root("cat /srv/s/loaded"),
                    where);
            String restarts = host.root("wc -l </srv/s/restarts");
            String settled = apply(version);
            assertTrue(settled.contains("nothing changed"), where + settled);
            assertEquals(restarts, host.root("wc -l </srv/s/restarts"), where + settled);
        }
        long killed =
                controllers.says(0, "runs").lines().filter(run -> run.contains(" killed")).count();
        assertTrue(killed > lines / 2, () -> killed + " of " + lines + " were killed in time");
    }

    /** The host did it, and died before it could say so. */
    @Test
    void owesWhatALostHostMayHaveDone() throws IOException, InterruptedException {
        Path play =
                Files.writeString(
                        folder.resolve("lost.yml"),
                        """
                        - name: lost
                          hosts: all
                          become: true
                          gather_facts: false
                          tasks:
                            - name: change, and cut the connection
                              shell: >-
                                [ -e /srv/lost ] || { touch /srv/lost; pkill -KILL -u ops sshd; sleep 30; }
                              args: {creates: /srv/lost}
                              notify: restart
                          handlers:
                            - name: restart
                              command: touch /srv/lost-handled
                        """);
        String[] words = {"apply", "-i", inventory, play.toString()};
        String lost = controllers.says(ExitCode.HOST_LOST, words);
        assertTrue(lost.contains("Notified, and not run: restart on vm"), lost);
        String again = controllers.says(0, words);
        assertTrue(again.contains("restart is owed to vm since run"), again);
        host.root("test -e /srv/lost-handled");
    }

    private int runs() {
        String[] found = controllers.runs().toFile().list();
        return found == null ? 0 : found.length;
    }

    private static String[] words(String version) {
        return new String[] {
            "apply", "-i", inventory, playbook.toString(), "-e", "version=" + version
        };
    }

    private String apply(String version) {
        return controllers.says(0, words(version));
    }
}
