package io.miprov.library.crypto;

import io.miprov.library.crypto.JavaCertModule.Params;
import io.miprov.library.crypto.JavaCertModule.State;
import io.miprov.module.NotYet;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a keystore that has others.
 *
 * @param pem the certificate, when it is not in a file
 */
record KeystoreEntry(Params params, Optional<String> pem, MadeFile.Inputs inputs) {

    MadeFile.Made made(Optional<byte[]> was) {
        boolean absent = params.state() == State.ABSENT;
        if (was.isEmpty() && !params.keystoreCreate()) {
            throw new NotYet(
                    "Module require existing keystore at keystore_path '"
                            + params.keystorePath()
                            + "'");
        }
        try {
            KeyStore store =
                    was.isPresent()
                            ? Keystores.opened(
                                    was.get(), params.keystorePath(), params.keystorePass())
                            : Keystores.empty(
                                    params.keystoreType()
                                            .orElse("PKCS12")
                                            .toUpperCase(Locale.ROOT));
            String before = described(store);
            boolean changed = absent ? remove(store) : put(store);
            return new MadeFile.Made(
                    changed || was.isEmpty()
                            ? Keystores.bytes(store, params.keystorePass())
                            : was.get(),
                    Map.of(),
                    before,
                    described(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the keystore " + params.keystorePath() + " can not be made: " + e.getMessage(),
                    e);
        }
    }

    private String described(KeyStore store) throws GeneralSecurityException {
        return store.getCertificate(params.alias())
                        instanceof java.security.cert.X509Certificate certificate
                ? params.alias()
                        + ": "
                        + certificate.getSubjectX500Principal()
                        + ", serial number "
                        + certificate.getSerialNumber()
                        + "\n"
                : "";
    }

    private boolean remove(KeyStore store) throws GeneralSecurityException {
        boolean there = store.containsAlias(params.alias());
        if (there) {
            store.deleteEntry(params.alias());
        }
        return there;
    }

    private boolean put(KeyStore store) throws GeneralSecurityException {
        if (params.pkcs12Path().isPresent()) {
            return putKey(store, params.pkcs12Path().get());
        }
        byte[] text = inputs.text(params.certPath(), pem).orElseThrow();
        Certificate wanted =
                Pem.certificates(text, params.certPath().orElse("the certificate")).get(0);
        if (wanted.equals(store.getCertificate(params.alias()))) {
            return false;
        }
        remove(store);
        store.setCertificateEntry(params.alias(), wanted);
        return true;
    }

    private boolean putKey(KeyStore store, String path) throws GeneralSecurityException {
        KeyStore from = Keystores.opened(inputs.bytes(path), path, params.pkcs12Password());
        Key key = from.getKey(params.pkcs12Alias(), params.pkcs12Password().value().toCharArray());
        if (key == null) {
            throw new IllegalArgumentException(
                    path + " has no key `" + params.pkcs12Alias() + "`; say its `pkcs12_alias`");
        }
        Certificate[] chain = from.getCertificateChain(params.pkcs12Alias());
        char[] password = params.keystorePass().value().toCharArray();
        Key has = store.isKeyEntry(params.alias()) ? store.getKey(params.alias(), password) : null;
        if (has != null
                && Arrays.equals(has.getEncoded(), key.getEncoded())
                && Arrays.equals(store.getCertificateChain(params.alias()), chain)) {
            return false;
        }
        remove(store);
        store.setKeyEntry(params.alias(), key, password, chain);
        return true;
    }
}
