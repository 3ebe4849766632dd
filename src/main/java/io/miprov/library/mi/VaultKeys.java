package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.library.crypto.Keystores;
import io.miprov.library.mi.toml.TomlEdit;
import io.miprov.library.mi.toml.TomlKey;
import io.miprov.module.NotYet;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;

/**
 * The key pair that a Micro Integrator decrypts its secrets with: that of the internal keystore, or
 * of the primary one when none is set. (default.json; cipher-tool, Utils.java)
 */
final class VaultKeys {
    static final String ALGORITHM = "RSA/ECB/OAEPwithSHA1andMGF1Padding";

    /** What the padding of {@link #ALGORITHM} takes of each block, in bytes. (RFC 8017, 7.1.1) */
    private static final int PADDING = 42;

    private static final Pattern REFERENCE = Pattern.compile("\\$ref\\{([^}]+)}");

    private final Where where;
    private final Certificate certificate;
    private final Key key;

    private VaultKeys(Where where, Certificate certificate, Key key) {
        this.where = where;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Where a keystore is, by deployment.toml.
     *
     * @param table the table that says so
     * @param path absolute
     */
    record Where(String table, String path, String type, String alias) {

        /** Throws {@link IllegalArgumentException} when the file does not say it. */
        static Where of(String home, String toml) {
            boolean internal = value(toml, "keystore.internal.file_name").isPresent();
            String table = internal ? "keystore.internal" : "keystore.primary";
            String file = needed(toml, table + ".file_name");
            return new Where(
                    table,
                    file.startsWith("/") ? file : home + "/" + file.replace("${carbon.home}/", ""),
                    value(toml, table + ".type").orElse("JKS"),
                    needed(toml, table + ".alias"));
        }

        private static String needed(String toml, String key) {
            return value(toml, key)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "deployment.toml has no `"
                                                    + key
                                                    + "`, which names the key that secrets are"
                                                    + " encrypted with; set it first"));
        }

        private static Optional<String> value(String toml, String key) {
            Optional<String> value = TomlEdit.textOf(toml, TomlKey.parse(key));
            for (int depth = 0; value.isPresent() && value.get().startsWith("$"); depth++) {
                Matcher reference = REFERENCE.matcher(value.get());
                if (!reference.matches() || depth > 9) {
                    if (value.get().startsWith("${carbon.home}")) {
                        break;
                    }
                    throw new IllegalArgumentException(
                            "`"
                                    + key
                                    + "` is "
                                    + value.get()
                                    + ", which only the node knows; secrets can be encrypted when"
                                    + " it says the value itself");
                }
                value = TomlEdit.textOf(toml, TomlKey.parse(reference.group(1)));
            }
            return value;
        }
    }

    /**
     * Opens the store.
     *
     * @param stores the bytes of keystores by path
     * @throws IllegalArgumentException with what is wrong: no store, another password or alias, a
     *     key that can not encrypt
     */
    static VaultKeys open(Where where, Map<String, byte[]> stores, Secret password) {
        byte[] bytes = stores.get(where.path());
        if (bytes == null) {
            throw new NotYet(where.path() + ", which " + where.table() + " names, does not exist");
        }
        try {
            if (!Keystores.type(bytes).equalsIgnoreCase(where.type())) {
                throw new IllegalArgumentException(
                        where.path()
                                + " is "
                                + Keystores.type(bytes)
                                + ", and "
                                + where.table()
                                + ".type says "
                                + where.type()
                                + "; make them the same");
            }
            KeyStore store = Keystores.opened(bytes, where.path(), password);
            if (!store.isKeyEntry(where.alias())) {
                throw new IllegalArgumentException(
                        where.path()
                                + " has no key `"
                                + where.alias()
                                + "`, which "
                                + where.table()
                                + ".alias names; it has "
                                + String.join(", ", Collections.list(store.aliases())));
            }
            Key key = store.getKey(where.alias(), password.value().toCharArray());
            Certificate certificate = store.getCertificate(where.alias());
            if (!(certificate.getPublicKey() instanceof RSAPublicKey)) {
                throw new IllegalArgumentException(
                        "the key `"
                                + where.alias()
                                + "` of "
                                + where.path()
                                + " is of the kind "
                                + key.getAlgorithm()
                                + "; only RSA keys encrypt secrets");
            }
            return new VaultKeys(where, certificate, key);
        } catch (UnrecoverableKeyException e) {
            throw new IllegalArgumentException(
                    "the key `"
                            + where.alias()
                            + "` of "
                            + where.path()
                            + " has another password than the store, which the Micro Integrator"
                            + " does not take",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(where.path() + ": " + e.getMessage(), e);
        }
    }

    /** The most bytes that a secret can have: 214 with a key of 2048 bits. */
    int most() {
        return ((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength() / 8 - PADDING;
    }

    /** Base64, another one each time. */
    String encrypted(String alias, Secret secret) {
        byte[] bytes = secret.value().getBytes(UTF_8);
        if (bytes.length == 0 || bytes.length > most()) {
            throw new IllegalArgumentException(
                    "the secret `"
                            + alias
                            + "` has "
                            + bytes.length
                            + " bytes; the key `"
                            + where.alias()
                            + "` encrypts 1 to "
                            + most());
        }
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.ENCRYPT_MODE, certificate.getPublicKey());
            return Base64.getEncoder().encodeToString(cipher.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("`" + alias + "` can not be encrypted", e);
        }
    }

    /** What was encrypted with this key; empty when it was not. */
    Optional<String> decrypted(String base64) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.DECRYPT_MODE, key);
            byte[] bytes = cipher.doFinal(Base64.getDecoder().decode(base64));
            return Optional.of(new String(bytes, UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What conf/security/secret-conf.properties has to say of it. (cipher-tool, Utils.java)
     *
     * @param store the path of the keystore, without links
     */
    List<String> settings(String store) {
        return List.of(
                "carbon.secretProvider="
                        + "org.wso2.securevault.secret.handler.SecretManagerSecretCallbackHandler",
                "keystore.identity.alias=" + where.alias(),
                "keystore.identity.key.password=identity.key.password",
                "keystore.identity.key.secretProvider="
                        + "org.wso2.carbon.securevault.DefaultSecretCallbackHandler",
                "keystore.identity.location=" + store,
                "keystore.identity.store.password=identity.store.password",
                "keystore.identity.store.secretProvider="
                        + "org.wso2.carbon.securevault.DefaultSecretCallbackHandler",
                "keystore.identity.type=" + where.type(),
                "secVault.enabled=true",
                "secretRepositories=file",
                "secretRepositories.file.algorithm=" + ALGORITHM,
                "secretRepositories.file.location=conf/security/cipher-text.properties",
                "secretRepositories.file.provider="
                        + "org.wso2.securevault.secret.repository.FileBaseSecretRepositoryProvider");
    }
}
