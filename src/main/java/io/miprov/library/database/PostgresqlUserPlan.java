package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.library.core.Json;
import io.miprov.library.database.PostgresqlUserModule.Params;
import io.miprov.library.database.PostgresqlUserModule.State;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be done about a user of PostgreSQL, once it is known how it is. */
final class PostgresqlUserPlan {
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "SUPERUSER", "rolsuper",
                    "CREATEROLE", "rolcreaterole",
                    "CREATEDB", "rolcreatedb",
                    "INHERIT", "rolinherit",
                    "LOGIN", "rolcanlogin",
                    "REPLICATION", "rolreplication",
                    "BYPASSRLS", "rolbypassrls");

    private final Params params;
    private final String user;
    private final String method;
    private final Optional<Map<?, ?>> is;
    private final Optional<Map<?, ?>> hash;
    private final List<Sql> queries = new ArrayList<>();

    /**
     * @param told what the module asked for: the method, then the role if there is one, then its
     *     hash if that may be read
     */
    PostgresqlUserPlan(Params params, List<String> told) {
        this.params = params;
        this.user = PostgresText.identifier(params.name());
        this.method = object(told.get(0)).get("method").toString();
        this.is = told.size() > 1 ? Optional.of(object(told.get(1))) : Optional.empty();
        this.hash = told.size() > 2 ? Optional.of(object(told.get(2))) : Optional.empty();
    }

    private static Map<?, ?> object(String json) {
        return (Map<?, ?>) Json.read(json);
    }

    Change change() {
        if (params.state() == State.ABSENT) {
            return is.isPresent() ? drop() : new Answer(Outcome.ok(says()));
        }
        if (is.isPresent()) {
            alter();
        } else {
            create();
        }
        note();
        configure();
        Psql psql = params.psql();
        return queries.isEmpty()
                ? new Answer(Outcome.ok(says()))
                : new Act(psql.transaction(queries), says())
                        .reading(
                                out -> {
                                    psql.printed(out);
                                    return Map.of();
                                });
    }

    private Map<String, Object> says() {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("user", params.name());
        says.put("queries", Sql.shown(queries));
        return says;
    }

    private Change drop() {
        queries.add(Sql.of("DROP USER " + user));
        Map<String, Object> says = says();
        says.put("user_removed", true);
        Psql psql = params.psql();
        return new Act(psql.transaction(queries), says).reading(this::dropped);
    }

    private Map<String, Object> dropped(String out) {
        try {
            params.psql().printed(out);
            return Map.of();
        } catch (IllegalArgumentException e) {
            if (params.failOnUser()) {
                throw new IllegalArgumentException("Unable to remove user: " + e.getMessage(), e);
            }
            return Map.of("changed", false, "user_removed", false);
        }
    }

    private void create() {
        Sql sql = Sql.of("CREATE USER " + user);
        if (params.password().filter(p -> !p.value().isEmpty()).isPresent()) {
            sql = withPassword(sql);
        }
        queries.add(limits(sql).and(" " + String.join(" ", params.flags())));
    }

    private void alter() {
        boolean flags = params.flags().stream().anyMatch(this::isOther);
        if (params.noPasswordChanges()) {
            if (flags) {
                queries.add(
                        Sql.of("ALTER USER " + user + " WITH " + String.join(" ", params.flags())));
            }
            return;
        }
        boolean password = params.password().isPresent() && passwordDiffers();
        boolean expires = !Boolean.TRUE.equals(role("same_expires"));
        boolean limit =
                params.connLimit().isPresent()
                        && !Long.valueOf(params.connLimit().get()).equals(role("rolconnlimit"));
        if (!password && !flags && !expires && !limit) {
            return;
        }
        Sql sql = Sql.of("ALTER USER " + user);
        if (password) {
            boolean none = params.password().orElseThrow().value().isEmpty();
            sql = none ? sql.and(" WITH PASSWORD NULL") : withPassword(sql);
            sql = sql.and(" " + String.join(" ", params.flags()));
        } else if (!params.flags().isEmpty()) {
            sql = sql.and(" WITH " + String.join(" ", params.flags()));
        }
        queries.add(limits(sql));
    }

    private Object role(String column) {
        return is.orElseThrow().get(column);
    }

    private boolean isOther(String flag) {
        boolean wanted = !flag.startsWith("NO");
        Object has = role(COLUMNS.get(wanted ? flag : flag.substring(2)));
        return !Boolean.valueOf(wanted).equals(has);
    }

    private boolean passwordDiffers() {
        return hash.isEmpty()
                || PostgresPassword.differs(
                        params.password().orElseThrow().value(),
                        Optional.ofNullable(hash.get().get("hash")).map(Object::toString),
                        params.name(),
                        params.encrypted(),
                        method);
    }

    private Sql withPassword(Sql sql) {
        // servers from 10 on hash whatever is said, and do not know UNENCRYPTED
        String how = params.encrypted() ? "ENCRYPTED" : "UNENCRYPTED";
        Secret quoted = new Secret(PostgresText.literal(params.password().orElseThrow().value()));
        return sql.and(" WITH " + how + " PASSWORD ").and(quoted, "%(password)s");
    }

    private Sql limits(Sql sql) {
        Sql all = sql;
        if (params.expires().isPresent()) {
            all =
                    all.and(" VALID UNTIL ")
                            .and(
                                    new Secret(PostgresText.literal(params.expires().get())),
                                    "%(expires)s");
        }
        return params.connLimit().isPresent()
                ? all.and(" CONNECTION LIMIT " + params.connLimit().get())
                : all;
    }

    private void note() {
        Object noted = is.map(role -> (Object) role.get("noted")).orElse(null);
        String before = noted == null ? "" : noted.toString();
        params.comment()
                .filter(comment -> !comment.equals(before))
                .ifPresent(
                        comment ->
                                queries.add(
                                        Sql.of(
                                                "COMMENT ON ROLE %s IS %s"
                                                        .formatted(
                                                                user,
                                                                PostgresText.literal(comment)))));
    }

    private void configure() {
        Map<String, String> has = new LinkedHashMap<>();
        if (is.isPresent() && role("rolconfig") instanceof List<?> settings) {
            for (Object setting : settings) {
                String[] pair = setting.toString().split("=", 2);
                has.put(pair[0], pair.length > 1 ? pair[1] : "");
            }
        }
        Map<String, String> wanted = params.configuration();
        if (params.resetUnspecifiedConfiguration()) {
            has.keySet().stream()
                    .filter(key -> !wanted.containsKey(key))
                    .forEach(key -> setting("RESET", key, ""));
        }
        boolean quotes = params.quoteConfigurationValues();
        wanted.forEach(
                (key, value) -> {
                    String now = has.get(key);
                    // what is quoted by the one who wrote it is kept without its quotes
                    boolean same = value.equals(now) || !quotes && value.equals("'" + now + "'");
                    if (!same) {
                        setting(
                                "SET",
                                key,
                                " TO " + (quotes ? PostgresText.literal(value) : value));
                    }
                });
    }

    private void setting(String what, String key, String value) {
        queries.add(
                Sql.of(
                        "ALTER ROLE %s %s %s%s"
                                .formatted(user, what, PostgresText.identifier(key), value)));
    }
}
