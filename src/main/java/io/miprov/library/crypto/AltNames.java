package io.miprov.library.crypto;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * Names that a certificate is good for, as OpenSSL and Ansible write them: {@code DNS:example.org}.
 */
final class AltNames {

    private AltNames() {}

    static GeneralNames of(List<String> names) {
        return new GeneralNames(names.stream().map(AltNames::of).toArray(GeneralName[]::new));
    }

    static GeneralName of(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1).strip();
        try {
            return switch (colon < 0 ? "" : text.substring(0, colon).strip()) {
                case "DNS" -> new GeneralName(GeneralName.dNSName, java.net.IDN.toASCII(value));
                case "IP" -> new GeneralName(GeneralName.iPAddress, value);
                case "email" -> new GeneralName(GeneralName.rfc822Name, value);
                case "URI" -> new GeneralName(GeneralName.uniformResourceIdentifier, value);
                case "RID" -> new GeneralName(GeneralName.registeredID, value);
                case "dirName" -> new GeneralName(new X500Name(value));
                case "otherName" -> new GeneralName(GeneralName.otherName, other(value));
                default ->
                        throw new IllegalArgumentException(
                                "it should begin with DNS:, IP:, email:, URI:, RID:, dirName: or"
                                        + " otherName:");
            };
        } catch (IllegalArgumentException | IOException e) {
            throw new IllegalArgumentException(
                    "Cannot parse Subject Alternative Name \"" + text + "\": " + e.getMessage(), e);
        }
    }

    /** A number, a semicolon, and DER in hex or {@code UTF8:} or {@code IA5:} and a text. */
    private static ASN1Encodable other(String text) throws IOException {
        String[] halves = text.split(";", 2);
        if (halves.length < 2) {
            throw new IllegalArgumentException("otherName needs a number, a semicolon and a value");
        }
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1ObjectIdentifier(halves[0]));
        parts.add(new DERTaggedObject(true, 0, value(halves[1])));
        return new DERSequence(parts);
    }

    private static ASN1Encodable value(String text) throws IOException {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        return switch (kind) {
            case "UTF8", "UTF8String" -> new DERUTF8String(text.substring(colon + 1));
            case "IA5", "IA5STRING" -> new DERIA5String(text.substring(colon + 1));
            default -> ASN1Primitive.fromByteArray(HexFormat.of().parseHex(text.replace(":", "")));
        };
    }
}
