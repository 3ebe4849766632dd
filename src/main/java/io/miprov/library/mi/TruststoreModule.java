package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Puts certificates to trust into a Java keystore on the host. What else is in the store
        stays, but for the certificate that every WSO2 product is shipped with. A certificate that
        a new one takes the alias of stays until it expires, as alias-previous, so that an
        authority can be changed without a moment in which nodes do not trust each other: first
        the truststores of all nodes, then their keystores.

        - truststore:
            path: /opt/wso2mi/current/repository/resources/security/cluster-truststore.jks
            password: "{{ keystore_password }}"
            trusted: {cluster-ca: pki/ca.crt}
            trusted_from: /opt/wso2mi/current/repository/resources/security/client-truststore.jks
            trusted_from_password: wso2carbon
        """)
public final class TruststoreModule implements Module<TruststoreModule.Params> {
    private static final int SHORTEST = 6;

    private final Clock clock;

    public TruststoreModule(Clock clock) {
        this.clock = clock;
    }

    /** What it takes. */
    public record Params(
            @Doc("the absolute path of the truststore on the host") String path,
            @Doc(value = "JKS or PKCS12", orElse = "JKS") KeystoreModule.Type type,
            @Doc("the password of the store") Secret password,
            @Doc(
                            value = "certificates to trust, PEM files on the controller, by alias",
                            orElse = "")
                    Map<String, LocalFile> trusted,
            @Doc("a keystore on the host whose trusted certificates are wanted too")
                    Optional<String> trustedFrom,
            @Doc("the password of that keystore, when it is another one")
                    Optional<Secret> trustedFromPassword,
            @Doc(value = "aliases to take out", orElse = "") List<String> remove,
            @Doc(
                            value =
                                    "take out the certificate that every WSO2 product is shipped"
                                            + " with",
                            orElse = "yes")
                    boolean removeDefault,
            @Doc(
                            value =
                                    "keep a certificate that a new one takes the alias of until it"
                                            + " expires; no: it goes, and so do those kept before",
                            orElse = "yes")
                    boolean keepReplaced,
            @Doc("the user who owns the file") Optional<String> owner,
            @Doc("the group that owns the file") Optional<String> group,
            @Doc(value = "the permissions of the file", orElse = "0640") FileMode mode) {}

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.password().value().length() < SHORTEST) {
            throw new BadParams("password", "needs at least " + SHORTEST + " characters");
        }
        for (String alias : params.remove()) {
            if (params.trusted().containsKey(alias)) {
                throw new BadParams("remove", "has `" + alias + "`, which is wanted");
            }
        }
        return KeystoreModule.withStore(
                params.trustedFrom(), params.path(), base -> edit(params, base));
    }

    private Change edit(Params params, Optional<byte[]> base) {
        return new Edit(
                params.path(),
                before ->
                        new KeystoreRewrite(
                                        params.path(),
                                        params.type().toString(),
                                        params.password(),
                                        new KeystoreContent(
                                                "",
                                                Optional.empty(),
                                                List.of(),
                                                KeystoreContent.trusted(params.trusted())),
                                        new KeystoreRewrite.Unwanted(
                                                KeystoreRewrite.lower(params.remove()),
                                                params.removeDefault()),
                                        base.map(
                                                bytes ->
                                                        KeystoreRewrite.Base.of(
                                                                bytes,
                                                                params.trustedFromPassword()
                                                                        .orElse(
                                                                                params
                                                                                        .password()))),
                                        Optional.of(
                                                params.keepReplaced()
                                                        ? clock.instant()
                                                        : Instant.MAX))
                                .after(before),
                new Placement(Optional.of(params.mode()), params.owner(), params.group()),
                "",
                false,
                Map.of("path", params.path()));
    }
}
