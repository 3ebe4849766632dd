package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reads and writes keys and certificates as PEM. */
final class Pem {
    private static final String KEY = "PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /**
     * All certificates of a text, in order.
     *
     * @param name what people call it, for the message
     * @throws IllegalArgumentException when there is none, or one is damaged
     */
    static List<X509Certificate> certificates(byte[] pem, String name) {
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

    /** The private key of a text: PKCS#8, or the older forms of RSA and EC. */
    static PrivateKey privateKey(byte[] pem, String name) {
        String text = new String(pem, ISO_8859_1);
        if (text.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    name
                            + " is an encrypted private key, which is not read here; take the"
                            + " passphrase away with `openssl pkey -in FILE -out FILE`");
        }
        try {
            int from = text.indexOf("-----BEGIN " + KEY + "-----");
            return from >= 0 ? pkcs8(text.substring(from)) : older(text, name);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + " has no private key in PEM form that can be read", e);
        }
    }

    private static PrivateKey pkcs8(String text) throws GeneralSecurityException {
        int from = text.indexOf('\n');
        int to = text.indexOf("-----END");
        if (from < 0 || to < from) {
            throw new GeneralSecurityException("cut off");
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(from, to));
        GeneralSecurityException why = new GeneralSecurityException("unknown algorithm");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                why = e;
            }
        }
        throw why;
    }

    private static PrivateKey older(String text, String name) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
                if (each instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        }
        throw new IOException("no key in " + name);
    }

    static byte[] written(PrivateKey key) {
        return written(KEY, key.getEncoded());
    }

    static byte[] written(X509Certificate certificate) {
        try {
            return written("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was just made", e);
        }
    }

    private static byte[] written(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n")
                .getBytes(US_ASCII);
    }
}
