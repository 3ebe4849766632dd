package io.miprov.library.check;

import static io.miprov.library.check.Finding.error;
import static io.miprov.library.check.Finding.warning;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What can be wrong with the certificate that a server shows.
 *
 * @param what how people call it
 * @param now the time on the host
 * @param days for how many days it must be good
 */
public record CertificateChecks(String what, X509Certificate certificate, Instant now, int days) {
    private static final int LEAST_BITS = 2048;

    /** Its key, its signature, its end, and whether it is for these names. */
    public List<Finding> found(Collection<String> servers) {
        List<Finding> found = new ArrayList<>();
        if (certificate.getPublicKey() instanceof RSAPublicKey key
                && key.getModulus().bitLength() < LEAST_BITS) {
            found.add(
                    error(
                            "key_size",
                            what + " has an RSA key of " + key.getModulus().bitLength() + " bits",
                            "make one of " + LEAST_BITS + " or more: certificate"));
        }
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.contains("SHA1") || signature.contains("MD5")) {
            found.add(
                    error(
                            "signature",
                            what + " is signed with " + certificate.getSigAlgName(),
                            "have it signed with SHA-256"));
        }
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            found.add(error("expiry", what + " has expired on " + end, "renew it: certificate"));
        } else if (end.isBefore(now.plus(Duration.ofDays(days)))) {
            found.add(warning("expiry", what + " expires on " + end, "renew it: certificate"));
        }
        List<String> names = names();
        for (String server : servers) {
            if (names.stream().noneMatch(each -> matches(each, server))) {
                found.add(
                        error(
                                "certificate_name",
                                what + " is not for " + server + ", but for " + names,
                                "make one with that name among its subject alternative names"));
            }
        }
        return found;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.forEach(each -> names.add(String.valueOf(each.get(1))));
            }
        } catch (CertificateParsingException e) {
            names.add("names that can not be read");
        }
        return names;
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equalsIgnoreCase(name)
                || pattern.startsWith("*.")
                        && name.indexOf('.') > 0
                        && name.substring(name.indexOf('.') + 1)
                                .equalsIgnoreCase(pattern.substring(2));
    }
}
