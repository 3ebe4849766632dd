package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Secret;
import io.miprov.vault.Closed;
import io.miprov.vault.Vault;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fetches vault passwords from where a vault id says: {@code label@prompt}, {@code label@file}, or
 * a file that can be run and prints one. A script whose name ends in {@code -client} is told the
 * label. A source that fails is told; it ends the program only when no other gives a password.
 */
final class VaultPasswords {
    private static final int UNKNOWN_LABEL = 2;

    private final Terminal terminal;
    private final Settings settings;
    private final String usualLabel;
    private final List<Vault.Key> found = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    VaultPasswords(Terminal terminal, Settings settings) {
        this.terminal = terminal;
        this.settings = settings;
        this.usualLabel =
                settings.text("VAULT_IDENTITY", "defaults.vault_identity").orElse(Vault.DEFAULT);
    }

    /** The keys that these ids give, in their order. */
    List<Vault.Key> of(List<String> ids, boolean isNew) {
        ids.forEach(id -> fetch(id, isNew));
        if (found.isEmpty() && !failures.isEmpty()) {
            throw new BadInput("error: " + String.join("\nerror: ", failures) + "\n");
        }
        failures.forEach(failure -> terminal.err().println("warning: " + failure));
        return List.copyOf(found);
    }

    private void fetch(String id, boolean isNew) {
        int at = id.indexOf('@');
        String label = at > 0 ? id.substring(0, at) : usualLabel;
        String from = id.substring(at + 1);
        try {
            String password =
                    switch (from) {
                        case "prompt" -> ask("ault password (" + label + "): ", isNew);
                        case VaultOptions.PROMPT -> ask("ault password: ", isNew);
                        default -> read(Path.of(settings.home(from)), label, at > 0);
                    };
            if (password.isEmpty()) {
                throw new IOException("the vault password from " + from + " is empty");
            }
            found.add(new Vault.Key(label, new Secret(password)));
        } catch (IOException e) {
            failures.add(e.getMessage());
        }
    }

    /** Without a terminal the password is a line of standard input, as for Ansible. */
    private static String ask(String question, boolean isNew) {
        Optional<Console> keyboard = Terminal.keyboard();
        if (keyboard.isEmpty()) {
            return Terminal.line()
                    .orElseThrow(
                            () ->
                                    new BadInput(
                                            "error: a vault password is to be asked for, and there"
                                                    + " is no terminal to ask on\n  = help: use"
                                                    + " --vault-password-file, or write it to standard"
                                                    + " input\n"));
        }
        Console console = keyboard.get();
        char[] answer = console.readPassword("%s", (isNew ? "New v" : "V") + question);
        if (isNew
                && !Arrays.equals(answer, console.readPassword("%s", "Confirm new v" + question))) {
            throw new BadInput("error: the two passwords differ\n");
        }
        return answer == null ? "" : new String(answer);
    }

    private String read(Path file, String label, boolean labelled) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("the vault password file " + file + " is not there");
        }
        if (Files.isExecutable(file) && !Files.isDirectory(file)) {
            return output(file, label, labelled);
        }
        try {
            String text = Files.readString(file).strip();
            Vault known = new Vault(found, false);
            return (Vault.isSealed(text) ? known.text(text) : text)
                    .replaceAll("^[\r\n]+|[\r\n]+$", "");
        } catch (Closed e) {
            throw new IOException("the vault password file " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("the vault password file " + file + " can not be read", e);
        }
    }

    private static String output(Path script, String label, boolean labelled) throws IOException {
        Path path = script.toAbsolutePath().normalize();
        List<String> command = new ArrayList<>(List.of(path.toString()));
        boolean client =
                path.getFileName().toString().replaceFirst("\\.[^.]*$", "").endsWith("-client");
        if (client && labelled) {
            command.addAll(List.of("--vault-id", label));
        }
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException e) {
            throw new IOException(
                    "the vault password script "
                            + script
                            + " can not be run ("
                            + e.getMessage()
                            + "); if it is no script, make it not executable: chmod -x "
                            + script,
                    e);
        }
        byte[] printed = process.getInputStream().readAllBytes();
        int status = status(process);
        if (status != 0) {
            throw new IOException(
                    "the vault password script "
                            + script
                            + (client && status == UNKNOWN_LABEL
                                    ? " knows no password for `" + label + "`"
                                    : " failed with status " + status));
        }
        return new String(printed, java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll("^[\r\n]+|[\r\n]+$", "");
    }

    private static int status(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
