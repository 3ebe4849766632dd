package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.library.crypto.Keystores;
import io.miprov.library.crypto.Pem;
import io.miprov.module.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

    /** A key and the certificates that came with it, in any order. */
    private record Pair(PrivateKey key, String name, String from, List<X509Certificate> given) {}

    static KeystoreContent read(KeystoreModule.Params params, Instant now) {
        Map<String, X509Certificate> trusted = trusted(params.trusted());
        Optional<Pair> pair = pair(params);
        if (pair.isEmpty()) {
            return new KeystoreContent("", Optional.empty(), List.of(), trusted);
        }
        List<X509Certificate> given = new ArrayList<>(pair.get().given());
        params.chain().forEach(file -> given.addAll(certificates(file)));
        List<X509Certificate> chain =
                CertificateChain.of(
                        pair.get().key(),
                        pair.get().name(),
                        pair.get().from(),
                        given,
                        List.copyOf(trusted.values()),
                        now);
        CertificateChain.checkNames(chain.get(0), params.names(), pair.get().from());
        return new KeystoreContent(
                lower(params.alias().orElseThrow()), Optional.of(pair.get().key()), chain, trusted);
    }

    /** Certificates by alias; a file of several gives aliases with numbers, too. */
    static Map<String, X509Certificate> trusted(Map<String, LocalFile> files) {
        Map<String, X509Certificate> trusted = new LinkedHashMap<>();
        files.forEach(
                (alias, file) -> {
                    List<X509Certificate> all = certificates(file);
                    for (int i = 0; i < all.size(); i++) {
                        trusted.put(lower(i == 0 ? alias : alias + "-" + i), all.get(i));
                    }
                });
        return trusted;
    }

    private static Optional<Pair> pair(KeystoreModule.Params params) {
        if (params.pkcs12().isPresent()) {
            return Optional.of(pair(params.pkcs12().get(), params.pkcs12Password().orElseThrow()));
        }
        if (params.privateKey().isEmpty()) {
            return Optional.empty();
        }
        LocalFile file = params.privateKey().get();
        LocalFile certificate = params.certificate().orElseThrow();
        return Optional.of(
                new Pair(
                        Pem.privateKey(bytes(file), file.path().toString()),
                        file.path().toString(),
                        certificate.path().toString(),
                        certificates(certificate)));
    }

    /** The one key of a store as authorities hand it out. */
    private static Pair pair(LocalFile file, Secret password) {
        String name = file.path().toString();
        try {
            KeyStore store = Keystores.opened(bytes(file), name, password);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new IllegalArgumentException(
                        name
                                + " has "
                                + (keys.isEmpty()
                                        ? "no private key"
                                        : "several keys: " + String.join(", ", keys))
                                + "; give a store with one key in it");
            }
            List<X509Certificate> given = new ArrayList<>();
            for (Certificate each : store.getCertificateChain(keys.get(0))) {
                given.add((X509Certificate) each);
            }
            PrivateKey key = (PrivateKey) store.getKey(keys.get(0), password.value().toCharArray());
            return new Pair(key, name, name, given);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(LocalFile file) {
        return Pem.certificates(bytes(file), file.path().toString());
    }

    private static byte[] bytes(LocalFile file) {
        try (InputStream in = file.open()) {
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
