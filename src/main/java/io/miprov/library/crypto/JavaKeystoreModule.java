package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Makes a Java keystore of a private key and its certificate, unless there is one that holds them. The
                host needs neither Java nor openssl for it.

                - java_keystore:
                    name: mi
                    private_key_path: /etc/ssl/private/mi.key
                    certificate_path: /etc/ssl/mi.crt
                    password: "{{ keystore_password }}"
                    dest: /etc/ssl/mi.jks
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class JavaKeystoreModule implements Module<JavaKeystoreModule.Params> {
    static final int SHORTEST = 6;

    /** What it takes. */
    public record Params(
            @Doc("the alias of the key") String name,
            @Doc("the certificate itself, and those above it") Optional<String> certificate,
            @Doc(value = "the certificate on the host, and those above it", path = true)
                    Optional<String> certificatePath,
            @Doc("the private key itself") Optional<Secret> privateKey,
            @Doc(value = "the private key on the host", path = true)
                    Optional<String> privateKeyPath,
            @Doc("what protects the private key") Optional<Secret> privateKeyPassphrase,
            @Doc("the password of the keystore and of the key in it") Secret password,
            @Doc(value = "the keystore", path = true) String dest,
            @Doc(value = "whether it is made anew in any case", orElse = "no") boolean force,
            @Doc("jks or pkcs12; without it, a keystore stays what it is, and a new one is pkcs12")
                    Optional<Type> keystoreType,
            @Doc(value = "taken for Ansible's sake; neither is needed", orElse = "openssl")
                    Backend sslBackend,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    /** The form of a keystore. */
    public enum Type {
        JKS,
        PKCS12
    }

    /** What Ansible would make it with. */
    public enum Backend {
        OPENSSL,
        CRYPTOGRAPHY
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.certificate().isPresent() == params.certificatePath().isPresent()) {
            throw new BadParams("certificate", "say one of `certificate` and `certificate_path`");
        }
        if (params.privateKey().isPresent() == params.privateKeyPath().isPresent()) {
            throw new BadParams("private_key", "say one of `private_key` and `private_key_path`");
        }
        if (params.password().value().length() < SHORTEST) {
            throw new BadParams("password", "needs at least " + SHORTEST + " characters");
        }
        return new MadeFile(
                        params.dest(),
                        MadeFile.paths(params.certificatePath(), params.privateKeyPath()),
                        new Placement(params.mode(), params.owner(), params.group()),
                        false,
                        Map.of())
                .present((was, inputs) -> KeystoreOfOne.of(params, inputs).made(was));
    }

    /** Java's word for the type. */
    static Optional<String> word(Optional<Type> type) {
        return type.map(each -> each.name().toUpperCase(Locale.ROOT));
    }
}
