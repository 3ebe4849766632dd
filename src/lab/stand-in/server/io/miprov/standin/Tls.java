package io.miprov.standin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Opens the keystores that deployment.toml names, each with its own type and password. */
final class Tls {
    private final Settings settings;

    Tls(Settings settings) {
        this.settings = settings;
    }

    SSLContext context() throws Exception {
        KeyStore keys = open("keystore.primary");
        open("truststore");
        if (settings.has("keystore.internal.")) {
            open("keystore.internal");
        }
        char[] password = settings.text("keystore.primary.key_password", "").toCharArray();
        String alias = settings.text("keystore.primary.alias", "");
        Key key = keys.getKey(alias, password);
        if (key == null) {
            throw new IllegalArgumentException(
                    "There is no key '" + alias + "' in the primary keystore");
        }
        KeyStore only = KeyStore.getInstance("PKCS12");
        only.load(null, null);
        only.setKeyEntry(alias, key, password, keys.getCertificateChain(alias));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(only, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** The protocols of the listener that this Java still knows. */
    String[] protocols(SSLContext context) {
        List<String> known = List.of(context.getSupportedSSLParameters().getProtocols());
        List<String> wanted = new ArrayList<>();
        for (String name :
                settings.text("transport.http.listener.secured_protocols", "TLSv1,TLSv1.1,TLSv1.2")
                        .split("[ ,]+")) {
            if (known.contains(name)) {
                wanted.add(name);
            }
        }
        return wanted.toArray(new String[0]);
    }

    private KeyStore open(String name) throws Exception {
        Path file = settings.home().resolve(settings.text(name + ".file_name", ""));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("Keystore file does not exist at " + file);
        }
        KeyStore store = KeyStore.getInstance(settings.text(name + ".type", "JKS"));
        try (java.io.InputStream in = Files.newInputStream(file)) {
            store.load(in, settings.text(name + ".password", "").toCharArray());
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(
                    "Keystore " + file + " can not be opened: " + e.getMessage(), e);
        }
        return store;
    }
}
