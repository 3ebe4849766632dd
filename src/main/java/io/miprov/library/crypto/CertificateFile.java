package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.miprov.library.crypto.X509CertificateModule.Identifier;
import io.miprov.library.crypto.X509CertificateModule.Params;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** Whether a certificate is as wanted, and a new one when it is not. */
final class CertificateFile {
    private static final int SERIAL_BITS = 159;

    private final Params params;
    private final CertificateInputs inputs;
    private final Validity validity;
    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

    CertificateFile(Params params, CertificateInputs inputs, Validity validity) {
        this.params = params;
        this.inputs = inputs;
        this.validity = validity;
        try {
            extend();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that the request asks for, and those that name keys. */
    private void extend() throws IOException {
        Extensions asked = inputs.request().getRequestedExtensions();
        if (asked != null) {
            for (ASN1ObjectIdentifier kind : asked.getExtensionOIDs()) {
                extensions.put(kind, asked.getExtension(kind));
            }
        }
        Identifier create = params.subjectKeyIdentifier();
        boolean lacks = !extensions.containsKey(Extension.subjectKeyIdentifier);
        if (create == Identifier.ALWAYS_CREATE
                || create == Identifier.CREATE_IF_NOT_PROVIDED && lacks) {
            SubjectKeyIdentifier id = Wanted.identifier(inputs.request().getSubjectPublicKeyInfo());
            extensions.put(
                    Extension.subjectKeyIdentifier,
                    new Extension(Extension.subjectKeyIdentifier, false, id.getEncoded()));
        }
        if (params.authorityKeyIdentifier()) {
            extensions.put(
                    Extension.authorityKeyIdentifier,
                    new Extension(
                            Extension.authorityKeyIdentifier,
                            false,
                            authority(inputs.authority().orElseThrow()).getEncoded()));
        }
    }

    private static AuthorityKeyIdentifier authority(X509CertificateHolder by) {
        SubjectKeyIdentifier id = SubjectKeyIdentifier.fromExtensions(by.getExtensions());
        SubjectKeyIdentifier known =
                id == null ? Wanted.identifier(by.getSubjectPublicKeyInfo()) : id;
        return new AuthorityKeyIdentifier(known.getKeyIdentifier());
    }

    MadeFile.Made made(Optional<byte[]> was) {
        Optional<X509CertificateHolder> has = was.flatMap(this::read);
        boolean keeps = !params.force() && has.filter(this::fits).isPresent();
        X509CertificateHolder now = keeps ? has.orElseThrow() : fresh();
        byte[] bytes = keeps ? was.orElseThrow() : written(now);
        return new MadeFile.Made(
                bytes,
                tells(now, bytes),
                has.map(CertificateFile::described).orElse(""),
                described(now));
    }

    private Optional<X509CertificateHolder> read(byte[] bytes) {
        try {
            return Optional.of(PemForms.holders(bytes, params.path()).get(0));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean fits(X509CertificateHolder has) {
        return RareKeys.same(
                        has.getSubjectPublicKeyInfo(), inputs.request().getSubjectPublicKeyInfo())
                && inputs.key()
                        .filter(
                                key ->
                                        !RareKeys.same(
                                                has.getSubjectPublicKeyInfo(),
                                                RareKeys.publicHalf(key)))
                        .isEmpty()
                && has.getSubject().equals(inputs.request().getSubject())
                && has.getIssuer().equals(inputs.issuer())
                && Signing.proves(has, RareKeys.publicHalf(inputs.signer()))
                && extensions.equals(extensions(has))
                && (params.ignoreTimestamps() || isValidAsWanted(has));
    }

    private static Map<ASN1ObjectIdentifier, Extension> extensions(X509CertificateHolder has) {
        Map<ASN1ObjectIdentifier, Extension> all = new LinkedHashMap<>();
        for (Object kind : has.getExtensionOIDs()) {
            all.put((ASN1ObjectIdentifier) kind, has.getExtension((ASN1ObjectIdentifier) kind));
        }
        return all;
    }

    private boolean isValidAsWanted(X509CertificateHolder has) {
        return has.getNotBefore().toInstant().equals(validity.from())
                && has.getNotAfter().toInstant().equals(validity.until());
    }

    private X509CertificateHolder fresh() {
        X509v3CertificateBuilder builder =
                new X509v3CertificateBuilder(
                        inputs.issuer(),
                        new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                        Date.from(validity.from()),
                        Date.from(validity.until()),
                        inputs.request().getSubject(),
                        inputs.request().getSubjectPublicKeyInfo());
        try {
            for (Extension each : extensions.values()) {
                builder.addExtension(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String digest = params.selfSigned() ? params.selfsignedDigest() : params.owncaDigest();
        return builder.build(Signing.signer(inputs.signer(), digest));
    }

    private static byte[] written(X509CertificateHolder certificate) {
        try {
            return Pem.written("CERTIFICATE", certificate.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String described(X509CertificateHolder certificate) {
        return "subject: %s\nissuer: %s\nvalid: %s to %s\n"
                .formatted(
                        certificate.getSubject(),
                        certificate.getIssuer(),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant());
    }

    private Map<String, Object> tells(X509CertificateHolder now, byte[] bytes) {
        Map<String, Object> tells = new LinkedHashMap<>();
        tells.put("notBefore", Validity.written(now.getNotBefore().toInstant()));
        tells.put("notAfter", Validity.written(now.getNotAfter().toInstant()));
        tells.put("serial_number", now.getSerialNumber());
        if (params.returnContent()) {
            tells.put("certificate", new String(bytes, US_ASCII));
        }
        return tells;
    }
}
