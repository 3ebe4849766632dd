package io.miprov.standin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.crypto.Cipher;

/**
 * Decrypts what the cipher tool encrypted; the keystore's password comes from a file, as at an
 * unattended start.
 */
final class Vault {
    private Vault() {}

    static String decrypt(String encrypted, Settings settings) {
        try {
            char[] password = password(settings.home());
            String store =
                    settings.has("keystore.internal.") ? "keystore.internal" : "keystore.primary";
            Path file = settings.home().resolve(settings.text(store + ".file_name", ""));
            KeyStore keys = KeyStore.getInstance(file.toFile(), password);
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPwithSHA1andMGF1Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    keys.getKey(settings.text(store + ".alias", ""), password));
            return new String(
                    cipher.doFinal(Base64.getDecoder().decode(encrypted)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalArgumentException(
                    "Error while decrypting a secret: " + e.getMessage(), e);
        }
    }

    private static char[] password(Path home) throws java.io.IOException {
        for (String name : new String[] {"password-tmp", "password-persist", "password"}) {
            Path file = home.resolve(name);
            if (Files.exists(file)) {
                char[] password = Files.readAllLines(file).get(0).toCharArray();
                if (name.equals("password-tmp")) {
                    Files.delete(file);
                }
                return password;
            }
        }
        throw new java.io.IOException("there is no file password-tmp or password-persist");
    }
}
