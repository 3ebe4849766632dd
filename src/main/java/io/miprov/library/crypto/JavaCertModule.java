package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Doc(
        value =
                """
                Puts a certificate to trust, or a key with its certificate, into a Java keystore, or takes it out. What
                else is in the store stays. The host needs no keytool for it.

                - java_cert:
                    cert_path: /etc/ssl/ca.crt
                    cert_alias: our-ca
                    keystore_path: /opt/java/lib/security/cacerts
                    keystore_pass: changeit
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class JavaCertModule implements Module<JavaCertModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the name of a server that greets with the certificate; the host must reach it")
                    Optional<String> certUrl,
            @Doc(value = "its port", orElse = "443") int certPort,
            @Doc(value = "the certificate on the host", path = true) Optional<String> certPath,
            @Doc("the certificate itself") Optional<String> certContent,
            @Doc("the alias of the certificate; of a server, its name without one")
                    Optional<String> certAlias,
            @Doc(value = "taken for Ansible's sake; what is put in is trusted", orElse = "no")
                    boolean trustCacert,
            @Doc(value = "a PKCS#12 file on the host with a key and its certificate", path = true)
                    Optional<String> pkcs12Path,
            @Doc(value = "its password", orElse = "") Secret pkcs12Password,
            @Doc(value = "the alias of the key in it", orElse = "1") String pkcs12Alias,
            @Doc(value = "the keystore", path = true) String keystorePath,
            @Doc("its password") Secret keystorePass,
            @Doc(value = "whether a missing keystore is made", orElse = "no")
                    boolean keystoreCreate,
            @Doc("the form of a new keystore: PKCS12, JKS or JCEKS") Optional<String> keystoreType,
            @Doc(value = "taken for Ansible's sake; no keytool is needed", orElse = "keytool")
                    String executable,
            @Doc(value = "whether it should be in the keystore", orElse = "present") State state,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {

        String alias() {
            return certAlias.or(() -> certUrl).orElse("");
        }
    }

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        long sources =
                Stream.of(
                                params.certUrl(),
                                params.certPath(),
                                params.certContent(),
                                params.pkcs12Path())
                        .filter(Optional::isPresent)
                        .count();
        if (sources > 1) {
            throw new BadParams(
                    "cert_path",
                    "say one of `cert_url`, `cert_path`, `cert_content` and `pkcs12_path`");
        }
        if (params.state() == State.PRESENT && sources == 0) {
            throw new BadParams(
                    "state", "needs `cert_url`, `cert_path`, `cert_content` or `pkcs12_path`");
        }
        if (params.alias().isEmpty()) {
            throw new BadParams("cert_alias", "is needed");
        }
        boolean asks = params.state() == State.PRESENT && params.certUrl().isPresent();
        return asks
                ? new Decide(
                        Sh.resource(JavaCertModule.class, "tls.sh")
                                .then(
                                        Sh.of(
                                                "tls_certificate {} {}",
                                                params.certUrl().orElseThrow(),
                                                params.certPort())),
                        pem -> change(params, Optional.of(pem)),
                        Map.of())
                : change(params, params.certContent());
    }

    private static Change change(Params params, Optional<String> pem) {
        return new MadeFile(
                        params.keystorePath(),
                        MadeFile.paths(params.certPath(), params.pkcs12Path()),
                        new Placement(params.mode(), params.owner(), params.group()),
                        false,
                        Map.of())
                .present((was, inputs) -> new KeystoreEntry(params, pem, inputs).made(was));
    }
}
