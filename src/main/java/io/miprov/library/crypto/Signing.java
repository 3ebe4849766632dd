package io.miprov.library.crypto;

import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/** Signs requests and certificates, and proves that they are signed. */
final class Signing {
    private static final Map<String, String> DIGESTS =
            Map.of(
                    "sha1", "SHA1",
                    "sha224", "SHA224",
                    "sha256", "SHA256",
                    "sha384", "SHA384",
                    "sha512", "SHA512");

    private Signing() {}

    /**
     * Signs with a key.
     *
     * @param digest as Ansible names it; some kinds of keys have their own
     */
    static ContentSigner signer(PrivateKeyInfo key, String digest) {
        OpensslPrivatekeyModule.Type type = KeyKind.of(key).type();
        String algorithm =
                switch (type) {
                    case Rsa -> digest(digest) + "WITHRSA";
                    case Dsa -> digest(digest) + "WITHDSA";
                    case Ecc -> digest(digest) + "WITHECDSA";
                    case Edwards25519, Edwards448 -> type.toString();
                    case Curve25519, Curve448 ->
                            throw new IllegalArgumentException(type + " keys can not sign");
                };
        try {
            return new JcaContentSignerBuilder(algorithm)
                    .setProvider(RareKeys.bouncyCastle())
                    .build(org.bouncycastle.jce.provider.BouncyCastleProvider.getPrivateKey(key));
        } catch (OperatorCreationException | java.io.IOException e) {
            throw new IllegalArgumentException("the key can not sign: " + e.getMessage(), e);
        }
    }

    private static String digest(String name) {
        String known = DIGESTS.get(name.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new IllegalArgumentException(
                    "Unsupported digest \"" + name + "\"; there are " + DIGESTS.keySet());
        }
        return known;
    }

    /** Whether a request is signed with the key that it is for. */
    static boolean proves(PKCS10CertificationRequest request) {
        try {
            return request.isSignatureValid(
                    new JcaContentVerifierProviderBuilder()
                            .setProvider(RareKeys.bouncyCastle())
                            .build(request.getSubjectPublicKeyInfo()));
        } catch (OperatorCreationException | PKCSException e) {
            return false;
        }
    }

    /** Whether a certificate is signed with the key whose public half that is. */
    static boolean proves(X509CertificateHolder certificate, SubjectPublicKeyInfo signer) {
        try {
            return certificate.isSignatureValid(
                    new JcaContentVerifierProviderBuilder()
                            .setProvider(RareKeys.bouncyCastle())
                            .build(signer));
        } catch (OperatorCreationException | CertException e) {
            return false;
        }
    }
}
