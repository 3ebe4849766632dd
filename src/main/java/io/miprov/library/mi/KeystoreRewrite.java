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
 */
record KeystoreRewrite(
        String path,
        String type,
        Secret password,
        KeystoreContent wanted,
        Set<String> unwanted,
        Optional<byte[]> base)
        implements Edit.Rewrite {

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
            for (String alias : unwanted) {
                if (store.containsAlias(alias)) {
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
                if (!alias.equals(wanted.alias()) && !unwanted.contains(alias)) {
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
            KeyStore from = Keystores.opened(base.get(), "trusted_from", password);
            for (String alias : Collections.list(from.aliases())) {
                boolean missing = !store.containsAlias(alias) && !unwanted.contains(alias);
                if (missing && from.isCertificateEntry(alias)) {
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
                    store.deleteEntry(alias);
                }
                store.setCertificateEntry(alias, each.getValue());
                changed = true;
            }
        }
        return changed;
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
