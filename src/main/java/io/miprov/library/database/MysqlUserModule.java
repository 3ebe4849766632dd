package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        value =
                """
                Makes, changes or removes a user of a MySQL or MariaDB server, and what the user may; by mysql or mariadb on the host.

                - mysql_user:
                    name: shop
                    host: "%"
                    password: "{{ shop_password }}"
                    priv: shop.*:ALL
                    login_unix_socket: /run/mysqld/mysqld.sock
                """,
        without = {"attributes", "password_expire", "password_expire_interval", "salt"})
public final class MysqlUserModule implements Module<MysqlUserModule.Params> {
    private static final Set<String> LIMITS =
            Set.of(
                    "MAX_QUERIES_PER_HOUR",
                    "MAX_UPDATES_PER_HOUR",
                    "MAX_CONNECTIONS_PER_HOUR",
                    "MAX_USER_CONNECTIONS",
                    "MAX_STATEMENT_TIME");
    private static final Set<String> TLS = Set.of("SSL", "X509", "SUBJECT", "ISSUER", "CIPHER");

    /** What it takes. */
    public record Params(
            @Doc(value = "the user", aliases = "user") String name,
            @Doc("the password, for mysql_native_password") Optional<Secret> password,
            @Doc(value = "whether `password` is its hash", orElse = "no") boolean encrypted,
            @Doc(value = "the host that the user comes from", orElse = "localhost") String host,
            @Doc(value = "whether all hosts of the user are meant", orElse = "no") boolean hostAll,
            @Doc(value = "whether the user should be there", orElse = "present") State state,
            @Doc("what the user may: db.table:PRIVILEGE,PRIVILEGE with / between, or a mapping")
                    Optional<Object> priv,
            @Doc(value = "whether other privileges stay", orElse = "no") boolean appendPrivs,
            @Doc(value = "whether `priv` is taken away instead", orElse = "no")
                    boolean subtractPrivs,
            @Doc("what the connection must have: SSL, X509, SUBJECT, ISSUER, CIPHER")
                    Optional<Map<String, Object>> tlsRequires,
            @Doc(
                            value =
                                    "whether the password of a user that is there is set too; on_new_username: a new one gets that of a user of the same name",
                            orElse = "always")
                    Update updatePassword,
            @Doc("what checks the user's password") Optional<String> plugin,
            @Doc("what the plugin keeps of the password") Optional<Secret> pluginHashString,
            @Doc("the password, or what else the plugin takes") Optional<Secret> pluginAuthString,
            @Doc("limits such as MAX_USER_CONNECTIONS")
                    Optional<Map<String, Integer>> resourceLimits,
            @Doc("whether the user is locked out") Optional<Boolean> locked,
            @Doc(value = "whether names of columns keep their letters", orElse = "yes")
                    boolean columnCaseSensitive,
            @Doc(value = "whether it goes into the binary log", orElse = "yes") boolean sqlLogBin,
            @Doc(value = "whether the database mysql is in use meanwhile", orElse = "no")
                    boolean forceContext,
            @Doc("variables of the session") Optional<Map<String, Object>> sessionVars,
            @Doc(value = "whether root without a password is tried first", orElse = "no")
                    boolean checkImplicitAdmin,
            @Doc(value = "how it gets to the server", flat = true) MysqlLogin login) {

        /** The host in small letters, as servers keep it. */
        String from() {
            return host.toLowerCase(Locale.ROOT);
        }

        Mysql mysql() {
            return new Mysql(
                    login,
                    checkImplicitAdmin,
                    false,
                    forceContext ? Optional.of("mysql") : Optional.empty(),
                    MysqlSession.begin(sqlLogBin, sessionVars));
        }
    }

    /** Whether something should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** When a password is set. */
    public enum Update {
        ALWAYS,
        ON_CREATE,
        ON_NEW_USERNAME;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        Mysql mysql = params.mysql();
        if (!params.hostAll()) {
            return new Decide(
                    mysql.runAll(question(params, List.of(params.from()))),
                    answer -> new MysqlUserPlan(params, mysql.someRows(answer)).change(),
                    Map.of());
        }
        Sql hosts =
                Sql.of(
                        "SELECT Host AS host FROM mysql.user WHERE User = "
                                + MysqlText.literal(params.name()));
        return new Decide(
                mysql.run(List.of(hosts)),
                answer -> {
                    List<String> all =
                            mysql.rows(answer).stream().map(row -> row.get("host")).toList();
                    return new Decide(
                            mysql.runAll(question(params, all)),
                            more -> new MysqlUserPlan(params, mysql.someRows(more)).change(),
                            Map.of());
                },
                Map.of());
    }

    private static void refuse(Params params) {
        if (params.appendPrivs() && params.subtractPrivs()) {
            throw new BadParams(
                    "subtract_privs",
                    "parameters are mutually exclusive: append_privs|subtract_privs");
        }
        params.priv().ifPresent(priv -> MysqlGrants.asked(priv, false, true, false));
        boolean hash = params.password().map(p -> MysqlText.isNativeHash(p.value())).orElse(true);
        if (params.encrypted() && !hash) {
            throw new BadParams(
                    "password",
                    "encrypted was specified however it does not appear to be a valid hash expecting: *SHA1(SHA1(your_password))");
        }
        for (String limit : params.resourceLimits().orElse(Map.of()).keySet()) {
            if (!LIMITS.contains(limit)) {
                throw new BadParams(
                        "resource_limits", "resource_limits: key '" + limit + "' is unsupported.");
            }
        }
        for (String each : params.tlsRequires().orElse(Map.of()).keySet()) {
            if (!TLS.contains(each.toUpperCase(Locale.ROOT))) {
                throw new BadParams("tls_requires", "`tls_requires` has no `" + each + "`");
            }
        }
    }

    /** The server, the users of that name, and for each of the hosts its grants. */
    static List<Sql> question(Params params, List<String> hosts) {
        List<Sql> all = new ArrayList<>();
        all.add(Sql.of("SELECT VERSION() AS version, @@sql_mode AS mode"));
        all.add(
                Sql.of(
                        "SELECT * FROM mysql.user WHERE User = "
                                + MysqlText.literal(params.name())));
        for (String host : hosts) {
            String account = MysqlText.account(params.name(), host);
            all.add(Sql.of("SELECT " + MysqlText.literal(host) + " AS grants_of"));
            all.add(Sql.of("SHOW GRANTS FOR " + account));
            if (params.locked().isPresent()) {
                all.add(Sql.of("SHOW CREATE USER " + account));
            }
        }
        return all;
    }
}
