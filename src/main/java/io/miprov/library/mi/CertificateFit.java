package io.miprov.library.mi;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Whether a certificate is still what is wanted, and if not, why. */
final class CertificateFit {
    private final X509Certificate certificate;
    private final List<String> reasons = new ArrayList<>();

    private CertificateFit(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /** Why it must be made anew; empty when it need not. */
    static List<String> reasons(
            X509Certificate certificate, Issuer.Subject wanted, int renewBefore) {
        CertificateFit fit = new CertificateFit(certificate);
        fit.checkNames(wanted);
        fit.checkIssuer(wanted);
        fit.checkTime(wanted.now(), renewBefore);
        return fit.reasons;
    }

    private void checkNames(Issuer.Subject wanted) {
        String has = commonName(certificate);
        if (!has.equals(wanted.commonName())) {
            reasons.add("it is for `" + has + "` and should be for `" + wanted.commonName() + "`");
        }
        Set<String> names = new TreeSet<>();
        wanted.names().forEach(name -> names.add(name.toString()));
        Set<String> hasNames = AltName.of(certificate);
        if (!hasNames.equals(names)) {
            reasons.add(
                    "its names are "
                            + (hasNames.isEmpty() ? "none" : String.join(", ", hasNames))
                            + " and should be "
                            + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        if (certificate.getBasicConstraints() >= 0 != wanted.ca()) {
            reasons.add(
                    wanted.ca()
                            ? "it is no authority's and should be"
                            : "it is an authority's and should not be");
        }
    }

    private void checkIssuer(Issuer.Subject wanted) {
        Optional<Issuer.Authority> authority = wanted.authority();
        PublicKey signer =
                authority
                        .map(by -> by.certificate().getPublicKey())
                        .orElseGet(certificate::getPublicKey);
        try {
            certificate.verify(signer);
        } catch (GeneralSecurityException e) {
            reasons.add(
                    authority
                            .map(by -> "it is not signed by `" + commonName(by.certificate()) + "`")
                            .orElse("it is not signed by itself"));
        }
    }

    private void checkTime(Instant now, int renewBefore) {
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            reasons.add("it expired on " + day(end));
        } else if (end.isBefore(now.plus(renewBefore, ChronoUnit.DAYS))) {
            reasons.add("it expires on " + day(end));
        } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
            reasons.add("it is not valid yet");
        }
    }

    static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> rdn.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }

    /** A key's kind in two words, such as {@code RSA 2048}. */
    static String kind(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        }
        if (key instanceof ECPublicKey ec) {
            return "EC " + ec.getParams().getCurve().getField().getFieldSize();
        }
        return key.getAlgorithm();
    }
}
