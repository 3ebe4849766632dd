package io.miprov.library.database;

import static io.miprov.library.database.MysqlText.literal;

import io.miprov.library.database.MysqlUserModule.Params;

/**
 * How a user of MySQL shows who it is: what follows {@code CREATE USER} or {@code ALTER USER}.
 *
 * @param params what the playbook says
 * @param server which words it knows
 */
record MysqlIdentified(Params params, MysqlServer server) {

    /** By what the playbook says; empty when it says nothing. */
    String clause() {
        if (password()) {
            return byHash(hash());
        }
        if (params.plugin().isEmpty()) {
            return "";
        }
        String with = " IDENTIFIED WITH " + literal(params.plugin().get());
        if (params.pluginHashString().isPresent()) {
            return with + " AS " + literal(params.pluginHashString().get().value());
        }
        if (params.pluginAuthString().isEmpty()) {
            return with;
        }
        String secret = literal(params.pluginAuthString().get().value());
        return with
                + switch (params.plugin().get()) {
                    case "pam" -> " USING " + secret;
                    case "ed25519" -> " USING PASSWORD(" + secret + ")";
                    default -> " BY " + secret;
                };
    }

    boolean password() {
        return params.password().filter(given -> !given.value().isEmpty()).isPresent();
    }

    /** The hash of the password that the playbook says. */
    String hash() {
        String given = params.password().orElseThrow().value();
        return params.encrypted() ? given : MysqlText.nativeHash(given);
    }

    private String byHash(String hash) {
        return server.old()
                ? " IDENTIFIED BY PASSWORD " + literal(hash)
                : " IDENTIFIED WITH mysql_native_password AS " + literal(hash);
    }

    /** The statement that gives an account the password. */
    Sql setPassword(String account) {
        return Sql.of(
                server.old()
                        ? "SET PASSWORD FOR " + account + " = " + literal(hash())
                        : "ALTER USER " + account + byHash(hash()));
    }

    /** Whether the account has another plugin, or keeps something else there. */
    boolean otherPlugin(MysqlAccount account) {
        String kept = account.column("authentication_string");
        return !account.column("plugin").equals(params.plugin().orElseThrow())
                || params.pluginHashString().filter(h -> !h.value().equals(kept)).isPresent()
                || params.pluginAuthString().filter(a -> !a.value().equals(kept)).isPresent();
    }
}
