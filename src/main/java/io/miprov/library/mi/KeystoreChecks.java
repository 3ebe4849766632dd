package io.miprov.library.mi;

import static io.miprov.library.check.Finding.error;

import io.miprov.diag.Secret;
import io.miprov.library.check.CertificateChecks;
import io.miprov.library.check.Finding;
import io.miprov.library.crypto.Keystores;
import io.miprov.module.Sums;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Checks of the keystores that a Micro Integrator's deployment.toml names. */
final class KeystoreChecks {
    private static final String SHIPPED = "wso2carbon";

    private final NodeReport node;
    private final MiCheckModule.Params params;
    private final List<Finding> found = new ArrayList<>();

    KeystoreChecks(NodeReport node, MiCheckModule.Params params) {
        this.node = node;
        this.params = params;
    }

    List<Finding> found() {
        if (node.settings().isEmpty()) {
            return found;
        }
        for (String role : List.of("keystore.primary", "keystore.internal", "truststore")) {
            if (role.equals("keystore.internal")
                    && node.setting(role + ".file_name", "").isEmpty()) {
                continue;
            }
            try {
                Optional<KeyStore> store = opened(role);
                if (store.isPresent()) {
                    check(role, store.get());
                }
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                found.add(
                        error(
                                "keystore",
                                role + ": " + e.getMessage(),
                                "give deployment.toml the password that the store has"));
            }
        }
        return found;
    }

    /**
     * The SHA-256 of the certificate that secrets are encrypted for; empty when it is not known.
     */
    String internal() {
        String role =
                node.setting("keystore.internal.file_name", "").isEmpty()
                        ? "keystore.primary"
                        : "keystore.internal";
        try {
            Optional<KeyStore> store = opened(role);
            Certificate its =
                    store.isEmpty()
                            ? null
                            : store.get().getCertificate(node.setting(role + ".alias", SHIPPED));
            return its == null ? "" : Sums.sha256(its.getEncoded());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return "";
        }
    }

    private Optional<KeyStore> opened(String role) throws GeneralSecurityException {
        String file =
                node.setting(
                        role + ".file_name",
                        "repository/resources/security/"
                                + (role.equals("truststore") ? "client-truststore" : SHIPPED)
                                + ".jks");
        byte[] bytes = node.files().get(file);
        if (bytes == null) {
            if (!file.startsWith("/")) {
                found.add(error("keystore", role + ": there is no " + file, "make it: keystore"));
            }
            return Optional.empty();
        }
        String password = node.setting(role + ".password", SHIPPED);
        if (password.startsWith("$")) {
            return params.keystorePassword().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Keystores.opened(bytes, file, params.keystorePassword().get()));
        }
        if (password.equals(SHIPPED)) {
            found.add(
                    error(
                            "default_password",
                            role + " has the password that everybody knows",
                            "make a keystore with another: keystore"));
        }
        return Optional.of(Keystores.opened(bytes, file, new Secret(password)));
    }

    private void check(String role, KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate
                    && shipped(alias, certificate)) {
                found.add(
                        error(
                                "default_certificate",
                                role
                                        + " has the certificate whose key everybody has ("
                                        + alias
                                        + ")",
                                "take it out: keystore"));
            }
        }
        if (role.equals("keystore.primary")) {
            String alias = node.setting(role + ".alias", SHIPPED);
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                Instant now =
                        node.number("epoch").map(Instant::ofEpochSecond).orElse(Instant.EPOCH);
                found.addAll(
                        new CertificateChecks(alias, certificate, now, params.days())
                                .found(List.of(node.setting("server.hostname", "localhost"))));
            } else {
                found.add(
                        error(
                                "keystore",
                                role + " has no certificate " + alias,
                                "set keystore.primary.alias to one that it has"));
            }
            if (!node.setting(role + ".key_password", "")
                    .equals(node.setting(role + ".password", ""))) {
                found.add(
                        error(
                                "key_password",
                                role + " has another password for its key",
                                "use the same for both, as Micro Integrator needs it"));
            }
        }
    }

    private static boolean shipped(String alias, X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        boolean signsItself =
                certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        return alias.equalsIgnoreCase(SHIPPED) && signsItself && subject.contains("CN=localhost");
    }
}
