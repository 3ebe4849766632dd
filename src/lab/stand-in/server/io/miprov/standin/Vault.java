package io.miprov.standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Properties;
import javax.crypto.Cipher;

/**
 * Decrypts what the cipher tool encrypted, with the key that secret-conf.properties names; the
 * keystore's password comes from a file, as at an unattended start.
 */
final class Vault {
    private Vault() {}

    static String decrypt(String encrypted, Settings settings) {
        try {
            Properties conf = conf(settings.home());
            char[] password = password(settings.home());
            KeyStore keys = KeyStore.getInstance(conf.getProperty("keystore.identity.type", "JKS"));
            Path file = Path.of(conf.getProperty("keystore.identity.location", ""));
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, password);
            }
            Cipher cipher =
                    Cipher.getInstance(
                            conf.getProperty("secretRepositories.file.algorithm", "RSA"));
            String alias = conf.getProperty("keystore.identity.alias", "");
            cipher.init(Cipher.DECRYPT_MODE, keys.getKey(alias, password));
            return new String(
                    cipher.doFinal(Base64.getDecoder().decode(encrypted)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "Error while decrypting a secret: " + e.getMessage(), e);
        }
    }

    private static Properties conf(Path home) throws IOException {
        Properties conf = new Properties();
        Path file = home.resolve("conf/security/secret-conf.properties");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                conf.load(in);
            }
        }
        if (!conf.getProperty("secVault.enabled", "false").equals("true")) {
            throw new IOException("the secure vault is not enabled in " + file);
        }
        return conf;
    }

    private static char[] password(Path home) throws IOException {
        for (String name : new String[] {"password", "password-tmp", "password-persist"}) {
            Path file = home.resolve(name);
            if (Files.exists(file)) {
                char[] password = Files.readAllLines(file).get(0).toCharArray();
                if (name.equals("password")) {
                    Files.move(file, home.resolve("password-tmp"));
                } else if (name.equals("password-tmp")) {
                    Files.delete(file);
                }
                return password;
            }
        }
        throw new IOException("there is no file password-tmp or password-persist");
    }
}
