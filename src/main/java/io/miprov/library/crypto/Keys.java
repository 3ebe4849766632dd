package io.miprov.library.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * Private keys and their public halves. What most have is done without Bouncy Castle: to check the
 * signatures of its jars takes a quarter of a second.
 */
public final class Keys {
    private static final List<String> OF_THE_JDK = List.of("RSA", "EC", "EdDSA", "DSA", "XDH");

    private Keys() {}

    /** The private key of a PKCS#8 structure, where the JDK knows its kind. */
    static Optional<PrivateKey> ofTheJdk(byte[] pkcs8) {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : OF_THE_JDK) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
            } catch (GeneralSecurityException e) {
                // of another kind
            }
        }
        return Optional.empty();
    }

    /** The public half of a private key. */
    public static PublicKey publicKey(PrivateKey key) {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            return RareKeys.publicKey(key);
        }
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    /** Whether what the private key signs, the public key proves. */
    public static boolean belongTogether(PrivateKey key, PublicKey of) {
        String algorithm = key.getAlgorithm();
        if (!algorithm.equals(of.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature =
                    Signature.getInstance(
                            algorithm.equals("RSA")
                                    ? "SHA256withRSA"
                                    : algorithm.equals("EC") ? "SHA256withECDSA" : algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(of);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
