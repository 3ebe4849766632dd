package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import io.miprov.module.Placement;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        """
        Puts a private key with its certificates, and certificates to trust, into a Java keystore
        on the host. What else is in the store stays. The key has the password of the store, as the
        Micro Integrator wants it. Nothing is written when the store holds the same already.

        - keystore:
            path: /opt/wso2mi/current/repository/resources/security/cluster.jks
            password: "{{ keystore_password }}"
            alias: cluster
            private_key: pki/cluster.key
            certificate: pki/cluster.crt
            chain: [pki/ca.crt]
        """)
public final class KeystoreModule implements Module<KeystoreModule.Params> {
    private static final int SHORTEST = 6;

    /** The form of the store. */
    public enum Type {
        Jks,
        Pkcs12;

        /** As people and Java write it. */
        @Override
        public String toString() {
            return name().toUpperCase(Locale.ROOT);
        }
    }

    /** What it takes. */
    public record Params(
            @Doc("the absolute path of the keystore on the host") String path,
            @Doc(value = "JKS or PKCS12", orElse = "JKS") Type type,
            @Doc("the password of the store and of its keys") Secret password,
            @Doc("the alias of the private key") Optional<String> alias,
            @Doc("the private key, a PEM file on the controller") Optional<LocalFile> privateKey,
            @Doc("the certificate of the key, a PEM file on the controller")
                    Optional<LocalFile> certificate,
            @Doc(
                            value =
                                    "the certificates above it, in order up to the authority's, PEM"
                                            + " files on the controller",
                            orElse = "")
                    List<LocalFile> chain,
            @Doc(
                            value = "certificates to trust, PEM files on the controller, by alias",
                            orElse = "")
                    Map<String, LocalFile> trusted,
            @Doc(
                            "a keystore on the host, of the same password, whose trusted"
                                    + " certificates are wanted too")
                    Optional<String> trustedFrom,
            @Doc(value = "aliases to take out", orElse = "") List<String> remove,
            @Doc("the user who owns the file") Optional<String> owner,
            @Doc("the group that owns the file") Optional<String> group,
            @Doc(value = "the permissions of the file", orElse = "0640") FileMode mode) {}

    @Override
    public Change plan(Params params, Facts facts) {
        check(params);
        if (params.trustedFrom().isEmpty()) {
            // the files of the controller are read when the host's answer is there
            return edit(params, Optional.empty());
        }
        String base = params.trustedFrom().get();
        return new Decide(
                Sh.of("show_files {}", base),
                answer -> {
                    if (answer.startsWith("absent")) {
                        throw new NotYet(base + " does not exist");
                    }
                    String bytes = answer.strip().split(" ", 2)[1];
                    return edit(params, Optional.of(Base64.getDecoder().decode(bytes)));
                },
                Map.of("path", params.path()));
    }

    private static void check(Params params) {
        if (params.privateKey().isPresent() && params.certificate().isEmpty()) {
            throw new BadParams("private_key", "needs `certificate` beside it");
        }
        if (params.privateKey().isPresent() && params.alias().isEmpty()) {
            throw new BadParams("private_key", "needs `alias` beside it");
        }
        if (params.privateKey().isEmpty() && params.certificate().isPresent()) {
            throw new BadParams(
                    "certificate", "needs `private_key` beside it; to trust one, use `trusted`");
        }
        boolean nothing =
                params.privateKey().isEmpty()
                        && params.trusted().isEmpty()
                        && params.trustedFrom().isEmpty()
                        && params.remove().isEmpty();
        if (nothing) {
            throw new BadParams("", "needs `private_key`, `trusted`, `trusted_from` or `remove`");
        }
        if (params.password().value().length() < SHORTEST) {
            throw new BadParams("password", "needs at least " + SHORTEST + " characters");
        }
        Set<String> unwanted = KeystoreRewrite.lower(params.remove());
        params.alias()
                .filter(alias -> unwanted.contains(KeystoreContent.lower(alias)))
                .ifPresent(
                        alias -> {
                            throw new BadParams("remove", "has `" + alias + "`, which is wanted");
                        });
    }

    private static Change edit(Params params, Optional<byte[]> base) {
        return new Edit(
                params.path(),
                before ->
                        new KeystoreRewrite(
                                        params.path(),
                                        params.type().toString(),
                                        params.password(),
                                        KeystoreContent.read(params),
                                        KeystoreRewrite.lower(params.remove()),
                                        base)
                                .after(before),
                new Placement(Optional.of(params.mode()), params.owner(), params.group()),
                "",
                false,
                Map.of("path", params.path()));
    }
}
