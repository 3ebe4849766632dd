package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.miprov.diag.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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

/** All forms of PEM that Bouncy Castle reads and writes, and what is given in its own types. */
public final class PemForms {
    private PemForms() {}

    /** All certificates of a text, in order. */
    static List<X509CertificateHolder> holders(byte[] pem, String name) {
        List<X509CertificateHolder> holders = new ArrayList<>();
        try {
            for (X509Certificate each : Pem.certificates(pem, name)) {
                holders.add(new X509CertificateHolder(each.getEncoded()));
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(name + " has a certificate that is damaged", e);
        }
        return holders;
    }

    /**
     * The private key of a text: PKCS#8, or the older forms of RSA, DSA and EC.
     *
     * @param passphrase of a key that is protected; empty: it is not
     * @throws IllegalArgumentException when there is none that can be read
     */
    public static PrivateKeyInfo keyInfo(byte[] pem, String name, Optional<Secret> passphrase) {
        if (Pem.encrypted(pem) && passphrase.isEmpty()) {
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
                                            .setProvider(RareKeys.bouncyCastle())
                                            .build(word))
                            .getPrivateKeyInfo();
                } else if (each instanceof PKCS8EncryptedPrivateKeyInfo key) {
                    return key.decryptPrivateKeyInfo(
                            new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(RareKeys.bouncyCastle())
                                    .build(word));
                }
            }
        } catch (IOException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name
                            + (Pem.encrypted(pem)
                                    ? " has a private key of another passphrase"
                                    : " has no private key in PEM form that can be read"),
                    e);
        }
        throw new IllegalArgumentException(
                name + " has no private key in PEM form that can be read");
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

    /** A key that only a passphrase opens: PKCS#8, with AES-256. */
    static byte[] written(PrivateKey key, Secret passphrase) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(
                    new PKCS8Generator(
                            PrivateKeyInfo.getInstance(key.getEncoded()),
                            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                    .setProvider(RareKeys.bouncyCastle())
                                    .setPassword(passphrase.value().toCharArray())
                                    .build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("AES-256 is always there", e);
        }
        return text.toString().getBytes(US_ASCII);
    }

    static byte[] written(PrivateKeyInfo key) {
        try {
            return Pem.written("PRIVATE KEY", key.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
