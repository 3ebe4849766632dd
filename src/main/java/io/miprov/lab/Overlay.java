package io.miprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * The files that lead miprov (or Ansible) to the lab's hosts: a key pair, the hosts' keys, and an
 * inventory to give beside one's own.
 *
 * @param folder of the lab
 */
record Overlay(Path folder) {

    Path inventory() {
        return folder.resolve("overlay.yml");
    }

    /** The public half of the key that ops logs in with; the pair is made when it is not there. */
    String publicKey() {
        Path key = key();
        try {
            if (!Files.exists(key) || !Files.exists(publicHalf())) {
                makeKey(key);
            }
            return Files.readString(publicHalf()).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what leads to these hosts. Each host comes with the lines of its public host keys. */
    void write(List<HostSpec> hosts, Map<String, LabHostState> states, Map<String, String> keys) {
        StringBuilder known = new StringBuilder();
        StringBuilder yaml =
                new StringBuilder(
                        "# How to reach the hosts of the lab; made by 'miprov lab up'.\n");
        yaml.append("all:\n  hosts:\n");
        for (HostSpec host : hosts) {
            int port = states.get(host.name()).ssh();
            keys.get(host.name())
                    .lines()
                    .filter(line -> line.startsWith("ssh-") || line.startsWith("ecdsa-"))
                    .map(line -> "[127.0.0.1]:" + port + " " + withoutComment(line) + "\n")
                    .forEach(known::append);
            yaml.append(entry(host, port));
        }
        put(knownHosts(), known.toString());
        put(inventory(), yaml.toString());
    }

    void delete() {
        Command.of("rm", "-rf", folder.toString()).must("Removing " + folder);
    }

    private String entry(HostSpec host, int port) {
        return """
                    %s:
                      ansible_connection: ssh
                      ansible_host: 127.0.0.1
                      ansible_port: %d
                      ansible_user: ops
                      ansible_ssh_private_key_file: '%s'
                      ansible_ssh_common_args: '-o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o %s'
                """
                        .formatted(
                                host.name(),
                                port,
                                key().toAbsolutePath(),
                                quoted("UserKnownHostsFile=" + knownHosts().toAbsolutePath()))
                + (host.sudoPassword() ? "      ansible_become_password: ops\n" : "");
    }

    private static String quoted(String option) {
        return option.contains(" ") ? '"' + option + '"' : option;
    }

    private static String withoutComment(String line) {
        String[] words = line.split(" ", -1);
        return words[0] + " " + words[1];
    }

    private void makeKey(Path key) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(key);
        String both =
                Command.of(
                                "docker",
                                "run",
                                "--rm",
                                "--network",
                                "none",
                                LabImage.tag(),
                                "sh",
                                "-ec",
                                "ssh-keygen -q -t ed25519 -N '' -C miprov-lab -f /tmp/key"
                                        + " && cat /tmp/key /tmp/key.pub")
                        .must("Making a key pair");
        int end = both.lastIndexOf("\nssh-ed25519 ") + 1;
        Files.createFile(
                key,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, both.substring(0, end));
        Files.writeString(publicHalf(), both.substring(end) + "\n");
    }

    private static void put(Path file, String text) {
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path key() {
        return folder.resolve("id_ed25519");
    }

    private Path publicHalf() {
        return folder.resolve("id_ed25519.pub");
    }

    private Path knownHosts() {
        return folder.resolve("known_hosts");
    }
}
