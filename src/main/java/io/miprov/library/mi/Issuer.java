package io.miprov.library.mi;

import io.miprov.library.crypto.Pem;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Makes keys, and certificates for them. The only one here that needs Bouncy Castle. */
final class Issuer {
    private static final int SERIAL_BITS = 127;

    private Issuer() {}

    /** A certificate and its key. */
    record Authority(X509Certificate certificate, PrivateKey key) {}

    /**
     * What a certificate says.
     *
     * @param authority who signs it; empty: it signs itself
     */
    record Subject(
            String commonName,
            Collection<AltName> names,
            boolean ca,
            Instant now,
            int days,
            Optional<Authority> authority) {}

    static KeyPair keyPair(boolean rsa, int size) {
        try {
            if (rsa) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(size);
                return generator.generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp" + size + "r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key of this kind can be made here", e);
        }
    }

    static X509Certificate certificate(Subject subject, PublicKey key, PrivateKey own) {
        try {
            X500Name name =
                    new X500NameBuilder(BCStyle.INSTANCE)
                            .addRDN(BCStyle.CN, subject.commonName())
                            .build();
            X500Name issuer = name;
            PrivateKey signer = own;
            if (subject.authority().isPresent()) {
                Authority authority = subject.authority().get();
                issuer = new JcaX509CertificateHolder(authority.certificate()).getSubject();
                signer = authority.key();
            }
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                            Date.from(subject.now().minus(1, ChronoUnit.HOURS)),
                            Date.from(end(subject)),
                            name,
                            key);
            extend(builder, subject, key);
            String algorithm = signer.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256with" + algorithm)
                                            .build(signer)));
        } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the certificate could not be made: " + e.getMessage(), e);
        }
    }

    /** A request for a certificate for another authority, as PEM. */
    static byte[] request(String commonName, Collection<AltName> names, KeyPair pair) {
        try {
            String algorithm = pair.getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
            PKCS10CertificationRequest request =
                    builder(commonName, names, pair.getPublic())
                            .build(
                                    new JcaContentSignerBuilder("SHA256with" + algorithm)
                                            .build(pair.getPrivate()));
            return Pem.written("CERTIFICATE REQUEST", request.getEncoded());
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalArgumentException("the request could not be made", e);
        }
    }

    /** What such a request says, without its signature. */
    static byte[] request(String commonName, Collection<AltName> names, PublicKey key)
            throws IOException {
        ContentSigner nobody = new Unsigned();
        return builder(commonName, names, key)
                .build(nobody)
                .toASN1Structure()
                .getCertificationRequestInfo()
                .getEncoded();
    }

    /** Signs nothing, to see what would be signed. */
    private static final class Unsigned implements ContentSigner {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption);
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public byte[] getSignature() {
            return new byte[0];
        }
    }

    private static JcaPKCS10CertificationRequestBuilder builder(
            String commonName, Collection<AltName> names, PublicKey key) throws IOException {
        JcaPKCS10CertificationRequestBuilder builder =
                new JcaPKCS10CertificationRequestBuilder(
                        new X500NameBuilder(BCStyle.INSTANCE)
                                .addRDN(BCStyle.CN, commonName)
                                .build(),
                        key);
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.keyUsage, true, usage(false, key.getAlgorithm().equals("RSA")));
        extensions.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                        new KeyPurposeId[] {
                            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                        }));
        if (!names.isEmpty()) {
            extensions.addExtension(Extension.subjectAlternativeName, false, names(names));
        }
        return (JcaPKCS10CertificationRequestBuilder)
                builder.addAttribute(
                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
    }

    /** No certificate outlives its authority. */
    private static Instant end(Subject subject) {
        Instant end = subject.now().plus(subject.days(), ChronoUnit.DAYS);
        return subject.authority()
                .map(authority -> authority.certificate().getNotAfter().toInstant())
                .filter(last -> last.isBefore(end))
                .orElse(end);
    }

    private static void extend(JcaX509v3CertificateBuilder builder, Subject subject, PublicKey key)
            throws IOException, GeneralSecurityException {
        JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(subject.ca()));
        builder.addExtension(
                Extension.keyUsage, true, usage(subject.ca(), key.getAlgorithm().equals("RSA")));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(key));
        if (subject.authority().isPresent()) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    ids.createAuthorityKeyIdentifier(
                            subject.authority().get().certificate().getPublicKey()));
        }
        if (!subject.ca()) {
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            new KeyPurposeId[] {
                                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                            }));
        }
        if (!subject.names().isEmpty()) {
            builder.addExtension(Extension.subjectAlternativeName, false, names(subject.names()));
        }
    }

    private static KeyUsage usage(boolean ca, boolean rsa) {
        if (ca) {
            return new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        }
        int encipherment = rsa ? KeyUsage.keyEncipherment | KeyUsage.dataEncipherment : 0;
        return new KeyUsage(KeyUsage.digitalSignature | encipherment);
    }

    private static GeneralNames names(Collection<AltName> names) {
        return new GeneralNames(
                names.stream()
                        .map(
                                name ->
                                        new GeneralName(
                                                name.address()
                                                        ? GeneralName.iPAddress
                                                        : GeneralName.dNSName,
                                                name.value()))
                        .toArray(GeneralName[]::new));
    }
}
