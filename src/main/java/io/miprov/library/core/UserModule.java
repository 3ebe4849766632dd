package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.All;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.ArrayList;
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
        without = {"authorization", "hidden", "login_class", "profile", "role", "seuser"})
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
            @Doc(value = "its home folder", path = true) Optional<String> home,
            @Doc(value = "its shell", path = true) Optional<String> shell,
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
            @Doc(value = "the folder whose content a new home gets", path = true)
                    Optional<String> skeleton,
            @Doc(value = "whether its number may be that of another user", orElse = "no")
                    boolean nonUnique,
            @Doc(value = "whether its files are removed with it", orElse = "no") boolean remove,
            @Doc(value = "whether it is removed though it is logged in", orElse = "no")
                    boolean force,
            @Doc(
                            value =
                                    "whether only the host's own files count, not those of a directory",
                            orElse = "no")
                    boolean local,
            @Doc("what files of a new home lack, octal in quotes") Optional<String> umask,
            @Doc("the least number that a new one may get") Optional<Long> uidMin,
            @Doc("the largest number that a new one may get") Optional<Long> uidMax,
            @Doc("when it ends, in seconds since 1970; a negative number: never")
                    Optional<Double> expires,
            @Doc("after how many days its password must be another")
                    Optional<Long> passwordExpireMax,
            @Doc("for how many days its password must stay") Optional<Long> passwordExpireMin,
            @Doc("how many days before that it is warned") Optional<Long> passwordExpireWarn,
            @Doc("how many days after that it ends") Optional<Long> passwordExpireAccountDisable,
            @Doc(
                            value =
                                    "whether a key for SSH is made for it, unless it has one; `force` makes another",
                            orElse = "no")
                    boolean generateSshKey,
            @Doc(value = "the kind of that key", orElse = "rsa") String sshKeyType,
            @Doc("its bits") Optional<Integer> sshKeyBits,
            @Doc("its file, absolute or in the home; without it, .ssh/id_ and the kind")
                    Optional<String> sshKeyFile,
            @Doc("what it carries; without it, that it was generated, and where")
                    Optional<String> sshKeyComment,
            @Doc("what protects it") Optional<Secret> sshKeyPassphrase) {}

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
        Change account =
                new Decide(
                        Scripts.resource("account.sh").then(question(params)),
                        answer -> new UserPlan(params, answer, says).change(),
                        says);
        List<Change> more =
                params.state() == GroupModule.State.PRESENT
                        ? new UserExtras(params).changes()
                        : List.of();
        if (more.isEmpty()) {
            return account;
        }
        List<Change> all = new ArrayList<>(List.of(account));
        all.addAll(more);
        return new All(all);
    }

    static Sh question(Params params) {
        Sh state = Sh.of("user_state {} {}", params.name(), params.local() ? "local" : "");
        if (params.password().isEmpty() && params.passwordLock().isEmpty()) {
            return state;
        }
        Secret hash = params.password().orElse(new Secret(""));
        return Sh.of("password_state {} {}", params.name(), hash).and(state);
    }
}
