package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs tasks on a lab host, as root, as the program does. */
record Playing(Path folder, LabHost host) {

    /** They change something, and then have nothing to do. */
    void changesOnce(String tasks) throws IOException {
        String first = apply(tasks, 0);
        assertTrue(!first.contains("nothing changed"), first);
        String second = apply(tasks, 0);
        assertTrue(second.contains("nothing changed"), second);
    }

    /** What the program says; it ends with this status. */
    String apply(String tasks, int wanted) throws IOException {
        return apply("", tasks, wanted);
    }

    /** The same in a play with more keywords, a line each. */
    String apply(String keywords, String tasks, int wanted) throws IOException {
        Path playbook = Files.createTempFile(folder, "system", ".yml");
        Files.writeString(
                playbook,
                "- hosts: all\n  gather_facts: false\n  become: true\n"
                        + keywords.indent(2)
                        + "  tasks:\n"
                        + tasks.indent(4));
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int status =
                Main.run(
                        out,
                        out,
                        "apply",
                        playbook.toString(),
                        "-i",
                        LabHost.overlay(folder, host).toString());
        assertEquals(wanted, status, text.toString());
        return text.toString();
    }
}
