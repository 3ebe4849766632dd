package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Makes, changes or removes a user.

                - user:
                    name: wso2carbon
                    uid: 802
                    group: wso2
                    home: /opt/wso2mi
                    create_home: false
                    shell: /usr/sbin/nologin
                    system: true
                """,
        without = {
            "authorization",
            "expires",
            "generate_ssh_key",
            "hidden",
            "local",
            "login_class",
            "password_expire_max",
            "password_expire_min",
            "profile",
            "role",
            "seuser",
            "ssh_key_bits",
            "ssh_key_comment",
            "ssh_key_file",
            "ssh_key_passphrase",
            "ssh_key_type",
            "umask"
        })
public final class UserModule implements Module<UserModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the user", aliases = "user") String name,
            @Doc(value = "whether it should be there", orElse = "present") GroupModule.State state,
            @Doc("its number") Optional<Long> uid,
            @Doc("its own group, by name or number") Optional<String> group,
            @Doc("the groups it is in besides") Optional<List<String>> groups,
            @Doc(value = "whether those groups are added to what it has", orElse = "no")
                    boolean append,
            @Doc("its home folder") Optional<String> home,
            @Doc("its shell") Optional<String> shell,
            @Doc("what it is called in full") Optional<String> comment,
            @Doc("the hash of its password, as in /etc/shadow") Optional<Secret> password,
            @Doc(
                            value = "whether the password of a user that is there is set too",
                            orElse = "always")
                    Update updatePassword,
            @Doc("whether its password is locked") Optional<Boolean> passwordLock,
            @Doc(value = "whether a new one gets a number of those for the system", orElse = "no")
                    boolean system,
            @Doc(
                            value = "whether a home folder is made for a new one",
                            aliases = "createhome",
                            orElse = "yes")
                    boolean createHome,
            @Doc(value = "whether its files move when its home does", orElse = "no")
                    boolean moveHome,
            @Doc("the folder whose content a new home gets") Optional<String> skeleton,
            @Doc(value = "whether its number may be that of another user", orElse = "no")
                    boolean nonUnique,
            @Doc(value = "whether its files are removed with it", orElse = "no") boolean remove,
            @Doc(value = "whether it is removed though it is logged in", orElse = "no")
                    boolean force) {}

    /** When a password is set. */
    public enum Update {
        ALWAYS,
        ON_CREATE {
            @Override
            public String toString() {
                return "on_create";
            }
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("name", params.name());
        says.put("state", params.state().name().toLowerCase(java.util.Locale.ROOT));
        return new Decide(
                Scripts.resource("account.sh").then(question(params)),
                answer -> new UserPlan(params, answer, says).change(),
                says);
    }

    static Sh question(Params params) {
        Sh state = Sh.of("user_state {}", params.name());
        if (params.password().isEmpty() && params.passwordLock().isEmpty()) {
            return state;
        }
        Secret hash = params.password().orElse(new Secret(""));
        return Sh.of("password_state {} {}", params.name(), hash).and(state);
    }
}
