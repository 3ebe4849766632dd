package io.miprov.library.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Keys of all kinds, as Bouncy Castle knows them. */
final class RareKeys {
    private static final Provider BC = new BouncyCastleProvider();
    private static final List<String> DIGESTS =
            List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512");

    private RareKeys() {}

    /** For what the JDK does not have, such as rare curves; it is not installed as a provider. */
    static Provider bouncyCastle() {
        return BC;
    }

    /** A key as Java signs with it: the JDK's where it knows the kind, else Bouncy Castle's. */
    static PrivateKey usable(PrivateKeyInfo key) {
        try {
            Optional<PrivateKey> known = Keys.ofTheJdk(key.getEncoded());
            return known.isPresent() ? known.get() : BouncyCastleProvider.getPrivateKey(key);
        } catch (IOException e) {
            throw new IllegalArgumentException("a private key that is damaged", e);
        }
    }

    /** The public half of a private key. */
    static PublicKey publicKey(PrivateKey key) {
        try {
            byte[] half = publicHalf(PrivateKeyInfo.getInstance(key.getEncoded())).getEncoded();
            String algorithm = key.getAlgorithm();
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(half));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "a private key of the kind " + key.getAlgorithm() + ", which is not known here",
                    e);
        }
    }

    static SubjectPublicKeyInfo publicHalf(PrivateKeyInfo key) {
        try {
            AsymmetricKeyParameter half = half(PrivateKeyFactory.createKey(key));
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(half);
        } catch (IOException e) {
            throw new IllegalArgumentException("a private key that is damaged", e);
        }
    }

    private static AsymmetricKeyParameter half(AsymmetricKeyParameter key) {
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
        } else if (key instanceof ECPrivateKeyParameters ec) {
            return new ECPublicKeyParameters(
                    ec.getParameters().getG().multiply(ec.getD()), ec.getParameters());
        } else if (key instanceof DSAPrivateKeyParameters dsa) {
            BigInteger p = dsa.getParameters().getP();
            return new DSAPublicKeyParameters(
                    dsa.getParameters().getG().modPow(dsa.getX(), p), dsa.getParameters());
        } else if (key instanceof Ed25519PrivateKeyParameters ed) {
            return ed.generatePublicKey();
        } else if (key instanceof Ed448PrivateKeyParameters ed) {
            return ed.generatePublicKey();
        } else if (key instanceof X25519PrivateKeyParameters x) {
            return x.generatePublicKey();
        } else if (key instanceof X448PrivateKeyParameters x) {
            return x.generatePublicKey();
        }
        throw new IllegalArgumentException("a private key of a kind that is not known here");
    }

    /** Whether two public keys are the same, however they were made. */
    static boolean same(SubjectPublicKeyInfo one, SubjectPublicKeyInfo two) {
        return one.getAlgorithm().getAlgorithm().equals(two.getAlgorithm().getAlgorithm())
                && Arrays.equals(
                        one.getPublicKeyData().getBytes(), two.getPublicKeyData().getBytes());
    }

    /** A new key, as the generator was told. */
    static PrivateKeyInfo make(KeyPairGenerator generator) {
        return PrivateKeyInfo.getInstance(generator.generateKeyPair().getPrivate().getEncoded());
    }

    /** Digests of a public key, under Python's names for them, with colons between the bytes. */
    static Map<String, Object> fingerprints(SubjectPublicKeyInfo key) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String digest : DIGESTS) {
            all.put(
                    digest.toLowerCase(java.util.Locale.ROOT).replace("-", ""),
                    HexFormat.ofDelimiter(":").formatHex(digest(digest, key)));
        }
        return all;
    }

    private static byte[] digest(String name, SubjectPublicKeyInfo key) {
        try {
            return MessageDigest.getInstance(name).digest(key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
