package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.BadInput;
import io.miprov.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code miprov vault}: files and values that only who knows a password can read. */
@Command(
        name = "vault",
        description = "Encrypt and decrypt files and values, as ansible-vault does.",
        footer = {
            "",
            "Example:",
            "  miprov vault encrypt group_vars/all/secrets.yml",
            "  miprov vault edit group_vars/all/secrets.yml",
            "  miprov vault encrypt_string --vault-id prod@prompt --name db_password 'value'"
        })
final class VaultCommand {
    private final Terminal terminal;

    VaultCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Where the result goes. */
    static final class OutputFile {
        @Option(
                names = "--output",
                paramLabel = "FILE",
                description = "where to write the result; - is the standard output")
        private String name = "";

        private String or(String input, int inputs) {
            if (!name.isEmpty() && inputs > 1) {
                throw new WrongOptions(
                        "error: `--output` takes one file, and there are " + inputs + "\n");
            }
            return name.isEmpty() ? input : name;
        }
    }

    /** Which of several passwords encrypts. */
    static final class EncryptId {
        @Option(
                names = "--encrypt-vault-id",
                paramLabel = "LABEL",
                description = "the vault id to encrypt with; needed when there are several")
        private String label = "";

        private Vault.Key of(List<Vault.Key> keys, Settings settings) {
            Optional<String> set =
                    settings.text("VAULT_ENCRYPT_IDENTITY", "defaults.vault_encrypt_identity");
            String wanted = label.isEmpty() ? set.orElse("") : label;
            if (keys.isEmpty()) {
                throw new WrongOptions("error: a vault password is needed\n");
            }
            String known = String.join(", ", keys.stream().map(Vault.Key::label).toList());
            if (wanted.isEmpty() && keys.size() > 1) {
                throw new WrongOptions(
                        "error: there are several vault ids to encrypt with: "
                                + known
                                + "\n  = help: say which: --encrypt-vault-id LABEL\n");
            }
            return keys.stream()
                    .filter(key -> wanted.isEmpty() || key.label().equals(wanted))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new BadInput(
                                            "error: there is no vault id `"
                                                    + wanted
                                                    + "`, but "
                                                    + known
                                                    + "\n"));
        }
    }

    @Command(name = "create", description = "Makes a new file, in the editor, and encrypts it.")
    int create(
            @Parameters(arity = "1", paramLabel = "FILE") String file,
            @Mixin VaultOptions passwords,
            @Mixin EncryptId id,
            @Mixin Verbosity verbosity) {
        if (Files.exists(Path.of(file))) {
            throw new BadInput(
                    "error: "
                            + file
                            + " is there already\n  = help: miprov vault edit "
                            + file
                            + "\n");
        }
        Vault.Key key = newKey(passwords, id);
        byte[] plain = VaultFile.edited(new byte[0], file, editor());
        VaultFile.write(Vault.seal(plain, key).getBytes(UTF_8), file, false);
        return ExitCode.DONE;
    }

    @Command(name = "edit", description = "Opens a file in the editor, and encrypts it again.")
    int edit(
            @Parameters(arity = "1..*", paramLabel = "FILE") List<String> files,
            @Mixin VaultOptions passwords,
            @Mixin EncryptId id,
            @Mixin Verbosity verbosity) {
        Vault vault = vault(passwords);
        for (String file : files) {
            Vault.Opened opened = VaultFile.open(file, vault);
            byte[] plain = VaultFile.edited(opened.plain(), file, editor());
            if (!Arrays.equals(plain, opened.plain())) {
                String label = opened.label().isEmpty() ? Vault.DEFAULT : opened.label();
                String sealed = Vault.seal(plain, new Vault.Key(label, opened.key().password()));
                VaultFile.write(sealed.getBytes(UTF_8), file, true);
            }
        }
        return ExitCode.DONE;
    }

    @Command(name = "view", description = "Shows what is in files.")
    int view(
            @Parameters(arity = "1..*", paramLabel = "FILE") List<String> files,
            @Mixin VaultOptions passwords,
            @Mixin Verbosity verbosity) {
        Vault vault = vault(passwords);
        for (String file : files) {
            terminal.out().print(new String(VaultFile.open(file, vault).plain(), UTF_8));
        }
        terminal.out().flush();
        return ExitCode.DONE;
    }

    @Command(name = "encrypt", description = "Encrypts files.")
    int encrypt(
            @Parameters(arity = "0..*", paramLabel = "FILE") List<String> files,
            @Mixin VaultOptions passwords,
            @Mixin EncryptId id,
            @Mixin OutputFile output,
            @Mixin Verbosity verbosity) {
        List<String> inputs = orStream(files);
        inputs.forEach(file -> output.or(file, inputs.size()));
        Vault.Key key = newKey(passwords, id);
        for (String file : inputs) {
            byte[] plain = VaultFile.read(file);
            if (Vault.isSealed(plain)) {
                throw new BadInput(
                        "error: "
                                + file
                                + " is encrypted already\n  = help: another password: miprov vault"
                                + " rekey\n");
            }
            String sealed = Vault.seal(plain, key);
            VaultFile.write(sealed.getBytes(UTF_8), output.or(file, inputs.size()), false);
        }
        return done("Encryption successful");
    }

    @Command(name = "decrypt", description = "Decrypts files.")
    int decrypt(
            @Parameters(arity = "0..*", paramLabel = "FILE") List<String> files,
            @Mixin VaultOptions passwords,
            @Mixin OutputFile output,
            @Mixin Verbosity verbosity) {
        List<String> inputs = orStream(files);
        inputs.forEach(file -> output.or(file, inputs.size()));
        Vault vault = vault(passwords);
        for (String file : inputs) {
            byte[] plain = VaultFile.open(file, vault).plain();
            VaultFile.write(plain, output.or(file, inputs.size()), false);
        }
        return done("Decryption successful");
    }

    @Command(name = "rekey", description = "Encrypts files with another password.")
    int rekey(
            @Parameters(arity = "1..*", paramLabel = "FILE") List<String> files,
            @Mixin VaultOptions passwords,
            @Mixin EncryptId id,
            @Mixin Verbosity verbosity,
            @Option(
                            names = "--new-vault-id",
                            paramLabel = "LABEL@SOURCE",
                            description = "the new password")
                    String newId,
            @Option(
                            names = "--new-vault-password-file",
                            paramLabel = "FILE",
                            description = "a file with the new password")
                    String newFile) {
        if (newId != null && newFile != null) {
            throw new WrongOptions(
                    "error: `--new-vault-id` and `--new-vault-password-file` are both given; it"
                            + " takes one of them\n",
                    AnsibleNames.WRONG_USAGE);
        }
        Settings settings = settings();
        Vault vault = vault(passwords);
        List<String> sources = new ArrayList<>();
        if (newId != null) {
            sources.add(newId);
        } else if (newFile != null) {
            sources.add("@" + newFile);
        } else if (!id.label.isEmpty()) {
            sources.addAll(VaultOptions.identities(settings));
        }
        if (sources.isEmpty()) {
            sources.add("@" + VaultOptions.PROMPT);
        }
        Vault.Key key = id.of(new VaultPasswords(terminal, settings).of(sources, true), settings);
        for (String file : files) {
            byte[] plain = VaultFile.open(file, vault).plain();
            VaultFile.write(Vault.seal(plain, key).getBytes(UTF_8), file, true);
        }
        terminal.err().println("Rekey successful");
        return ExitCode.DONE;
    }

    /** The values that {@code encrypt_string} gets are {@link VaultStrings}. */
    @Command(name = "encrypt_string", description = "Encrypts values, to be put into a YAML file.")
    int encryptString(
            @Mixin VaultStrings strings,
            @Mixin VaultOptions passwords,
            @Mixin EncryptId id,
            @Mixin OutputFile output,
            @Mixin Verbosity verbosity) {
        strings.check();
        Vault.Key key = newKey(passwords, id);
        List<VaultStrings.Value> values = strings.values(terminal);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (values.size() > 1) {
                terminal.err().println(values.get(i).title(i + 1));
            }
            all.append(i == 0 ? "" : "\n").append(values.get(i).yaml(key));
        }
        String name = output.or(VaultFile.STREAM, 1);
        VaultFile.write(all.append('\n').toString().getBytes(UTF_8), name, false);
        return done("Encryption successful");
    }

    /** Taken for Ansible's sake; nothing more is told. */
    static final class Verbosity {
        @Option(
                names = {"-v", "--verbose"},
                description = "taken for Ansible's sake")
        @SuppressWarnings("UnusedVariable")
        private boolean[] verbose = {};
    }

    private static List<String> orStream(List<String> files) {
        return files == null || files.isEmpty() ? List.of(VaultFile.STREAM) : files;
    }

    private Settings settings() {
        return Settings.read(terminal.environment());
    }

    private String editor() {
        String editor = terminal.environment().getOrDefault("EDITOR", "");
        return editor.isEmpty() ? "vi" : editor;
    }

    private Vault.Key newKey(VaultOptions passwords, EncryptId id) {
        Settings settings = settings();
        return id.of(passwords.keys(terminal, settings, true, true), settings);
    }

    private Vault vault(VaultOptions passwords) {
        Settings settings = settings();
        return new Vault(
                passwords.keys(terminal, settings, true, false),
                VaultOptions.onlyMatching(settings));
    }

    private int done(String what) {
        if (terminal.interactive()) {
            terminal.err().println(what);
        }
        return ExitCode.DONE;
    }
}
