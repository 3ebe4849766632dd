package io.miprov.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads what a run loads, checks the example cluster, and ends, so that the launcher can archive
 * the classes ({@code -XX:ArchiveClassesAtExit}) and later runs start faster. It does nothing else.
 */
final class Training {
    /** The libraries that every run needs; the large ones are loaded when they are needed. */
    private static final List<String> LIBRARIES = List.of("miprov", "sshj", "snakeyaml", "slf4j");

    private Training() {}

    public static void main(String[] args) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (LIBRARIES.stream().anyMatch(name::startsWith)) {
                loadAll(entry);
            }
        }
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Path home = Path.of(System.getProperty("miprov.home", ""));
        String playbook = home.resolve("playbooks/cluster.yml").toString();
        String inventory = home.resolve("inventory/lab").toString();
        Main.run(nowhere, nowhere, "check", playbook, "-i", inventory);
    }

    private static void loadAll(String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF")) {
                    load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // a class of a library for something that is not on the class path: no run loads it
            // either
        }
    }
}
