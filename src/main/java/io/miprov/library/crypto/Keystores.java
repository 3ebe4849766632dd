package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** Java keystores as bytes. */
public final class Keystores {
    private static final int JKS_MAGIC = 0xfeedfeed;
    private static final int JCEKS_MAGIC = 0xcececece;

    private Keystores() {}

    /** JKS, JCEKS or PKCS12, by the first bytes. */
    public static String type(byte[] bytes) {
        int magic =
                bytes.length > 4
                        ? (bytes[0] & 0xff) << 24
                                | (bytes[1] & 0xff) << 16
                                | (bytes[2] & 0xff) << 8
                                | bytes[3] & 0xff
                        : 0;
        return magic == JKS_MAGIC ? "JKS" : magic == JCEKS_MAGIC ? "JCEKS" : "PKCS12";
    }

    /**
     * A store of any type.
     *
     * @param name what people call it, for the message
     * @throws IllegalArgumentException when it is none, or has another password
     */
    public static KeyStore opened(byte[] bytes, String name, Secret password)
            throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type(bytes));
        try {
            store.load(new ByteArrayInputStream(bytes), password.value().toCharArray());
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

    /** An empty store. */
    static KeyStore empty(String type) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read", e);
        }
    }

    public static byte[] bytes(KeyStore store, Secret password)
            throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.value().toCharArray());
        return out.toByteArray();
    }
}
