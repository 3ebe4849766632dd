package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.module.Edit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
    private static final int JKS_MAGIC = 0xfeedfeed;

    @Override
    public byte[] after(Optional<byte[]> before) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            boolean changed = before.isEmpty() || !isOfType(before.get());
            if (before.isPresent()) {
                changed |= copy(opened(path, before.get()), store);
            }
            changed |= addBase(store);
            changed |= set(store);
            for (String alias : unwanted) {
                if (store.containsAlias(alias)) {
                    store.deleteEntry(alias);
                    changed = true;
                }
            }
            return changed ? bytes(store) : before.get();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the keystore " + path + " can not be made: " + e.getMessage(), e);
        }
    }

    private boolean isOfType(byte[] bytes) {
        return type.equals("JKS") == (bytes.length > 4 && magic(bytes) == JKS_MAGIC);
    }

    private static int magic(byte[] bytes) {
        return (bytes[0] & 0xff) << 24
                | (bytes[1] & 0xff) << 16
                | (bytes[2] & 0xff) << 8
                | bytes[3] & 0xff;
    }

    private KeyStore opened(String name, byte[] bytes) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(magicType(bytes));
        try {
            store.load(new ByteArrayInputStream(bytes), chars());
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "the password is not that of "
                                    + name
                                    + "; give the one it has, or move the file away to have a new"
                                    + " one made"
                            : name + " is no keystore, or is damaged: " + e.getMessage(),
                    e);
        }
    }

    private static String magicType(byte[] bytes) {
        return bytes.length > 4 && magic(bytes) == JKS_MAGIC ? "JKS" : "PKCS12";
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
            KeyStore from = opened("trusted_from", base.get());
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

    private byte[] bytes(KeyStore store) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, chars());
        return out.toByteArray();
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
