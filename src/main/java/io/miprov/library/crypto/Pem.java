package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.miprov.diag.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemWriter;

/** Reads and writes keys and certificates as PEM. */
public final class Pem {
    private static final String KEY = "PRIVATE KEY";
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

    /** The same, as Bouncy Castle has them. */
    static List<X509CertificateHolder> holders(byte[] pem, String name) {
        List<X509CertificateHolder> holders = new ArrayList<>();
        try {
            for (X509Certificate each : certificates(pem, name)) {
                holders.add(new X509CertificateHolder(each.getEncoded()));
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(name + " has a certificate that is damaged", e);
        }
        return holders;
    }

    /** The private key of a text that a passphrase protects, or none. */
    public static PrivateKey privateKey(byte[] pem, String name, Optional<Secret> passphrase) {
        return Keys.usable(keyInfo(pem, name, passphrase));
    }

    /** The private key of a text that no passphrase protects. */
    public static PrivateKey privateKey(byte[] pem, String name) {
        return Keys.usable(keyInfo(pem, name, Optional.empty()));
    }

    /**
     * The private key of a text: PKCS#8, or the older forms of RSA, DSA and EC.
     *
     * @param passphrase of a key that is protected; empty: it is not
     * @throws IllegalArgumentException when there is none that can be read
     */
    public static PrivateKeyInfo keyInfo(byte[] pem, String name, Optional<Secret> passphrase) {
        if (encrypted(pem) && passphrase.isEmpty()) {
            throw new IllegalArgumentException(
                    name
                            + " is an encrypted private key, which is not read here without its"
                            + " passphrase; take that away with `openssl pkey -in FILE -out FILE`");
        }
        char[] word = passphrase.map(secret -> secret.value().toCharArray()).orElse(new char[0]);
        try (PEMParser parser = new PEMParser(new StringReader(new String(pem, ISO_8859_1)))) {
            for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
                if (each instanceof PrivateKeyInfo key) {
                    return key;
                } else if (each instanceof PEMKeyPair pair) {
                    return pair.getPrivateKeyInfo();
                } else if (each instanceof PEMEncryptedKeyPair pair) {
                    return pair.decryptKeyPair(
                                    new JcePEMDecryptorProviderBuilder()
                                            .setProvider(Keys.BC)
                                            .build(word))
                            .getPrivateKeyInfo();
                } else if (each instanceof PKCS8EncryptedPrivateKeyInfo key) {
                    return key.decryptPrivateKeyInfo(
                            new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(Keys.BC)
                                    .build(word));
                }
            }
        } catch (IOException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name
                            + (encrypted(pem)
                                    ? " has a private key of another passphrase"
                                    : " has no private key in PEM form that can be read"),
                    e);
        }
        throw new IllegalArgumentException(
                name + " has no private key in PEM form that can be read");
    }

    /** Whether it is a private key that a passphrase protects. */
    public static boolean encrypted(byte[] pem) {
        return new String(pem, ISO_8859_1).contains("ENCRYPTED");
    }

    /** The request for a certificate that a text has. */
    public static PKCS10CertificationRequest request(byte[] pem, String name) {
        try (PEMParser parser = new PEMParser(new StringReader(new String(pem, ISO_8859_1)))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                return request;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " has a request that is damaged", e);
        }
        throw new IllegalArgumentException(name + " has no certificate request in PEM form");
    }

    public static byte[] written(PrivateKey key) {
        return written(KEY, key.getEncoded());
    }

    /** A key that only a passphrase opens: PKCS#8, with AES-256. */
    public static byte[] written(PrivateKey key, Secret passphrase) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(
                    new PKCS8Generator(
                            PrivateKeyInfo.getInstance(key.getEncoded()),
                            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                    .setProvider(Keys.BC)
                                    .setPassword(passphrase.value().toCharArray())
                                    .build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("AES-256 is always there", e);
        }
        return text.toString().getBytes(US_ASCII);
    }

    public static byte[] written(X509Certificate certificate) {
        try {
            return written("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was just made", e);
        }
    }

    static byte[] written(PrivateKeyInfo key) {
        try {
            return written(KEY, key.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of some kind, such as {@code CERTIFICATE REQUEST}. */
    public static byte[] written(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n")
                .getBytes(US_ASCII);
    }
}
