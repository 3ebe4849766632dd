package io.miprov.library.mi;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * The certificate that each WSO2 product is shipped with, whose private key everybody has: for
 * localhost, signed by itself, under the alias wso2carbon. (configuring-keystores.md)
 */
final class DefaultCertificate {
    private static final String ALIAS = "wso2carbon";

    private DefaultCertificate() {}

    static boolean is(String alias, X509Certificate certificate) {
        boolean own =
                certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                        && CertificateFit.commonName(certificate).equals("localhost");
        return own && (alias.toLowerCase(Locale.ROOT).startsWith(ALIAS) || ofWso2(certificate));
    }

    private static boolean ofWso2(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .anyMatch(
                                    rdn ->
                                            List.of("O", "OU").contains(rdn.getType())
                                                    && rdn.getValue().equals("WSO2"));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
