package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.library.crypto.Keystores;
import io.miprov.module.Edit;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a keystore of what it was. A store holds the same when its keys and certificates are the
 * same; its bytes differ each time it is written, so they say nothing.
 *
 * @param base a store whose certificates are wanted too; empty: none
 * @param keepReplaced the time: a trusted certificate that another one takes the alias of stays
 *     until it expires, as alias-previous; empty: it goes. At the end of time all have expired
 */
record KeystoreRewrite(
        String path,
        String type,
        Secret password,
        KeystoreContent wanted,
        Unwanted unwanted,
        Optional<Base> base,
        Optional<Instant> keepReplaced)
        implements Edit.Rewrite {
    private static final String PREVIOUS = "-previous";

    /** Opens a store. */
    interface Base {
        KeyStore open() throws GeneralSecurityException;

        /** One that is read with a password when it is needed. */
        static Base of(byte[] bytes, Secret password) {
            return () -> Keystores.opened(bytes, "trusted_from", password);
        }
    }

    /**
     * What should not be in it.
     *
     * @param defaults whether that is the certificate that WSO2 ships, under whatever alias
     */
    record Unwanted(Set<String> aliases, boolean defaults) {}

    @Override
    public byte[] after(Optional<byte[]> before) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            boolean changed = before.isEmpty() || !Keystores.type(before.get()).equals(type);
            if (before.isPresent()) {
                changed |= copy(Keystores.opened(before.get(), path, password), store);
            }
            changed |= addBase(store);
            changed |= set(store);
            for (String alias : Collections.list(store.aliases())) {
                if (unwanted(store, alias)) {
                    store.deleteEntry(alias);
                    changed = true;
                }
            }
            return changed ? Keystores.bytes(store, password) : before.get();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the keystore " + path + " can not be made: " + e.getMessage(), e);
        }
    }

    private boolean unwanted(KeyStore store, String alias) throws GeneralSecurityException {
        return unwanted.aliases().contains(alias)
                || unwanted.defaults()
                        && store.getCertificate(alias) instanceof X509Certificate certificate
                        && DefaultCertificate.is(alias, certificate)
                || keepReplaced.isPresent()
                        && alias.endsWith(PREVIOUS)
                        && !wanted.trusted().containsKey(alias)
                        && expired(store.getCertificate(alias));
    }

    private boolean expired(Certificate certificate) {
        return certificate instanceof X509Certificate x509
                && x509.getNotAfter().toInstant().isBefore(keepReplaced.orElseThrow());
    }

    /** Takes over what was there; true when that can not stay quite as it was. */
    private boolean copy(KeyStore from, KeyStore to) throws GeneralSecurityException {
        boolean changed = false;
        for (String alias : Collections.list(from.aliases())) {
            if (!from.isKeyEntry(alias)) {
                to.setCertificateEntry(alias, from.getCertificate(alias));
                continue;
            }
            try {
                to.setKeyEntry(
                        alias,
                        from.getKey(alias, chars()),
                        chars(),
                        from.getCertificateChain(alias));
            } catch (UnrecoverableKeyException e) {
                if (!alias.equals(wanted.alias()) && !unwanted.aliases().contains(alias)) {
                    throw new IllegalArgumentException(
                            "the key `"
                                    + alias
                                    + "` in "
                                    + path
                                    + " has another password than the"
                                    + " keystore, which the Micro Integrator does not take; remove"
                                    + " it with `remove`",
                            e);
                }
                changed = true;
            }
        }
        return changed;
    }

    private boolean addBase(KeyStore store) throws GeneralSecurityException {
        boolean changed = false;
        if (base.isPresent()) {
            KeyStore from = base.get().open();
            for (String alias : Collections.list(from.aliases())) {
                boolean missing = !store.containsAlias(alias);
                boolean wantedHere = missing && !unwanted(from, alias);
                if (wantedHere && from.isCertificateEntry(alias)) {
                    store.setCertificateEntry(alias, from.getCertificate(alias));
                    changed = true;
                }
            }
        }
        return changed;
    }

    private boolean set(KeyStore store) throws GeneralSecurityException {
        boolean changed = false;
        if (wanted.key().isPresent()) {
            PrivateKey key = wanted.key().get();
            Certificate[] chain = wanted.chain().toArray(Certificate[]::new);
            if (!holds(store, key, chain)) {
                store.setKeyEntry(wanted.alias(), key, chars(), chain);
                changed = true;
            }
        }
        for (Map.Entry<String, X509Certificate> each : wanted.trusted().entrySet()) {
            String alias = each.getKey();
            boolean same =
                    store.isCertificateEntry(alias)
                            && each.getValue().equals(store.getCertificate(alias));
            if (!same) {
                if (store.containsAlias(alias)) {
                    keep(store, alias);
                    store.deleteEntry(alias);
                }
                store.setCertificateEntry(alias, each.getValue());
                changed = true;
            }
        }
        return changed;
    }

    /**
     * Until all peers have the new certificate, some still show one of the old authority, or of the
     * one before that, when it is replaced twice.
     */
    private void keep(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate old = store.getCertificate(alias);
        if (keepReplaced.isPresent() && store.isCertificateEntry(alias) && !expired(old)) {
            keep(store, alias + PREVIOUS);
            store.setCertificateEntry(alias + PREVIOUS, old);
        }
    }

    private boolean holds(KeyStore store, PrivateKey key, Certificate[] chain)
            throws GeneralSecurityException {
        Key has = store.isKeyEntry(wanted.alias()) ? store.getKey(wanted.alias(), chars()) : null;
        return has != null
                && Arrays.equals(has.getEncoded(), key.getEncoded())
                && Arrays.equals(store.getCertificateChain(wanted.alias()), chain);
    }

    private char[] chars() {
        return password.value().toCharArray();
    }

    static Set<String> lower(List<String> aliases) {
        Set<String> all = new LinkedHashSet<>();
        aliases.forEach(alias -> all.add(KeystoreContent.lower(alias)));
        return all;
    }
}
