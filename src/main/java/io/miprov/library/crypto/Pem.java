package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.miprov.diag.Secret;
import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the keys and certificates that most have, as PEM. */
public final class Pem {
    private static final String KEY = "PRIVATE KEY";
    private static final Pattern PLAIN_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
    private static final int LINE = 64;

    private Pem() {}

    /**
     * All certificates of a text, in order.
     *
     * @param name what people call it, for the message
     * @throws IllegalArgumentException when there is none, or one is damaged
     */
    public static List<X509Certificate> certificates(byte[] pem, String name) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            factory.generateCertificates(new ByteArrayInputStream(pem))
                    .forEach(each -> found.add((X509Certificate) each));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(name + " has a certificate that is damaged", e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(name + " has no certificate in PEM form");
        }
        return found;
    }

    /** The private key of a text that a passphrase protects, or none. */
    public static PrivateKey privateKey(byte[] pem, String name, Optional<Secret> passphrase) {
        return plain(pem).orElseGet(() -> RareKeys.usable(PemForms.keyInfo(pem, name, passphrase)));
    }

    /** The private key of a text that no passphrase protects. */
    public static PrivateKey privateKey(byte[] pem, String name) {
        return privateKey(pem, name, Optional.empty());
    }

    /** A key in the usual form, read as {@link Keys} says. */
    private static Optional<PrivateKey> plain(byte[] pem) {
        Matcher block = PLAIN_KEY.matcher(new String(pem, ISO_8859_1));
        if (!block.find()) {
            return Optional.empty();
        }
        try {
            return Keys.ofTheJdk(Base64.getMimeDecoder().decode(block.group(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // damaged, which Bouncy Castle tells better
        }
    }

    /** Whether it is a private key that a passphrase protects. */
    public static boolean encrypted(byte[] pem) {
        return new String(pem, ISO_8859_1).contains("ENCRYPTED");
    }

    public static byte[] written(PrivateKey key) {
        return written(KEY, key.getEncoded());
    }

    /** A key that only a passphrase opens: PKCS#8, with AES-256. */
    public static byte[] written(PrivateKey key, Secret passphrase) {
        return PemForms.written(key, passphrase);
    }

    public static byte[] written(X509Certificate certificate) {
        try {
            return written("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was just made", e);
        }
    }

    /** Bytes of some kind, such as {@code CERTIFICATE REQUEST}. */
    public static byte[] written(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n")
                .getBytes(US_ASCII);
    }
}
