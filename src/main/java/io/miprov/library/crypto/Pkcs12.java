package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * What a PKCS#12 file holds (RFC 7292). Java's own keystores write names in lower case, so they do
 * not do for it.
 *
 * @param name of the key; may be empty
 * @param key with the first of the certificates, which proves it; empty: only certificates
 */
record Pkcs12(String name, Optional<PrivateKeyInfo> key, List<X509CertificateHolder> certificates) {
    private static final int ROUNDS = 20_000;

    /** Whether two hold the same; the order of certificates above the first does not matter. */
    boolean same(Pkcs12 other) {
        return name.equals(other.name)
                && key.equals(other.key)
                && new LinkedHashSet<>(certificates).equals(new LinkedHashSet<>(other.certificates))
                && (key.isEmpty() || certificates.get(0).equals(other.certificates.get(0)));
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it is none, or has another password
     */
    static Pkcs12 read(byte[] bytes, Secret password, String path) {
        char[] word = password.value().toCharArray();
        InputDecryptorProvider opener =
                new JcePKCSPBEInputDecryptorProviderBuilder()
                        .setProvider(RareKeys.bouncyCastle())
                        .build(word);
        try {
            PKCS12PfxPdu file = new PKCS12PfxPdu(bytes);
            boolean mine =
                    !file.hasMac()
                            || file.isMacValid(
                                    new JcePKCS12MacCalculatorBuilderProvider()
                                            .setProvider(RareKeys.bouncyCastle()),
                                    word);
            if (!mine) {
                throw new IllegalArgumentException("the password is not that of " + path);
            }
            Reading reading = new Reading(opener);
            for (ContentInfo part : file.getContentInfos()) {
                reading.part(part);
            }
            return reading.result();
        } catch (IOException | PKCSException e) {
            throw new IllegalArgumentException(
                    path + " is no PKCS#12 file, or is damaged: " + e.getMessage(), e);
        }
    }

    /** Collects what the parts of a file hold. */
    private static final class Reading {
        private final InputDecryptorProvider opener;
        private final List<X509CertificateHolder> named = new ArrayList<>();
        private final List<X509CertificateHolder> others = new ArrayList<>();
        private Optional<PrivateKeyInfo> key = Optional.empty();
        private String name = "";

        Reading(InputDecryptorProvider opener) {
            this.opener = opener;
        }

        void part(ContentInfo part) throws PKCSException {
            boolean closed = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
            PKCS12SafeBagFactory bags =
                    closed
                            ? new PKCS12SafeBagFactory(part, opener)
                            : new PKCS12SafeBagFactory(part);
            for (PKCS12SafeBag bag : bags.getSafeBags()) {
                bag(bag);
            }
        }

        private void bag(PKCS12SafeBag bag) throws PKCSException {
            Object value = bag.getBagValue();
            if (value instanceof PKCS8EncryptedPrivateKeyInfo closed) {
                key = Optional.of(closed.decryptPrivateKeyInfo(opener));
                name = name(bag);
            } else if (value instanceof PrivateKeyInfo open) {
                key = Optional.of(open);
                name = name(bag);
            } else if (value instanceof X509CertificateHolder certificate) {
                (attribute(bag, PKCS12SafeBag.localKeyIdAttribute) == null ? others : named)
                        .add(certificate);
            }
        }

        private static String name(PKCS12SafeBag bag) {
            Object name = attribute(bag, PKCS12SafeBag.friendlyNameAttribute);
            return name == null ? "" : name.toString();
        }

        private static Object attribute(PKCS12SafeBag bag, ASN1ObjectIdentifier kind) {
            if (bag.getAttributes() == null) {
                return null;
            }
            for (org.bouncycastle.asn1.pkcs.Attribute each : bag.getAttributes()) {
                if (each.getAttrType().equals(kind)) {
                    return each.getAttributeValues()[0];
                }
            }
            return null;
        }

        Pkcs12 result() {
            List<X509CertificateHolder> all = new ArrayList<>(named);
            all.addAll(others);
            return new Pkcs12(name, key, all);
        }
    }

    /**
     * Writes a file.
     *
     * @param old whether as programs before 2022 read it
     */
    byte[] written(Secret password, boolean old) {
        char[] word = password.value().toCharArray();
        try {
            PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
            List<PKCS12SafeBag> bags = new ArrayList<>();
            for (X509CertificateHolder certificate : certificates) {
                PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(certificate);
                if (key.isPresent() && bags.isEmpty()) {
                    label(bag);
                }
                bags.add(bag.build());
            }
            if (!bags.isEmpty()) {
                file.addEncryptedData(encryptor(word, old), bags.toArray(PKCS12SafeBag[]::new));
            }
            if (key.isPresent()) {
                PKCS12SafeBagBuilder bag =
                        new PKCS12SafeBagBuilder(key.get(), encryptor(word, old));
                label(bag);
                file.addData(bag.build());
            }
            JcePKCS12MacCalculatorBuilder mac =
                    new JcePKCS12MacCalculatorBuilder(
                            old ? OIWObjectIdentifiers.idSHA1 : NISTObjectIdentifiers.id_sha256);
            return file.build(
                            mac.setProvider(RareKeys.bouncyCastle()).setIterationCount(ROUNDS),
                            word)
                    .getEncoded();
        } catch (IOException | PKCSException | OperatorCreationException e) {
            throw new IllegalArgumentException(
                    "the PKCS#12 file can not be made: " + e.getMessage(), e);
        }
    }

    private void label(PKCS12SafeBagBuilder bag) {
        bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(name));
        bag.addBagAttribute(
                PKCS12SafeBag.localKeyIdAttribute,
                Wanted.identifier(certificates.get(0).getSubjectPublicKeyInfo()));
    }

    private static OutputEncryptor encryptor(char[] word, boolean old)
            throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(
                        old
                                ? PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC
                                : NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(RareKeys.bouncyCastle())
                .setIterationCount(ROUNDS)
                .build(word);
    }
}
