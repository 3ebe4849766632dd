package io.miprov.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Loads what a run loads, so that the launcher can archive the classes ({@code
 * -XX:DumpLoadedClassList}) and later runs start faster: checks the example cluster, brings a
 * folder for temporary files to a state, twice, and does the arithmetic of an SSH connection.
 */
final class Training {
    /** The libraries that every run needs; the large ones are loaded when they are needed. */
    private static final List<String> LIBRARIES =
            List.of("miprov", "sshj", "snakeyaml", "slf4j", "gson");

    private static final String PLAYBOOK =
            """
            - hosts: localhost
              connection: local
              gather_facts: false
              tasks:
                - ping:
                - file: {path: "{{ folder }}/a", state: directory, mode: "0700"}
                  register: made
                - copy: {dest: "{{ folder }}/a/b", content: "{{ folder }}"}
                  when: made is succeeded
                  notify: told
                - template: {src: greeting.j2, dest: "{{ folder }}/a/c"}
                - lineinfile: {path: "{{ folder }}/a/b", line: x, regexp: ^x}
                - stat: {path: "{{ folder }}"}
                  loop: [1]
                - command: "true"
                  changed_when: false
                - assert: {that: made.path == folder ~ '/a', quiet: true}
              handlers:
                - name: told
                  debug: {msg: made}
            """;

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
        ordinaryRun(nowhere);
        try {
            handshake();
        } catch (GeneralSecurityException e) {
            // this Java has other algorithms; the start is a little slower
        }
    }

    private static void ordinaryRun(PrintWriter nowhere) throws IOException {
        Path folder = Files.createTempDirectory("miprov-training");
        try {
            Files.writeString(
                    folder.resolve("greeting.j2"), "{% for i in [1] %}{{ i }}{% endfor %}");
            Path playbook = Files.writeString(folder.resolve("playbook.yml"), PLAYBOOK);
            for (int i = 0; i < 2; i++) {
                Main.run(
                        nowhere,
                        nowhere,
                        "apply",
                        playbook.toString(),
                        "-i",
                        "localhost,",
                        "-e",
                        "folder=" + folder);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    /** What the two sides of a connection compute: key agreement, signatures, encryption. */
    private static void handshake() throws GeneralSecurityException {
        KeyPair agreed = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(agreed.getPrivate());
        agreement.doPhase(agreed.getPublic(), true);
        byte[] secret = agreement.generateSecret();
        KeyPair known = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(known.getPrivate());
        signature.update(secret);
        byte[] signed = signature.sign();
        signature.initVerify(known.getPublic());
        signature.update(secret);
        signature.verify(signed);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(secret, 0, 16, "AES");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, secret, 0, 12));
        cipher.doFinal(signed);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        mac.doFinal(signed);
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
