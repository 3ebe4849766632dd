package io.miprov.library.mi;

import io.miprov.library.crypto.Keys;
import io.miprov.library.crypto.Pem;
import io.miprov.module.LocalFile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a keystore should hold, read from files of the controller.
 *
 * @param key with the certificates that prove it, the one of the key itself first
 * @param trusted certificates by alias
 */
record KeystoreContent(
        String alias,
        Optional<PrivateKey> key,
        List<X509Certificate> chain,
        Map<String, X509Certificate> trusted) {

    static KeystoreContent read(KeystoreModule.Params params) {
        Map<String, X509Certificate> trusted = new LinkedHashMap<>();
        params.trusted()
                .forEach(
                        (alias, file) -> {
                            List<X509Certificate> all = certificates(file);
                            for (int i = 0; i < all.size(); i++) {
                                trusted.put(lower(i == 0 ? alias : alias + "-" + i), all.get(i));
                            }
                        });
        if (params.privateKey().isEmpty()) {
            return new KeystoreContent("", Optional.empty(), List.of(), trusted);
        }
        LocalFile keyFile = params.privateKey().get();
        PrivateKey key = Pem.privateKey(bytes(keyFile), keyFile.path().toString());
        List<X509Certificate> chain =
                new ArrayList<>(certificates(params.certificate().orElseThrow()));
        params.chain().forEach(file -> chain.addAll(certificates(file)));
        checkChain(params, key, chain);
        return new KeystoreContent(
                lower(params.alias().orElseThrow()), Optional.of(key), chain, trusted);
    }

    private static void checkChain(
            KeystoreModule.Params params, PrivateKey key, List<X509Certificate> chain) {
        if (!Keys.belongTogether(key, chain.get(0).getPublicKey())) {
            throw new IllegalArgumentException(
                    params.certificate().orElseThrow().path()
                            + " is not the certificate of "
                            + params.privateKey().orElseThrow().path());
        }
        for (int i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(
                        "the chain is broken: the certificate of `"
                                + CertificateFit.commonName(chain.get(i - 1))
                                + "` is not signed by `"
                                + CertificateFit.commonName(chain.get(i))
                                + "`, which comes next; give the certificates in order, up to the"
                                + " authority",
                        e);
            }
        }
    }

    private static List<X509Certificate> certificates(LocalFile file) {
        return Pem.certificates(bytes(file), file.path().toString());
    }

    private static byte[] bytes(LocalFile file) {
        try (java.io.InputStream in = file.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file.path() + " can not be read: " + e.getMessage(), e);
        }
    }

    /** Aliases are the same in upper and lower case, in both kinds of store. */
    static String lower(String alias) {
        return alias.toLowerCase(Locale.ROOT);
    }
}
