package io.miprov.cli;

import io.miprov.vault.Vault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where vault passwords come from: the command line, after what is set outside of it. */
final class VaultOptions {
    /** Asks for a password without saying for which label. */
    static final String PROMPT = "prompt_ask_vault_pass";

    @Option(
            names = "--vault-id",
            paramLabel = "LABEL@SOURCE",
            description =
                    "a vault password; SOURCE is a file, a program that prints it, or `prompt`")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = {"--vault-password-file", "--vault-pass-file"},
            paramLabel = "FILE",
            description = "a file with the vault password, or a program that prints it")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-J", "--ask-vault-password", "--ask-vault-pass"},
            description = "ask for the vault password")
    private boolean ask;

    /** The passwords for reading; none when nobody gave one. */
    Vault vault(Terminal terminal, Settings settings) {
        return new Vault(keys(terminal, settings, false, false), onlyMatching(settings));
    }

    /** What of this would ask somebody. */
    List<String> asks(Settings settings) {
        List<String> all = new ArrayList<>();
        if (ask || settings.isTrue("ASK_VAULT_PASS", "defaults.ask_vault_pass")) {
            all.add("--ask-vault-password");
        }
        List<String> sources = new ArrayList<>(identities(settings));
        sources.addAll(ids);
        sources.stream()
                .filter(id -> id.equals("prompt") || id.endsWith("@prompt"))
                .forEach(id -> all.add("--vault-id " + id));
        return all;
    }

    static boolean onlyMatching(Settings settings) {
        return settings.isTrue("VAULT_ID_MATCH", "defaults.vault_id_match");
    }

    /**
     * @param needed whether to ask when nobody says where a password is
     * @param isNew whether it is a password to encrypt with, which is asked for twice
     */
    List<Vault.Key> keys(Terminal terminal, Settings settings, boolean needed, boolean isNew) {
        List<String> all = new ArrayList<>(identities(settings));
        for (String id : ids) {
            if (id.contains(";")) {
                throw new WrongOptions("error: the vault id `" + id + "` has a `;` in it\n");
            }
            all.add(id);
        }
        files.forEach(file -> all.add("@" + file));
        settings.paths("VAULT_PASSWORD_FILE", "defaults.vault_password_file", "\n")
                .forEach(file -> all.add("@" + file));
        boolean asks = ask || settings.isTrue("ASK_VAULT_PASS", "defaults.ask_vault_pass");
        if (asks || (needed && all.isEmpty())) {
            all.add("@" + PROMPT);
        }
        return new VaultPasswords(terminal, settings).of(all, isNew);
    }

    /** The vault ids that are always there. */
    static List<String> identities(Settings settings) {
        Optional<String> set = settings.text("VAULT_IDENTITY_LIST", "defaults.vault_identity_list");
        return Arrays.stream(set.orElse("").split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
