package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.vault.Closed;
import io.miprov.vault.Vault;
import java.util.List;

/** Filters that put text into a vault, and take it out. */
final class VaultFilters {
    static final String NAMES = "vault unvault";

    /** The label that a vault made by the filter has when nothing else is said. */
    private static final String LABEL = "filter_default";

    private VaultFilters() {}

    /** The filter, or null. */
    static Filter find(String name) {
        return switch (name) {
            case "vault" -> VaultFilters::vault;
            case "unvault" -> VaultFilters::unvault;
            default -> null;
        };
    }

    private static Object vault(Call call) {
        Vault.Key key = new Vault.Key(label(call, 2), new Secret(call.text(0, "secret")));
        Object salt = call.arg(1, "salt", null);
        if (call.flag(3, "wrap_object", false)) {
            throw Fault.of("`vault` makes text, and no value that opens itself", "wrap_object")
                    .help("leave `wrap_object` out");
        }
        byte[] plain = call.text().getBytes(UTF_8);
        return salt == null
                ? Vault.seal(plain, key)
                : Vault.seal(plain, key, Python.str(salt).getBytes(UTF_8));
    }

    private static Object unvault(Call call) {
        Vault.Key key = new Vault.Key(label(call, 1), new Secret(call.text(0, "secret")));
        String text = call.text();
        if (!Vault.isSealed(text)) {
            return text;
        }
        try {
            return new Secret(new Vault(List.of(key), false).text(text));
        } catch (Closed e) {
            throw Fault.of("Unable to decrypt: " + e.getMessage()).help(e.help());
        }
    }

    private static String label(Call call, int place) {
        return call.text(place, "vault_id", LABEL);
    }
}
