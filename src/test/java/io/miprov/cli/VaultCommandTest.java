package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vaults from the command line: making them, and runs that use them, on this machine. */
final class VaultCommandTest {
    private static final String PLAIN = "secret: topmost\n";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private String password;

    @BeforeEach
    void aPassword() throws IOException {
        password = file("password", "open sesame\n");
    }

    private int miprov(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), false, environment);
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

    private String script(String name, String text) throws IOException {
        String file = file(name, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private String encrypted(String name, String text, String id) throws IOException {
        String file = file(name, text);
        assertEquals(0, miprov("vault", "encrypt", "--vault-id", id, file), err.toString());
        return file;
    }

    @Test
    void encryptsAndDecryptsAFileInItsPlace() throws IOException {
        String file = encrypted("vars.yml", PLAIN, "prod@" + password);
        assertTrue(text(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"), text(file));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
        assertEquals(2, miprov("vault", "encrypt", "--vault-password-file", password, file));
        assertTrue(err.toString().contains("is encrypted already"), err.toString());
        assertEquals(0, miprov("vault", "view", "--vault-password-file", password, file));
        assertEquals(PLAIN, out.toString());
        assertEquals(0, miprov("vault", "decrypt", "--vault-password-file", password, file));
        assertEquals(PLAIN, text(file));
    }

    @Test
    void editsWithTheEditorAndLeavesNoCopy() throws IOException {
        String file = encrypted("vars.yml", PLAIN, "prod@" + password);
        String seen = folder.resolve("seen").toString();
        environment.put(
                "EDITOR",
                script("editor", "echo \"$2\" >" + seen + "\nprintf 'more: 1\\n' >>\"$2\"\n")
                        + " -f");
        assertEquals(0, miprov("vault", "edit", "--vault-password-file", password, file));
        assertFalse(Files.exists(Path.of(text(seen).strip())));
        assertTrue(text(seen).strip().endsWith(".yml"), "editors go by the ending");
        assertTrue(text(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
        miprov("vault", "view", "--vault-password-file", password, file);
        assertEquals(PLAIN + "more: 1\n", out.toString());
        String before = text(file);
        environment.put("EDITOR", "true");
        assertEquals(0, miprov("vault", "edit", "--vault-password-file", password, file));
        assertEquals(before, text(file), "what was not changed is not written");
    }

    @Test
    void createsAFile() throws IOException {
        environment.put("EDITOR", script("editor", "printf '" + "a: b\\n" + "' >\"$1\"\n"));
        String file = folder.resolve("new.yml").toString();
        assertEquals(0, miprov("vault", "create", "--vault-password-file", password, file));
        assertEquals(2, miprov("vault", "create", "--vault-password-file", password, file));
        miprov("vault", "view", "--vault-password-file", password, file);
        assertEquals("a: b\n", out.toString());
    }

    @Test
    void rekeys() throws IOException {
        String other = file("other", "another one");
        String file = encrypted("vars.yml", PLAIN, password);
        assertEquals(
                0,
                miprov(
                        "vault",
                        "rekey",
                        "--vault-password-file",
                        password,
                        "--new-vault-id",
                        "test@" + other,
                        file));
        assertTrue(text(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;test\n"));
        assertEquals(2, miprov("vault", "view", "--vault-password-file", password, file));
        assertEquals(0, miprov("vault", "view", "--vault-password-file", other, file));
    }

    @Test
    void asksScriptsAndTellsClientsTheLabel() throws IOException {
        String client = script("keys-client.sh", "test \"$1 $2\" = '--vault-id prod' && echo pw\n");
        String file = encrypted("vars.yml", PLAIN, "prod@" + client);
        String plain = script("keys.sh", "echo pw");
        assertEquals(0, miprov("vault", "view", "--vault-password-file", plain, file));
        assertEquals(2, miprov("vault", "view", "--vault-id", "dev@" + client, file));
        assertTrue(err.toString().contains("failed with status 1"), err.toString());
    }

    @Test
    void encryptsValuesForAFile() throws IOException {
        String result = folder.resolve("result.yml").toString();
        assertEquals(
                0,
                miprov(
                        "vault",
                        "encrypt_string",
                        "--vault-password-file",
                        password,
                        "--output",
                        result,
                        "-n",
                        "one",
                        "first",
                        "second"));
        assertTrue(text(result).startsWith("one: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n"));
        assertEquals(2, text(result).split("!vault", -1).length - 1);
        assertTrue(
                err.toString().contains("variable (\"one\", the string #1 from"), err.toString());
    }

    @Test
    void severalLabelsNeedAChoice() throws IOException {
        String file = file("vars.yml", PLAIN);
        String other = file("other", "another one");
        String[] ids = {"--vault-id", "a@" + password, "--vault-id", "b@" + other};
        assertEquals(2, miprov("vault", "encrypt", ids[0], ids[1], ids[2], ids[3], file));
        assertTrue(err.toString().contains("--encrypt-vault-id"), err.toString());
        assertEquals(
                0,
                miprov(
                        "vault",
                        "encrypt",
                        ids[0],
                        ids[1],
                        ids[2],
                        ids[3],
                        "--encrypt-vault-id",
                        "b",
                        file));
        assertTrue(text(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;b\n"));
    }

    private String playbook(String tasks) throws IOException {
        return file(
                "site.yml",
                "- hosts: all\n  connection: local\n  gather_facts: false\n  tasks:\n" + tasks);
    }

    private String hosts() throws IOException {
        return file("hosts", "here\n");
    }

    @Test
    void runsWithVariablesAndFilesFromVaults() throws IOException {
        encrypted("group_vars/all.yml", PLAIN + "number: 7\n", password);
        String copied = encrypted("files/key.pem", "the key\n", password);
        encrypted("templates/t.j2", "it is {{ secret }} {{ number + 1 }}\n", password);
        String book =
                playbook(
                        """
                            - copy: {src: key.pem, dest: "%1$s/out"}
                            - copy: {src: key.pem, dest: "%1$s/raw", decrypt: false}
                            - template: {src: t.j2, dest: "%1$s/t"}
                            - debug: {msg: "it is {{ secret }}"}
                            - debug: {msg: "{{ lookup('file', 'key.pem') | length }}"}
                        """
                                .formatted(folder));
        environment.put("ANSIBLE_VAULT_PASSWORD_FILE", password);
        assertEquals(0, miprov("apply", "-i", hosts(), book), out + "" + err);
        assertEquals("the key\n", text(folder + "/out"));
        assertEquals(text(copied), text(folder + "/raw"));
        assertEquals("it is topmost 8\n", text(folder + "/t"));
        assertFalse(out.toString().contains("topmost"), out.toString());
        assertTrue(out.toString().contains("********"), out.toString());
    }

    @Test
    void saysBeforeTheRunWhichVaultsItCanNotOpen() throws IOException {
        encrypted("group_vars/all.yml", PLAIN, "prod@" + password);
        encrypted("files/key.pem", "the key\n", password);
        String result = folder.resolve("vars.yml").toString();
        assertEquals(
                0,
                miprov(
                        "vault",
                        "encrypt_string",
                        "--vault-id",
                        password,
                        "--output",
                        result,
                        "-n",
                        "v",
                        "x"));
        String book =
                playbook(
                        """
                            - copy: {src: key.pem, dest: "%1$s/out"}
                            - debug: {msg: "{{ v }}"}
                        """
                                .formatted(folder));
        Files.writeString(
                Path.of(book),
                text(book).replace("  tasks:", "  vars_files: [vars.yml]\n  tasks:"));
        assertEquals(2, miprov("apply", "-i", hosts(), book));
        String told = err.toString();
        assertTrue(told.contains("all.yml:1:1"), told);
        assertTrue(told.contains("--vault-id prod@FILE"), told);
        assertTrue(told.contains("key.pem:1:1"), told);
        assertTrue(told.contains("2 problems"), told);
        Files.delete(folder.resolve("group_vars/all.yml"));
        Files.writeString(folder.resolve("files/key.pem"), "plain");
        assertEquals(2, miprov("apply", "-i", hosts(), book));
        assertTrue(err.toString().contains("vars.yml:2:"), err.toString());
        String wrong = file("wrong", "wrong");
        assertEquals(2, miprov("apply", "--vault-id", "a@" + wrong, "-i", hosts(), book));
        assertTrue(err.toString().contains("tried `a`"), err.toString());
    }

    @Test
    void whoDoesNotTakeAValueNeedsNoPassword() throws IOException {
        String result = folder.resolve("group_vars/all.yml").toString();
        Files.createDirectories(folder.resolve("group_vars"));
        assertEquals(
                0,
                miprov(
                        "vault",
                        "encrypt_string",
                        "--vault-password-file",
                        password,
                        "--output",
                        result,
                        "-n",
                        "v",
                        "{{ no template }}"));
        String book = playbook("    - debug: {msg: fine}\n");
        assertEquals(0, miprov("apply", "-i", hosts(), book), err.toString());
        String uses = playbook("    - copy: {content: '{{ v }}', dest: '" + folder + "/out'}\n");
        assertEquals(
                0, miprov("apply", "--vault-id", password, "-i", hosts(), uses), out + "" + err);
        assertEquals("{{ no template }}", text(folder + "/out"));
    }
}
