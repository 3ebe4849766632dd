package io.miprov.schedule;

import io.miprov.diag.BadInput;
import java.util.List;
import java.util.Map;

/**
 * A file with a secret that systemd reads and hands to the run alone, and the option of {@code
 * miprov apply} that takes it: {@code vault}, {@code vault.LABEL}, {@code key}, {@code login},
 * {@code become}. A name of a file that ends in {@code .cred} is one that systemd-creds encrypted.
 */
public final class Credential {
    private static final String VAULT_LABEL = "vault.";
    private static final Map<String, String> OPTIONS =
            Map.of(
                    "vault", "--vault-password-file",
                    "key", "--private-key",
                    "login", "--connection-password-file",
                    "become", "--become-password-file");

    private Credential() {}

    /** The option that gives the contents of this file, which is the credential of this name. */
    public static List<String> option(String name, String file) {
        if (name.startsWith(VAULT_LABEL) && name.matches("[A-Za-z0-9._-]+")) {
            return List.of("--vault-id", name.substring(VAULT_LABEL.length()) + "@" + file);
        }
        String option = OPTIONS.get(name);
        if (option == null) {
            throw new BadInput(
                    "error: there is no use for a credential named `"
                            + name
                            + "`\n  = help: it is vault, vault.LABEL, key, login or become, as in"
                            + " --credential vault=/etc/miprov/vault-password\n");
        }
        return List.of(option, file);
    }

    static String directive(String file) {
        return file.endsWith(".cred") ? "LoadCredentialEncrypted" : "LoadCredential";
    }
}
