package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.host.Bytes;
import io.miprov.library.crypto.Keys;
import io.miprov.library.crypto.Pem;
import io.miprov.module.FileMode;
import io.miprov.module.NotYet;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The key and the certificate of a name, and those of its authority, as they are on a host.
 *
 * @param names the paths, for messages: key, certificate, and the authority's two
 * @param ca whether the key itself is an authority's
 * @param passphrase what keys of authorities are encrypted with; empty: they are not
 */
record KeyFiles(
        List<String> names,
        List<Optional<byte[]>> bytes,
        List<String> modes,
        boolean ca,
        Optional<Secret> passphrase) {
    private static final int KEY = 0;
    private static final int CERTIFICATE = 1;
    private static final int AUTHORITY_KEY = 2;
    private static final int AUTHORITY_CERTIFICATE = 3;

    /**
     * Whether what is there fits.
     *
     * @param reasons why not; none: it fits
     * @param keepsKey whether the key that is there is good
     * @param expires the last day of the certificate that is there
     */
    record Judgement(List<String> reasons, boolean keepsKey, String expires) {
        boolean fits() {
            return reasons.isEmpty();
        }
    }

    /**
     * New files.
     *
     * @param key its bytes; empty: those that are there stay
     * @param newKey whether it is another key than before, and not the same one, encrypted
     */
    record Made(Bytes key, boolean newKey, X509Certificate certificate) {}

    /** Reads the answer of {@code show_files}. */
    static KeyFiles read(
            List<String> names, String answer, boolean ca, Optional<Secret> passphrase) {
        String[] lines = answer.split("\n");
        List<Optional<byte[]>> bytes = new ArrayList<>();
        List<String> modes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String[] words = lines[i].split(" ", 2);
            boolean there = words.length == 2;
            bytes.add(there ? Optional.of(Base64.getDecoder().decode(words[1])) : Optional.empty());
            modes.add(there ? words[0] : "");
        }
        return new KeyFiles(names, bytes, modes, ca, passphrase);
    }

    boolean keyHasMode(FileMode wanted) {
        return !wanted.octal()
                || Integer.parseInt(modes.get(KEY), 8) == Integer.parseInt(wanted.text(), 8);
    }

    Optional<Issuer.Authority> authority(Optional<String> name, String folder, Instant now) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (bytes.get(AUTHORITY_KEY).isEmpty() || bytes.get(AUTHORITY_CERTIFICATE).isEmpty()) {
            throw new NotYet(
                    "there is no authority `"
                            + name.get()
                            + "` in "
                            + folder
                            + ": it needs "
                            + names.get(AUTHORITY_CERTIFICATE)
                            + " and "
                            + names.get(AUTHORITY_KEY)
                            + ". Make it first, with `ca: true`");
        }
        Issuer.Authority authority =
                new Issuer.Authority(
                        Pem.certificates(
                                        bytes.get(AUTHORITY_CERTIFICATE).get(),
                                        names.get(AUTHORITY_CERTIFICATE))
                                .get(0),
                        key(AUTHORITY_KEY).orElseThrow());
        if (authority.certificate().getBasicConstraints() < 0) {
            throw new IllegalArgumentException(
                    names.get(AUTHORITY_CERTIFICATE)
                            + " is not an authority's certificate, so it"
                            + " can not sign others");
        }
        if (authority.certificate().getNotAfter().toInstant().isBefore(now)) {
            throw new IllegalArgumentException(
                    names.get(AUTHORITY_CERTIFICATE)
                            + " expired on "
                            + CertificateFit.day(
                                    authority.certificate().getNotAfter().toInstant()));
        }
        return Optional.of(authority);
    }

    private Optional<PrivateKey> key(int which) {
        return bytes.get(which).map(pem -> key(which, pem));
    }

    private PrivateKey key(int which, byte[] pem) {
        boolean authority = which == AUTHORITY_KEY || ca;
        try {
            return Pem.privateKey(pem, names.get(which), authority ? passphrase : Optional.empty());
        } catch (IllegalArgumentException e) {
            if (!authority || !Pem.encrypted(pem)) {
                throw e;
            }
            throw new IllegalArgumentException(
                    passphrase.isPresent()
                            ? e.getMessage()
                                    + " than the one that is given; give the one that it was"
                                    + " encrypted with as `passphrase`"
                            : names.get(which)
                                    + " is an encrypted private key; give what it is encrypted"
                                    + " with as `passphrase`",
                    e);
        }
    }

    /** The bytes of the last of the files, which is none of those above. */
    Optional<byte[]> last() {
        return bytes.get(bytes.size() - 1);
    }

    /** The key that is there, encrypted, when it should be and is not. */
    Optional<Bytes> keyToEncrypt() {
        boolean plain =
                ca && passphrase.isPresent() && bytes.get(KEY).filter(Pem::encrypted).isEmpty();
        return plain ? key(KEY).map(this::written) : Optional.empty();
    }

    private Bytes written(PrivateKey key) {
        return Bytes.of(
                ca && passphrase.isPresent()
                        ? Pem.written(key, passphrase.get())
                        : Pem.written(key));
    }

    /**
     * What has to be done.
     *
     * @param force whether both are made anew, be they as good as they may
     */
    Judgement judge(Issuer.Subject wanted, String wantedKey, int renewBefore, boolean force) {
        Optional<PrivateKey> key = key(KEY);
        if (key.isEmpty()) {
            return new Judgement(List.of("there is no key yet"), false, "");
        }
        if (force) {
            return new Judgement(List.of("`force` asks for it"), false, "");
        }
        Optional<X509Certificate> there = certificate();
        boolean pair =
                there.isPresent() && Keys.belongTogether(key.get(), there.get().getPublicKey());
        if (!pair) {
            boolean fits = CertificateFit.kind(Keys.publicKey(key.get())).equals(wantedKey);
            return new Judgement(
                    List.of(
                            there.isPresent()
                                    ? "its certificate is for another key"
                                    : "there is no certificate that can be read"),
                    fits,
                    "");
        }
        X509Certificate certificate = there.get();
        List<String> reasons = new ArrayList<>();
        String kind = CertificateFit.kind(certificate.getPublicKey());
        boolean keepsKey = kind.equals(wantedKey);
        if (!keepsKey) {
            reasons.add("its key is " + kind + " and should be " + wantedKey);
        }
        reasons.addAll(CertificateFit.reasons(certificate, wanted, renewBefore));
        return new Judgement(
                reasons, keepsKey, CertificateFit.day(certificate.getNotAfter().toInstant()));
    }

    /** The certificate that is there, when it can be read. */
    Optional<X509Certificate> certificate() {
        try {
            return bytes.get(CERTIFICATE)
                    .map(pem -> Pem.certificates(pem, names.get(CERTIFICATE)).get(0));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Made make(Issuer.Subject subject, boolean keepsKey, boolean rsa, int size) {
        PublicKey publicKey;
        PrivateKey privateKey;
        Bytes newKey = keyToEncrypt().orElse(Bytes.of(""));
        if (keepsKey) {
            privateKey = key(KEY).orElseThrow();
            publicKey = Keys.publicKey(privateKey);
        } else {
            KeyPair pair = Issuer.keyPair(rsa, size);
            privateKey = pair.getPrivate();
            publicKey = pair.getPublic();
            newKey = written(privateKey);
        }
        X509Certificate certificate = Issuer.certificate(subject, publicKey, privateKey);
        return new Made(newKey, !keepsKey, certificate);
    }
}
