package io.miprov.library.mi;

import io.miprov.library.crypto.Keys;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificates that prove a key, put in order: its own, then each one's signer, up to an
 * authority that signs itself or that the controller's Java knows. What a client would refuse is
 * refused here.
 */
final class CertificateChain {
    private static final int LEAST_RSA = 2048;
    private static final int LONGEST = 10;

    private final String name;
    private final Instant now;
    private final List<X509Certificate> chain = new ArrayList<>();

    private CertificateChain(String name, Instant now) {
        this.name = name;
        this.now = now;
    }

    /**
     * Finds it.
     *
     * @param key what it is to prove
     * @param keyName what people call the key, for the message, and {@code name} the certificate
     * @param given certificates, in any order; what is not needed is left out
     * @param trusted authorities that may end it
     * @throws IllegalArgumentException with what is wrong: another key's certificate, a signer that
     *     is missing or may not sign, one that is too old or too new, a key that is too short
     */
    static List<X509Certificate> of(
            PrivateKey key,
            String keyName,
            String name,
            List<X509Certificate> given,
            List<X509Certificate> trusted,
            Instant now) {
        X509Certificate own =
                given.stream()
                        .filter(each -> Keys.belongTogether(key, each.getPublicKey()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                name + " is not the certificate of " + keyName));
        CertificateChain made = new CertificateChain(name, now);
        made.add(own);
        made.complete(Stream.concat(given.stream(), trusted.stream()).toList());
        return made.chain;
    }

    private void complete(List<X509Certificate> known) {
        X509Certificate last = chain.get(0);
        while (!signed(last, last)) {
            Optional<X509Certificate> signer = signer(last, known);
            if (signer.isEmpty()) {
                if (signer(last, ofJava()).isPresent()) {
                    return;
                }
                throw new IllegalArgumentException(
                        "the chain of "
                                + name
                                + " is incomplete: the certificate of `"
                                + CertificateFit.commonName(last)
                                + "` was signed by `"
                                + last.getIssuerX500Principal()
                                + "`, whose certificate is not among those given; put it into"
                                + " `chain`");
            }
            last = signer.get();
            if (last.getBasicConstraints() < 0) {
                throw wrong(last, "signed another one of the chain, and may not");
            }
            add(last);
            if (chain.size() > LONGEST) {
                throw new IllegalArgumentException("the chain of " + name + " has no end");
            }
        }
    }

    private static Optional<X509Certificate> signer(
            X509Certificate of, List<X509Certificate> known) {
        return known.stream().filter(each -> signed(of, each)).findFirst();
    }

    private static boolean signed(X509Certificate certificate, X509Certificate by) {
        if (!certificate.getIssuerX500Principal().equals(by.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void add(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (end.isBefore(now)) {
            throw wrong(certificate, "expired on " + CertificateFit.day(end));
        }
        if (begin.isAfter(now)) {
            throw wrong(certificate, "is not valid before " + CertificateFit.day(begin));
        }
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < LEAST_RSA) {
            throw wrong(
                    certificate,
                    "has a key of "
                            + rsa.getModulus().bitLength()
                            + " bits; RSA needs "
                            + LEAST_RSA
                            + " or more");
        }
        chain.add(certificate);
    }

    private IllegalArgumentException wrong(X509Certificate certificate, String why) {
        return new IllegalArgumentException(
                "the certificate of `"
                        + CertificateFit.commonName(certificate)
                        + "` in the chain of "
                        + name
                        + " "
                        + why);
    }

    /** The authorities that the controller's Java trusts. */
    private static List<X509Certificate> ofJava() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            List<X509Certificate> all = new ArrayList<>();
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509TrustManager trust) {
                    all.addAll(List.of(trust.getAcceptedIssuers()));
                }
            }
            return all;
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    /**
     * Refuses a certificate that is not good for all of these names; {@code *.example.org} in it is
     * good for one more label.
     */
    static void checkNames(X509Certificate certificate, List<String> names, String file) {
        Set<String> has = AltName.of(certificate);
        List<String> missing =
                names.stream()
                        .map(AltName::parse)
                        .filter(name -> !covers(has, name))
                        .map(AltName::toString)
                        .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    file
                            + " is not good for "
                            + String.join(", ", missing)
                            + "; it is for "
                            + (has.isEmpty() ? "no name" : String.join(", ", has))
                            + ". Have one made with all names");
        }
    }

    private static boolean covers(Set<String> has, AltName name) {
        int dot = name.value().indexOf('.');
        return has.contains(name.toString())
                || !name.address()
                        && dot > 0
                        && has.contains("DNS:*" + name.value().substring(dot));
    }
}
