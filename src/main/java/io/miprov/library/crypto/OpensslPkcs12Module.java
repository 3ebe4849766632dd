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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        value =
                """
                Makes a PKCS#12 file of a private key and certificates, unless there is one that holds them, or writes
                what is in one as PEM.

                - openssl_pkcs12:
                    path: /etc/ssl/mi.p12
                    friendly_name: mi
                    privatekey_path: /etc/ssl/private/mi.key
                    certificate_path: /etc/ssl/mi.crt
                    other_certificates: [/etc/ssl/ca.crt]
                    passphrase: "{{ keystore_password }}"
                """,
        without = {
            "attributes",
            "attr",
            "iter_size",
            "maciter_size",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes"
        })
public final class OpensslPkcs12Module implements Module<OpensslPkcs12Module.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the file", path = true) String path,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(value = "export: make a PKCS#12 file; parse: write PEM", orElse = "export")
                    Action action,
            @Doc(value = "with parse, the PKCS#12 file on the host", path = true)
                    Optional<String> src,
            @Doc(value = "the name of the key in it", aliases = "name")
                    Optional<String> friendlyName,
            @Doc(value = "the password; without one, it is empty", orElse = "") Secret passphrase,
            @Doc(value = "the private key on the host", path = true)
                    Optional<String> privatekeyPath,
            @Doc("the private key itself") Optional<Secret> privatekeyContent,
            @Doc("what protects the private key") Optional<Secret> privatekeyPassphrase,
            @Doc(value = "its certificate on the host", path = true)
                    Optional<String> certificatePath,
            @Doc("its certificate itself") Optional<String> certificateContent,
            @Doc(
                            value = "more certificates on the host, the first of each file",
                            aliases = "ca_certificates",
                            path = true)
                    Optional<List<String>> otherCertificates,
            @Doc("more certificates themselves") Optional<List<String>> otherCertificatesContent,
            @Doc(value = "whether all certificates of each file are meant", orElse = "no")
                    boolean otherCertificatesParseAll,
            @Doc(
                            value =
                                    "auto: AES-256; compatibility2022: the old way, for old programs",
                            orElse = "auto")
                    Level encryptionLevel,
            @Doc(value = "whether it is made anew in any case", orElse = "no") boolean force,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(value = "whether `pkcs12` of the result has the file in base64", orElse = "no")
                    boolean returnContent,
            @Doc(value = "taken for Ansible's sake", orElse = "auto")
                    OpensslPrivatekeyModule.Backend selectCryptoBackend,
            @Doc(value = "the permissions", orElse = "0600") FileMode mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** What is made. */
    public enum Action {
        EXPORT,
        PARSE
    }

    /** How it is protected. */
    public enum Level {
        AUTO,
        COMPATIBILITY2022
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("filename", params.path());
        params.privatekeyPath().ifPresent(path -> says.put("privatekey_path", path));
        Set<String> sources =
                new LinkedHashSet<>(
                        MadeFile.paths(
                                params.privatekeyPath(), params.certificatePath(), params.src()));
        params.otherCertificates().ifPresent(sources::addAll);
        MadeFile file =
                new MadeFile(
                        params.path(),
                        sources,
                        new Placement(Optional.of(params.mode()), params.owner(), params.group()),
                        params.backup(),
                        says);
        if (params.state() == State.ABSENT) {
            return file.absent();
        }
        check(params);
        return file.present((was, inputs) -> new Pkcs12File(params, inputs).made(was));
    }

    private static void check(Params params) {
        if (params.action() == Action.PARSE && params.src().isEmpty()) {
            throw new BadParams("src", "action is parse but all of the following are missing: src");
        }
        if (params.action() == Action.EXPORT && params.friendlyName().isEmpty()) {
            throw new BadParams("friendly_name", "Friendly_name is required");
        }
        if (params.privatekeyPath().isPresent() && params.privatekeyContent().isPresent()) {
            throw new BadParams(
                    "privatekey_content",
                    "parameters are mutually exclusive: privatekey_path|privatekey_content");
        }
        if (params.certificatePath().isPresent() && params.certificateContent().isPresent()) {
            throw new BadParams(
                    "certificate_content",
                    "parameters are mutually exclusive: certificate_path|certificate_content");
        }
        boolean key = params.privatekeyPath().isPresent() || params.privatekeyContent().isPresent();
        boolean certificate =
                params.certificatePath().isPresent() || params.certificateContent().isPresent();
        if (key && !certificate) {
            throw new BadParams(
                    "certificate_path", "a private key needs its certificate beside it");
        }
    }
}
