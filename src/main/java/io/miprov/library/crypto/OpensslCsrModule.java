package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Makes a request for a certificate of a private key, unless there is one that says the same.

                - openssl_csr:
                    path: /etc/ssl/mi.csr
                    privatekey_path: /etc/ssl/private/mi.key
                    common_name: mi.example.org
                    subject_alt_name: ["DNS:mi.example.org", "IP:192.0.2.10"]
                """,
        without = {
            "attributes",
            "attr",
            "authority_cert_issuer",
            "authority_cert_serial_number",
            "crl_distribution_points",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes"
        })
public final class OpensslCsrModule implements Module<OpensslCsrModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the file", path = true) String path,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(value = "the private key on the host", path = true)
                    Optional<String> privatekeyPath,
            @Doc("the private key itself") Optional<Secret> privatekeyContent,
            @Doc("what protects the private key") Optional<Secret> privatekeyPassphrase,
            @Doc(value = "the digest that is signed", orElse = "sha256") String digest,
            @Doc(value = "taken for Ansible's sake; there is no other", orElse = "1") int version,
            @Doc(value = "whether it is made anew in any case", orElse = "no") boolean force,
            @Doc("more of the subject, by name; a value may be a list")
                    Optional<Map<String, Object>> subject,
            @Doc("the whole subject, as a list of mappings, in that order")
                    Optional<List<Object>> subjectOrdered,
            @Doc(
                            value = "the country, in two letters",
                            aliases = {"C", "countryName"})
                    Optional<String> countryName,
            @Doc(
                            value = "the state or province",
                            aliases = {"ST", "stateOrProvinceName"})
                    Optional<String> stateOrProvinceName,
            @Doc(
                            value = "the place",
                            aliases = {"L", "localityName"})
                    Optional<String> localityName,
            @Doc(
                            value = "the organization",
                            aliases = {"O", "organizationName"})
                    Optional<String> organizationName,
            @Doc(
                            value = "the part of the organization",
                            aliases = {"OU", "organizationalUnitName"})
                    Optional<String> organizationalUnitName,
            @Doc(
                            value = "the name of whom the certificate is for",
                            aliases = {"CN", "commonName"})
                    Optional<String> commonName,
            @Doc(
                            value = "the mail address",
                            aliases = {"E", "emailAddress"})
                    Optional<String> emailAddress,
            @Doc(
                            value =
                                    "the names it is good for: DNS:, IP:, email:, URI:, RID:, dirName: or otherName: and the name",
                            aliases = "subjectAltName")
                    Optional<List<String>> subjectAltName,
            @Doc(
                            value = "whether who does not understand them must refuse it",
                            aliases = "subjectAltName_critical",
                            orElse = "no")
                    boolean subjectAltNameCritical,
            @Doc(
                            value =
                                    "whether the common name is a name it is good for, when none is given",
                            aliases = "useCommonNameForSAN",
                            orElse = "yes")
                    boolean useCommonNameForSan,
            @Doc(value = "what the key may be used for, as digitalSignature", aliases = "keyUsage")
                    Optional<List<String>> keyUsage,
            @Doc(
                            value = "whether who does not understand that must refuse it",
                            aliases = "keyUsage_critical",
                            orElse = "no")
                    boolean keyUsageCritical,
            @Doc(
                            value =
                                    "what the certificate may be used for, as serverAuth, or a number",
                            aliases = {"extKeyUsage", "extendedKeyUsage"})
                    Optional<List<String>> extendedKeyUsage,
            @Doc(
                            value = "whether who does not understand that must refuse it",
                            aliases = {"extKeyUsage_critical", "extendedKeyUsage_critical"},
                            orElse = "no")
                    boolean extendedKeyUsageCritical,
            @Doc(
                            value = "CA:TRUE for an authority, and pathlen: and a number",
                            aliases = "basicConstraints")
                    Optional<List<String>> basicConstraints,
            @Doc(
                            value = "whether who does not understand that must refuse it",
                            aliases = "basicConstraints_critical",
                            orElse = "no")
                    boolean basicConstraintsCritical,
            @Doc(
                            value = "whether servers must prove that it is not revoked",
                            aliases = "ocspMustStaple",
                            orElse = "no")
                    boolean ocspMustStaple,
            @Doc(
                            value = "whether who does not understand that must refuse it",
                            aliases = "ocspMustStaple_critical",
                            orElse = "no")
                    boolean ocspMustStapleCritical,
            @Doc("of an authority, the names it may sign")
                    Optional<List<String>> nameConstraintsPermitted,
            @Doc("of an authority, the names it may not sign")
                    Optional<List<String>> nameConstraintsExcluded,
            @Doc(value = "whether who does not understand these must refuse it", orElse = "no")
                    boolean nameConstraintsCritical,
            @Doc(value = "whether it carries a digest of the public key", orElse = "no")
                    boolean createSubjectKeyIdentifier,
            @Doc("the identifier of the key, in hex") Optional<String> subjectKeyIdentifier,
            @Doc("the identifier of the authority's key, in hex")
                    Optional<String> authorityKeyIdentifier,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(value = "whether `csr` of the result has the request", orElse = "no")
                    boolean returnContent,
            @Doc(value = "taken for Ansible's sake", orElse = "auto")
                    OpensslPrivatekeyModule.Backend selectCryptoBackend,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("filename", params.path());
        params.privatekeyPath().ifPresent(path -> says.put("privatekey", path));
        MadeFile file =
                new MadeFile(
                        params.path(),
                        MadeFile.paths(params.privatekeyPath()),
                        new Placement(params.mode(), params.owner(), params.group()),
                        params.backup(),
                        says);
        if (params.state() == State.ABSENT) {
            return file.absent();
        }
        if (params.privatekeyPath().isPresent() == params.privatekeyContent().isPresent()) {
            throw new BadParams(
                    "privatekey_path", "say one of `privatekey_path` and `privatekey_content`");
        }
        if (params.createSubjectKeyIdentifier() && params.subjectKeyIdentifier().isPresent()) {
            throw new BadParams(
                    "subject_key_identifier",
                    "subject_key_identifier cannot be specified if create_subject_key_identifier is true");
        }
        Subject subject;
        try {
            subject = Subject.of(params);
        } catch (IllegalArgumentException e) {
            throw new BadParams("subject", e.getMessage());
        }
        return file.present((was, inputs) -> new CsrFile(params, subject, inputs).made(was));
    }
}
