package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.miprov.library.crypto.OpensslCsrModule.Params;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Whether a request for a certificate is as wanted, and a new one when it is not. */
final class CsrFile {
    private static final Set<ASN1ObjectIdentifier> UNORDERED =
            Set.of(Extension.subjectAlternativeName, Extension.extendedKeyUsage);

    private final Params params;
    private final Subject subject;
    private final PrivateKeyInfo key;
    private final SubjectPublicKeyInfo half;
    private final List<String> names;
    private final Extensions extensions;

    CsrFile(Params params, Subject subject, MadeFile.Inputs inputs) {
        this.params = params;
        this.subject = subject;
        this.key =
                inputs.key(
                                params.privatekeyPath(),
                                params.privatekeyContent(),
                                "privatekey_content",
                                params.privatekeyPassphrase())
                        .orElseThrow();
        this.half = RareKeys.publicHalf(key);
        this.names = names(params, subject);
        this.extensions = Wanted.of(params, names, half);
    }

    private static List<String> names(Params params, Subject subject) {
        List<String> given = params.subjectAltName().orElse(List.of());
        if (!given.isEmpty() || !params.useCommonNameForSan()) {
            return given;
        }
        return subject.commonName().map(name -> "DNS:" + name).stream().toList();
    }

    MadeFile.Made made(Optional<byte[]> was) {
        Optional<PKCS10CertificationRequest> has = was.flatMap(this::read);
        byte[] bytes =
                !params.force() && has.filter(this::fits).isPresent() ? was.orElseThrow() : fresh();
        return new MadeFile.Made(
                bytes,
                tells(bytes),
                has.map(request -> request.getSubject() + "\n").orElse(""),
                subject.name() + "\n" + String.join("\n", names) + "\n");
    }

    private Optional<PKCS10CertificationRequest> read(byte[] bytes) {
        try {
            return Optional.of(PemForms.request(bytes, params.path()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean fits(PKCS10CertificationRequest request) {
        return RareKeys.same(request.getSubjectPublicKeyInfo(), half)
                && Signing.proves(request)
                && subject.is(request.getSubject())
                && same(request.getRequestedExtensions());
    }

    private boolean same(Extensions has) {
        if (has == null || extensions == null) {
            return has == null && extensions == null;
        }
        List<ASN1ObjectIdentifier> wanted = Arrays.asList(extensions.getExtensionOIDs());
        return new HashSet<>(wanted).equals(new HashSet<>(Arrays.asList(has.getExtensionOIDs())))
                && wanted.stream()
                        .allMatch(
                                kind ->
                                        same(
                                                has.getExtension(kind),
                                                extensions.getExtension(kind)));
    }

    private static boolean same(Extension one, Extension two) {
        if (one.isCritical() != two.isCritical()) {
            return false;
        }
        return UNORDERED.contains(one.getExtnId())
                ? parts(one).equals(parts(two))
                : one.getExtnValue().equals(two.getExtnValue());
    }

    private static Set<ASN1Encodable> parts(Extension extension) {
        return new HashSet<>(
                Arrays.asList(ASN1Sequence.getInstance(extension.getParsedValue()).toArray()));
    }

    private byte[] fresh() {
        PKCS10CertificationRequestBuilder builder =
                new PKCS10CertificationRequestBuilder(subject.name(), half);
        if (extensions != null) {
            builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions);
        }
        try {
            return Pem.written(
                    "CERTIFICATE REQUEST",
                    builder.build(Signing.signer(key, params.digest())).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> tells(byte[] bytes) {
        Map<String, Object> tells = new LinkedHashMap<>();
        tells.put("subject", subject.told());
        tells.put("subjectAltName", names);
        tells.put("keyUsage", params.keyUsage().orElse(List.of()));
        tells.put("extendedKeyUsage", params.extendedKeyUsage().orElse(List.of()));
        tells.put("basicConstraints", params.basicConstraints().orElse(List.of()));
        tells.put("ocspMustStaple", params.ocspMustStaple());
        tells.put(
                "name_constraints_permitted", params.nameConstraintsPermitted().orElse(List.of()));
        tells.put("name_constraints_excluded", params.nameConstraintsExcluded().orElse(List.of()));
        if (params.returnContent()) {
            tells.put("csr", new String(bytes, US_ASCII));
        }
        return tells;
    }
}
