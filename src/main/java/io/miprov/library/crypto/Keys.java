package io.miprov.library.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;

/**
 * Private keys and their public halves. What most have is done without Bouncy Castle: to check the
 * signatures of its jars takes a quarter of a second.
 */
public final class Keys {
    private Keys() {}

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
