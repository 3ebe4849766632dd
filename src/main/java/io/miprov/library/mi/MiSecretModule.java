package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.library.mi.toml.TomlKey;
import io.miprov.library.mi.toml.TomlValue;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Encrypts secrets of deployment.toml as WSO2's cipher tool does, with the keystore that the
        node will really use, and lets it start without a person: writes [secrets],
        conf/security/secret-conf.properties and password-persist. Refer to a secret with
        `$secret{alias}`. Values that are encrypted rightly already stay; those that were encrypted
        with another key are encrypted anew. Registers `encrypted`, the aliases that were, and
        `keystore`.

        - mi_secret:
            home: /opt/wso2mi/current
            password: "{{ mi_keystore_password }}"
            secrets:
              database_password: "{{ database_password }}"
            owner: wso2carbon
            group: wso2
        """)
public final class MiSecretModule implements Module<MiSecretModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the home of the Micro Integrator, in which conf/deployment.toml is") String home,
            @Doc(
                            "the password of the keystore that keystore.internal names, or"
                                    + " keystore.primary when there is no internal one")
                    Secret password,
            @Doc(
                            value =
                                    "secrets by alias; those in brackets in [secrets] are encrypted,"
                                            + " too",
                            orElse = "")
                    Map<String, Secret> secrets,
            @Doc(
                            value =
                                    "keep the password in password-persist, which the Micro"
                                            + " Integrator needs to start without being asked; no:"
                                            + " take that file away",
                            orElse = "true")
                    boolean persist,
            @Doc("the user who owns the files") Optional<String> owner,
            @Doc("the group that owns the files") Optional<String> group) {}

    @Override
    public Change plan(Params params, Facts facts) {
        params.secrets()
                .forEach(
                        (alias, secret) ->
                                CipherForm.check(
                                        "secrets",
                                        TomlKey.of(List.of("secrets", alias)),
                                        TomlValue.written(secret)));
        params.secrets()
                .forEach(
                        (alias, secret) -> {
                            if (secret.value().isEmpty()) {
                                throw new BadParams("secrets", "has an empty `" + alias + "`");
                            }
                        });
        if (params.password().value().contains("\n")) {
            throw new BadParams("password", "has two lines, and only the first would be read");
        }
        String home = params.home();
        return new Decide(
                Sh.of(
                        "(cd {} && pwd -P) && printf '\\036' && read_file {} && printf '\\036' && read_file {} && printf '\\036' &&"
                                + " file_state {} '' digest && printf '\\036' && show_stores {}",
                        home,
                        MiVault.toml(home),
                        MiVault.settings(home),
                        MiVault.password(home),
                        home + "/repository/resources/security"),
                answer -> MiVault.decide(params, answer),
                Map.of("path", MiVault.toml(home)));
    }
}
