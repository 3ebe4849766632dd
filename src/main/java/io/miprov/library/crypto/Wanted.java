package io.miprov.library.crypto;

import io.miprov.library.crypto.OpensslCsrModule.Params;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** The extensions that a request should have (RFC 5280, 4.2; the last of them RFC 7633). */
final class Wanted {
    private static final ASN1ObjectIdentifier TLS_FEATURE =
            new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    private static final int STATUS_REQUEST = 5;
    private static final Map<String, Integer> USAGES =
            Map.ofEntries(
                    Map.entry("digitalsignature", KeyUsage.digitalSignature),
                    Map.entry("nonrepudiation", KeyUsage.nonRepudiation),
                    Map.entry("contentcommitment", KeyUsage.nonRepudiation),
                    Map.entry("keyencipherment", KeyUsage.keyEncipherment),
                    Map.entry("dataencipherment", KeyUsage.dataEncipherment),
                    Map.entry("keyagreement", KeyUsage.keyAgreement),
                    Map.entry("keycertsign", KeyUsage.keyCertSign),
                    Map.entry("certificatesign", KeyUsage.keyCertSign),
                    Map.entry("crlsign", KeyUsage.cRLSign),
                    Map.entry("encipheronly", KeyUsage.encipherOnly),
                    Map.entry("decipheronly", KeyUsage.decipherOnly));
    private static final Map<String, KeyPurposeId> PURPOSES =
            Map.ofEntries(
                    Map.entry("serverauth", KeyPurposeId.id_kp_serverAuth),
                    Map.entry("tlswebserverauthentication", KeyPurposeId.id_kp_serverAuth),
                    Map.entry("clientauth", KeyPurposeId.id_kp_clientAuth),
                    Map.entry("tlswebclientauthentication", KeyPurposeId.id_kp_clientAuth),
                    Map.entry("codesigning", KeyPurposeId.id_kp_codeSigning),
                    Map.entry("emailprotection", KeyPurposeId.id_kp_emailProtection),
                    Map.entry("timestamping", KeyPurposeId.id_kp_timeStamping),
                    Map.entry("ocspsigning", KeyPurposeId.id_kp_OCSPSigning),
                    Map.entry("anyextendedkeyusage", KeyPurposeId.anyExtendedKeyUsage));

    private final ExtensionsGenerator all = new ExtensionsGenerator();

    private Wanted() {}

    /**
     * @param names those it is good for; none: it does not say
     */
    static Extensions of(Params params, List<String> names, SubjectPublicKeyInfo key) {
        Wanted wanted = new Wanted();
        try {
            wanted.add(params, names, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wanted.all.isEmpty() ? null : wanted.all.generate();
    }

    private void add(Params params, List<String> names, SubjectPublicKeyInfo key)
            throws IOException {
        if (!names.isEmpty()) {
            boolean critical = params.subjectAltNameCritical();
            all.addExtension(Extension.subjectAlternativeName, critical, AltNames.of(names));
        }
        if (given(params.keyUsage())) {
            all.addExtension(
                    Extension.keyUsage, params.keyUsageCritical(), usage(params.keyUsage().get()));
        }
        if (given(params.extendedKeyUsage())) {
            all.addExtension(
                    Extension.extendedKeyUsage,
                    params.extendedKeyUsageCritical(),
                    purposes(params.extendedKeyUsage().get()));
        }
        if (given(params.basicConstraints())) {
            all.addExtension(
                    Extension.basicConstraints,
                    params.basicConstraintsCritical(),
                    basic(params.basicConstraints().get()));
        }
        if (params.ocspMustStaple()) {
            all.addExtension(
                    TLS_FEATURE,
                    params.ocspMustStapleCritical(),
                    new DERSequence(new ASN1Integer(STATUS_REQUEST)));
        }
        if (given(params.nameConstraintsPermitted()) || given(params.nameConstraintsExcluded())) {
            all.addExtension(
                    Extension.nameConstraints,
                    params.nameConstraintsCritical(),
                    new NameConstraints(
                            subtrees(params.nameConstraintsPermitted()),
                            subtrees(params.nameConstraintsExcluded())));
        }
        identifiers(params, key);
    }

    private static boolean given(Optional<List<String>> list) {
        return list.filter(all -> !all.isEmpty()).isPresent();
    }

    private void identifiers(Params params, SubjectPublicKeyInfo key) throws IOException {
        if (params.createSubjectKeyIdentifier()) {
            all.addExtension(Extension.subjectKeyIdentifier, false, identifier(key));
        }
        if (params.subjectKeyIdentifier().isPresent()) {
            byte[] id = hex("subject_key_identifier", params.subjectKeyIdentifier().get());
            all.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(id));
        }
        if (params.authorityKeyIdentifier().isPresent()) {
            byte[] id = hex("authority_key_identifier", params.authorityKeyIdentifier().get());
            all.addExtension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(id));
        }
    }

    /** The digest of a public key by which certificates name it. */
    static SubjectKeyIdentifier identifier(SubjectPublicKeyInfo key) {
        try {
            return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static byte[] hex(String parameter, String text) {
        try {
            return HexFormat.of().parseHex(text.replace(":", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot parse " + parameter + ": " + text, e);
        }
    }

    private static KeyUsage usage(List<String> words) {
        int bits = 0;
        for (String word : words) {
            bits |= known(USAGES, word, "key usage");
        }
        return new KeyUsage(bits);
    }

    private static ExtendedKeyUsage purposes(List<String> words) {
        return new ExtendedKeyUsage(
                words.stream()
                        .map(
                                word ->
                                        word.matches("\\d+(\\.\\d+)+")
                                                ? KeyPurposeId.getInstance(
                                                        new ASN1ObjectIdentifier(word))
                                                : known(PURPOSES, word, "extended key usage"))
                        .toArray(KeyPurposeId[]::new));
    }

    private static <T> T known(Map<String, T> words, String word, String what) {
        T found = words.get(word.replace(" ", "").toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new IllegalArgumentException("Unknown " + what + " \"" + word + "\"");
        }
        return found;
    }

    private static ASN1Encodable basic(List<String> words) {
        boolean authority = words.contains("CA:TRUE");
        for (String word : words) {
            if (word.startsWith("pathlen:")) {
                return new BasicConstraints(Integer.parseInt(word.substring("pathlen:".length())));
            }
            if (!word.equals("CA:TRUE") && !word.equals("CA:FALSE")) {
                throw new IllegalArgumentException("Unknown basic constraint \"" + word + "\"");
            }
        }
        return new BasicConstraints(authority);
    }

    private static GeneralSubtree[] subtrees(Optional<List<String>> names) {
        return names.filter(list -> !list.isEmpty())
                .map(
                        list ->
                                list.stream()
                                        .map(name -> new GeneralSubtree(AltNames.of(name)))
                                        .toArray(GeneralSubtree[]::new))
                .orElse(null);
    }
}
