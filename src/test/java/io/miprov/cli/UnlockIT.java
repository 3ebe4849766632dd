package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two operators and one cluster: who holds its lock, who is told what, and who takes it over. */
@Timeout(300)
final class UnlockIT {
    @TempDir private static Path folder;
    private static LabHost host;
    private static String inventory;

    private final Controllers controllers = new Controllers(folder);

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("lb");
        inventory = LabHost.overlay(folder, host).toString();
    }

    @AfterAll
    static void end() {
        host.close();
    }

    @AfterEach
    void free() throws Exception {
        host.root("rm -rf /var/lib/miprov/lock /tmp/go /tmp/held");
    }

    @Test
    void aKilledHolderIsNoticed() throws Exception {
        Controllers.Running first = hold("run-1");
        refused("run-2");
        first.kill();
        host.root("while pgrep -u ops sshd >/dev/null; do sleep 0.1; done");
        assertTrue(take("run-2").contains("taken over from anna@run-1 (run run-1"));
    }

    /** Nobody can tell a frozen controller from one that thinks. */
    @Test
    void aFrozenHolderIsNotRobbedButByHand() throws Exception {
        Controllers.Running first = hold("run-1");
        first.signal("STOP");
        refused("run-2");
        String shown = controllers.says(0, "unlock", "-b", "-i", inventory);
        assertTrue(shown.contains("lb: cluster is held by anna@run-1 since"), shown);
        String asked = controllers.says(2, "unlock", "-b", "-i", inventory, "cluster");
        assertTrue(asked.contains("--force"), asked);
        String freed = controllers.says(0, "unlock", "-b", "-i", inventory, "cluster", "--force");
        assertTrue(freed.contains("cluster is free."), freed);
        take("run-2");
        first.signal("CONT");
        host.root("touch /tmp/go");
        assertEquals(ExitCode.TASK_FAILED, first.end(), first::text);
        assertTrue(first.text().contains("the lock `cluster` was "), first::text);
    }

    @Test
    void nobodyHoldsWhatNobodyTook() {
        assertTrue(
                controllers
                        .says(0, "unlock", "-b", "-i", inventory, "cluster", "--force")
                        .contains("Nobody holds cluster."));
        assertTrue(
                controllers.says(0, "unlock", "-b", "-i", inventory).contains("No lock is held"));
    }

    /** Takes the lock, waits for a word, and looks whether it still has it. */
    private Controllers.Running hold(String run) throws Exception {
        Controllers.Running running =
                controllers.start(
                        "apply",
                        "-i",
                        inventory,
                        play(
                                        run,
                                        """
                                        - roll_lock: {name: cluster, holder: RUN, who: anna@RUN}
                                        - shell: touch /tmp/held; while [ ! -e /tmp/go ]; do sleep 0.1; done
                                        - roll_lock: {name: cluster, holder: RUN, state: kept}
                                        """)
                                .toString());
        host.root("while [ ! -e /tmp/held ]; do sleep 0.1; done");
        return running;
    }

    private void refused(String run) throws IOException {
        String text =
                controllers.says(
                        1,
                        "apply",
                        "-i",
                        inventory,
                        play(run, "- roll_lock: {name: cluster, holder: RUN}\n").toString());
        assertTrue(text.contains("the lock `cluster` is held by anna@run-1 since"), text);
        assertTrue(text.contains("miprov unlock cluster"), text);
    }

    private String take(String run) throws IOException {
        return controllers.says(
                0,
                "apply",
                "-v",
                "-i",
                inventory,
                play(run, "- roll_lock: {name: cluster, holder: RUN}\n").toString());
    }

    private static Path play(String run, String tasks) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "play", ".yml"),
                "- hosts: all\n  gather_facts: false\n  become: true\n  tasks:\n"
                        + tasks.replace("RUN", run).indent(4));
    }
}
