package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Adds a user with a password to a file of passwords, as NGINX and Apache read them, or takes one out. A
                password that fits is left as it is.

                - htpasswd:
                    path: /etc/nginx/passwords
                    name: jane
                    password: "{{ jane_password }}"
                    group: www-data
                    mode: "0640"
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class HtpasswdModule implements Module<HtpasswdModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the file",
                            aliases = {"dest", "destfile"},
                            path = true)
                    String path,
            @Doc(value = "the user", aliases = "username") String name,
            @Doc("the password; needed when the user should be there") Optional<Secret> password,
            @Doc(
                            value =
                                    "how it is hashed: apr_md5_crypt, md5_crypt, sha256_crypt, sha512_crypt, bcrypt, ldap_sha1 or plaintext",
                            aliases = "crypt_scheme",
                            orElse = "apr_md5_crypt")
                    String hashScheme,
            @Doc(value = "whether the user should be there", orElse = "present") State state,
            @Doc(value = "whether a missing file is made", orElse = "yes") boolean create,
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
        if (params.state() == State.PRESENT && params.password().isEmpty()) {
            throw new BadParams("password", "is needed when the user should be there");
        }
        Optional<HashScheme> scheme = HashScheme.named(params.hashScheme());
        if (scheme.isEmpty()) {
            throw new BadParams("hash_scheme", "needs one of " + HashScheme.names());
        }
        if (params.name().contains(":")) {
            throw new BadParams("name", "can not have a colon");
        }
        return new Edit(
                params.path(),
                new HtpasswdFile(params, scheme.get()),
                new Placement(params.mode(), params.owner(), params.group()),
                "",
                false,
                Map.of());
    }
}
