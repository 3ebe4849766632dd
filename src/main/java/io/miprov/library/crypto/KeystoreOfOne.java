package io.miprov.library.crypto;

import io.miprov.library.crypto.JavaKeystoreModule.Params;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A keystore that holds one private key. Its bytes differ each time it is written, so only what is
 * in it is compared.
 */
record KeystoreOfOne(Params params, PrivateKey key, List<Certificate> chain) {

    static KeystoreOfOne of(Params params, MadeFile.Inputs inputs) {
        PrivateKey key =
                RareKeys.usable(
                        inputs.key(
                                        params.privateKeyPath(),
                                        params.privateKey(),
                                        "private_key",
                                        params.privateKeyPassphrase())
                                .orElseThrow());
        byte[] text = inputs.text(params.certificatePath(), params.certificate()).orElseThrow();
        String name = params.certificatePath().orElse("certificate");
        List<Certificate> chain = List.copyOf(Pem.certificates(text, name));
        if (!Keys.belongTogether(key, chain.get(0).getPublicKey())) {
            throw new IllegalArgumentException(
                    name + " is not the certificate of the private key " + params.name());
        }
        return new KeystoreOfOne(params, key, chain);
    }

    MadeFile.Made made(Optional<byte[]> was) {
        try {
            String type =
                    JavaKeystoreModule.word(params.keystoreType())
                            .orElse(was.map(Keystores::type).orElse("PKCS12"));
            byte[] bytes =
                    !params.force() && was.isPresent() && holds(was.get(), type)
                            ? was.get()
                            : fresh(type);
            return new MadeFile.Made(
                    bytes,
                    Map.of(),
                    was.isPresent() ? "another key or certificate\n" : "",
                    "alias: " + params.name() + "\ntype: " + type + "\n");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the keystore " + params.dest() + " can not be made: " + e.getMessage(), e);
        }
    }

    private boolean holds(byte[] bytes, String type) {
        try {
            KeyStore store = Keystores.opened(bytes, params.dest(), params.password());
            Key has = store.getKey(params.name(), params.password().value().toCharArray());
            return Keystores.type(bytes).equals(type)
                    && has != null
                    && Arrays.equals(has.getEncoded(), key.getEncoded())
                    && chain.equals(List.of(store.getCertificateChain(params.name())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] fresh(String type) throws GeneralSecurityException, IOException {
        KeyStore store = Keystores.empty(type);
        char[] password = params.password().value().toCharArray();
        store.setKeyEntry(params.name(), key, password, chain.toArray(Certificate[]::new));
        return Keystores.bytes(store, params.password());
    }
}
