package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Makes a certificate of a request, signed by its own key or by an authority of yours, unless there is one
                that says the same. Certificates of an authority that speaks ACME are refused.

                - x509_certificate:
                    path: /etc/ssl/mi.crt
                    csr_path: /etc/ssl/mi.csr
                    provider: ownca
                    ownca_path: /etc/ssl/ca.crt
                    ownca_privatekey_path: /etc/ssl/private/ca.key
                """,
        without = {
            "acme_accountkey_path",
            "acme_chain",
            "acme_challenge_path",
            "acme_directory",
            "attributes",
            "attr",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes"
        })
public final class X509CertificateModule implements Module<X509CertificateModule.Params> {
    private final Clock clock;

    public X509CertificateModule(Clock clock) {
        this.clock = clock;
    }

    /** What it takes. */
    public record Params(
            @Doc(value = "the file", path = true) String path,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc("selfsigned, or ownca: signed by an authority of yours")
                    Optional<Provider> provider,
            @Doc(value = "whether it is made anew in any case", orElse = "no") boolean force,
            @Doc(
                            value =
                                    "whether another begin or end of its time is no reason to make it anew",
                            orElse = "yes")
                    boolean ignoreTimestamps,
            @Doc(value = "the request on the host", path = true) Optional<String> csrPath,
            @Doc("the request itself") Optional<String> csrContent,
            @Doc(value = "the private key on the host", path = true)
                    Optional<String> privatekeyPath,
            @Doc("the private key itself") Optional<Secret> privatekeyContent,
            @Doc("what protects the private key") Optional<Secret> privatekeyPassphrase,
            @Doc(value = "the digest that is signed, when it signs itself", orElse = "sha256")
                    String selfsignedDigest,
            @Doc(
                            value = "from when on it is valid: +1d2h, or 20260101120000Z",
                            aliases = "selfsigned_notBefore",
                            orElse = "+0s")
                    String selfsignedNotBefore,
            @Doc(
                            value = "until when it is valid",
                            aliases = "selfsigned_notAfter",
                            orElse = "+3650d")
                    String selfsignedNotAfter,
            @Doc(value = "when it carries a digest of its key", orElse = "create_if_not_provided")
                    Identifier selfsignedCreateSubjectKeyIdentifier,
            @Doc(value = "taken for Ansible's sake; there is no other", orElse = "3")
                    int selfsignedVersion,
            @Doc(value = "the authority's certificate on the host", path = true)
                    Optional<String> owncaPath,
            @Doc("the authority's certificate itself") Optional<String> owncaContent,
            @Doc(value = "the authority's private key on the host", path = true)
                    Optional<String> owncaPrivatekeyPath,
            @Doc("the authority's private key itself") Optional<Secret> owncaPrivatekeyContent,
            @Doc("what protects it") Optional<Secret> owncaPrivatekeyPassphrase,
            @Doc(value = "the digest that the authority signs", orElse = "sha256")
                    String owncaDigest,
            @Doc(value = "from when on it is valid: +1d2h, or 20260101120000Z", orElse = "+0s")
                    String owncaNotBefore,
            @Doc(value = "until when it is valid", orElse = "+3650d") String owncaNotAfter,
            @Doc(value = "when it carries a digest of its key", orElse = "create_if_not_provided")
                    Identifier owncaCreateSubjectKeyIdentifier,
            @Doc(value = "whether it carries the digest of the authority's key", orElse = "yes")
                    boolean owncaCreateAuthorityKeyIdentifier,
            @Doc(value = "taken for Ansible's sake; there is no other", orElse = "3")
                    int owncaVersion,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(value = "whether `certificate` of the result has it", orElse = "no")
                    boolean returnContent,
            @Doc(value = "taken for Ansible's sake", orElse = "auto")
                    OpensslPrivatekeyModule.Backend selectCryptoBackend,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {

        boolean selfSigned() {
            return provider.filter(Provider.SELFSIGNED::equals).isPresent();
        }

        Identifier subjectKeyIdentifier() {
            return selfSigned()
                    ? selfsignedCreateSubjectKeyIdentifier
                    : owncaCreateSubjectKeyIdentifier;
        }

        boolean authorityKeyIdentifier() {
            return !selfSigned() && owncaCreateAuthorityKeyIdentifier;
        }
    }

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** Who signs it. */
    public enum Provider {
        SELFSIGNED,
        OWNCA
    }

    /** When a certificate carries a digest of its key. */
    public enum Identifier {
        CREATE_IF_NOT_PROVIDED,
        ALWAYS_CREATE,
        NEVER_CREATE
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("filename", params.path());
        params.privatekeyPath().ifPresent(path -> says.put("privatekey", path));
        params.csrPath().ifPresent(path -> says.put("csr", path));
        MadeFile file =
                new MadeFile(
                        params.path(),
                        MadeFile.paths(
                                params.privatekeyPath(),
                                params.csrPath(),
                                params.owncaPath(),
                                params.owncaPrivatekeyPath()),
                        new Placement(params.mode(), params.owner(), params.group()),
                        params.backup(),
                        says);
        if (params.state() == State.ABSENT) {
            return file.absent();
        }
        check(params);
        return file.present(
                (was, inputs) ->
                        new CertificateFile(
                                        params,
                                        CertificateInputs.of(params, inputs),
                                        Validity.of(params, clock.instant()))
                                .made(was));
    }

    private static void check(Params params) {
        if (params.provider().isEmpty()) {
            throw new BadParams(
                    "provider", "state is present but all of the following are missing: provider");
        }
        boolean request = params.csrPath().isPresent() || params.csrContent().isPresent();
        boolean key = params.privatekeyPath().isPresent() || params.privatekeyContent().isPresent();
        if (params.selfSigned() && !key) {
            throw new BadParams(
                    "privatekey_path",
                    "one of `privatekey_path` and `privatekey_content` is needed, as it signs itself");
        }
        if (!request) {
            throw new BadParams(
                    "csr_path",
                    "csr_path or csr_content is required: a certificate needs to say whose it is");
        }
        if (!params.selfSigned()
                && (params.owncaPath().isPresent() == params.owncaContent().isPresent()
                        || params.owncaPrivatekeyPath().isPresent()
                                == params.owncaPrivatekeyContent().isPresent())) {
            throw new BadParams(
                    "ownca_path",
                    "say the authority's certificate, and its private key, each by path or by content");
        }
    }
}
