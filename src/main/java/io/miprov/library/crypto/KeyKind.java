package io.miprov.library.crypto;

import io.miprov.library.crypto.OpensslPrivatekeyModule.Params;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * What kind a key is of.
 *
 * @param detail the bits of an RSA or DSA key, the curve of an ECC key by its number; else empty
 */
record KeyKind(OpensslPrivatekeyModule.Type type, String detail) {

    static KeyKind wanted(Params params) {
        if (params.type() == OpensslPrivatekeyModule.Type.Ecc) {
            return new KeyKind(
                    OpensslPrivatekeyModule.Type.Ecc, curve(params.curve().orElseThrow()));
        }
        return new KeyKind(
                params.type(), params.type().sized() ? Integer.toString(params.size()) : "");
    }

    private static String curve(String name) {
        ASN1ObjectIdentifier number = ECNamedCurveTable.getOID(name);
        if (number == null) {
            throw new IllegalArgumentException("no curve is called `" + name + "`");
        }
        return number.getId();
    }

    static KeyKind of(PrivateKeyInfo key) {
        try {
            return of(PrivateKeyFactory.createKey(key), key);
        } catch (IOException e) {
            throw new IllegalArgumentException("a private key that is damaged", e);
        }
    }

    private static KeyKind of(AsymmetricKeyParameter key, PrivateKeyInfo info) {
        if (key instanceof RSAKeyParameters rsa) {
            return new KeyKind(
                    OpensslPrivatekeyModule.Type.Rsa,
                    Integer.toString(rsa.getModulus().bitLength()));
        } else if (key instanceof DSAKeyParameters dsa) {
            return new KeyKind(
                    OpensslPrivatekeyModule.Type.Dsa,
                    Integer.toString(dsa.getParameters().getP().bitLength()));
        } else if (key instanceof ECPrivateKeyParameters) {
            return new KeyKind(
                    OpensslPrivatekeyModule.Type.Ecc,
                    info.getPrivateKeyAlgorithm().getParameters().toString());
        } else if (key instanceof Ed25519PrivateKeyParameters) {
            return new KeyKind(OpensslPrivatekeyModule.Type.Edwards25519, "");
        } else if (key instanceof Ed448PrivateKeyParameters) {
            return new KeyKind(OpensslPrivatekeyModule.Type.Edwards448, "");
        }
        return new KeyKind(
                key instanceof X25519PrivateKeyParameters
                        ? OpensslPrivatekeyModule.Type.Curve25519
                        : OpensslPrivatekeyModule.Type.Curve448,
                "");
    }

    /** A new key of this kind; Bouncy Castle knows every curve, the JDK is faster with the rest. */
    PrivateKeyInfo make() {
        try {
            KeyPairGenerator generator =
                    type == OpensslPrivatekeyModule.Type.Ecc
                            ? KeyPairGenerator.getInstance("EC", RareKeys.bouncyCastle())
                            : KeyPairGenerator.getInstance(type.toString());
            if (type == OpensslPrivatekeyModule.Type.Ecc) {
                generator.initialize(
                        new ECGenParameterSpec(
                                ECNamedCurveTable.getName(new ASN1ObjectIdentifier(detail))));
            } else if (type.sized()) {
                generator.initialize(Integer.parseInt(detail));
            }
            return RareKeys.make(generator);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no key of the kind " + this + " can be made: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        if (type == OpensslPrivatekeyModule.Type.Ecc) {
            return type + " " + ECNamedCurveTable.getName(new ASN1ObjectIdentifier(detail));
        }
        return detail.isEmpty() ? type.toString() : type + " " + detail;
    }
}
