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
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

@Doc(
        """
        Puts a private key with its certificates, and certificates to trust, into a Java keystore
        on the host. What else is in the store stays. The key has the password of the store, as the
        Micro Integrator wants it. The chain is put in order and completed; what clients would
        refuse, such as a certificate of another key, an expired one, or a chain with a gap, is
        refused before the host is changed. Nothing is written when the store holds the same
        already.

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

    private final Clock clock;

    public KeystoreModule(Clock clock) {
        this.clock = clock;
    }

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
                                    "the certificates above it, in any order, up to the authority's"
                                            + " or one that Java knows, PEM files on the controller",
                            orElse = "")
                    List<LocalFile> chain,
            @Doc(
                            "a PKCS#12 file on the controller with the key and its certificates,"
                                    + " instead of `private_key` and `certificate`")
                    Optional<LocalFile> pkcs12,
            @Doc("the password of that file") Optional<Secret> pkcs12Password,
            @Doc(
                            value =
                                    "host names and addresses that the certificate has to be good"
                                            + " for",
                            orElse = "")
                    List<String> names,
            @Doc(
                            value = "certificates to trust, PEM files on the controller, by alias",
                            orElse = "")
                    Map<String, LocalFile> trusted,
            @Doc(
                            "a keystore on the host, of the same password, whose trusted"
                                    + " certificates are wanted too")
                    Optional<String> trustedFrom,
            @Doc(value = "aliases to take out", orElse = "") List<String> remove,
            @Doc(
                            value =
                                    "take out the key and the certificate that every WSO2 product"
                                            + " is shipped with",
                            orElse = "no")
                    boolean removeDefault,
            @Doc("the user who owns the file") Optional<String> owner,
            @Doc("the group that owns the file") Optional<String> group,
            @Doc(value = "the permissions of the file", orElse = "0640") FileMode mode) {}

    @Override
    public Change plan(Params params, Facts facts) {
        check(params);
        // the files of the controller are read when the host's answer is there
        return withStore(params.trustedFrom(), params.path(), base -> edit(params, base));
    }

    /** A change that hangs on the bytes of a store on the host, when one is named. */
    static Change withStore(
            Optional<String> store, String path, Function<Optional<byte[]>, Change> next) {
        if (store.isEmpty()) {
            return next.apply(Optional.empty());
        }
        return new Decide(
                Sh.of("show_files {}", store.get()),
                answer -> {
                    if (answer.startsWith("absent")) {
                        throw new NotYet(store.get() + " does not exist");
                    }
                    String bytes = answer.strip().split(" ", 2)[1];
                    return next.apply(Optional.of(Base64.getDecoder().decode(bytes)));
                },
                Map.of("path", path));
    }

    private static void check(Params params) {
        if (params.pkcs12().isPresent()) {
            checkPkcs12(params);
            return;
        }
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
                        && params.remove().isEmpty()
                        && !params.removeDefault();
        if (nothing) {
            throw new BadParams(
                    "",
                    "needs `private_key`, `pkcs12`, `trusted`, `trusted_from`, `remove` or"
                            + " `remove_default`");
        }
        checkStore(params);
    }

    private static void checkPkcs12(Params params) {
        if (params.privateKey().isPresent() || params.certificate().isPresent()) {
            throw new BadParams("pkcs12", "has key and certificate already; give one or the other");
        }
        if (params.pkcs12Password().isEmpty()) {
            throw new BadParams("pkcs12", "needs `pkcs12_password` beside it");
        }
        if (params.alias().isEmpty()) {
            throw new BadParams("pkcs12", "needs `alias` beside it");
        }
        checkStore(params);
    }

    private static void checkStore(Params params) {
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

    private Change edit(Params params, Optional<byte[]> base) {
        return new Edit(
                params.path(),
                before ->
                        new KeystoreRewrite(
                                        params.path(),
                                        params.type().toString(),
                                        params.password(),
                                        KeystoreContent.read(params, clock.instant()),
                                        new KeystoreRewrite.Unwanted(
                                                KeystoreRewrite.lower(params.remove()),
                                                params.removeDefault()),
                                        base.map(
                                                bytes ->
                                                        KeystoreRewrite.Base.of(
                                                                bytes, params.password())),
                                        Optional.empty())
                                .after(before),
                new Placement(Optional.of(params.mode()), params.owner(), params.group()),
                "",
                false,
                Map.of("path", params.path()));
    }
}
