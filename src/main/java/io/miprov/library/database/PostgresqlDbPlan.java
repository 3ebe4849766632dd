package io.miprov.library.database;

import static io.miprov.library.database.PostgresText.identifier;
import static io.miprov.library.database.PostgresText.literal;

import io.miprov.library.core.Json;
import io.miprov.library.database.PostgresqlDbModule.Params;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What must be done about a database of PostgreSQL, once it is known how it is. */
final class PostgresqlDbPlan {
    private static final int FORCES = 130000;
    private static final int ICU = 150000;

    private final Params params;
    private final String name;
    private final Map<?, ?> server;
    private final Optional<Map<?, ?>> is;
    private final List<Sql> commands = new ArrayList<>();

    /**
     * @param told the server, then the database if there is one, as JSON
     */
    PostgresqlDbPlan(Params params, List<String> told) {
        this.params = params;
        this.name = identifier(params.name());
        this.server = (Map<?, ?>) Json.read(told.get(0));
        this.is =
                told.size() > 1
                        ? Optional.of((Map<?, ?>) Json.read(told.get(1)))
                        : Optional.empty();
    }

    Change change() {
        switch (params.state()) {
            case ABSENT -> is.ifPresent(db -> drop());
            case RENAME -> rename();
            default -> is.ifPresentOrElse(this::settle, this::create);
        }
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("db", params.name());
        says.put("executed_commands", Sql.shown(commands));
        if (commands.isEmpty()) {
            return new Answer(Outcome.ok(says));
        }
        // databases are not made in a transaction
        Psql psql = params.psql();
        return new Act(psql.run(Psql.lines(commands)), says)
                .reading(
                        out -> {
                            psql.printed(out);
                            return Map.of();
                        });
    }

    private int version() {
        return ((Long) server.get("version")).intValue();
    }

    private void add(String command) {
        commands.add(Sql.of(command));
    }

    private void drop() {
        if (params.force() && version() < FORCES) {
            add(
                    "UPDATE pg_database SET datallowconn = false WHERE datname = %1$s; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %1$s AND pid <> pg_backend_pid()"
                            .formatted(literal(params.name())));
        }
        add(
                "DROP DATABASE "
                        + name
                        + (params.force() && version() >= FORCES ? " WITH (FORCE)" : ""));
    }

    private void rename() {
        boolean there = Boolean.TRUE.equals(server.get("target"));
        if (is.isPresent() && there) {
            throw new IllegalArgumentException("Both the source and the target databases exist.");
        }
        if (is.isEmpty() && !there) {
            throw new NotYet("The source and the target databases do not exist.");
        }
        if (is.isPresent()) {
            add("ALTER DATABASE " + name + " RENAME TO " + identifier(params.target()));
        }
    }

    private void create() {
        StringBuilder sql = new StringBuilder("CREATE DATABASE " + name);
        part(sql, " OWNER ", params.owner(), true);
        part(sql, " TEMPLATE ", params.template(), true);
        part(sql, " ENCODING ", params.encoding(), false);
        part(sql, " LC_COLLATE ", params.lcCollate(), false);
        part(sql, " LC_CTYPE ", params.lcCtype(), false);
        if (version() >= ICU) {
            part(sql, " ICU_LOCALE ", params.icuLocale(), false);
            part(sql, " LOCALE_PROVIDER ", params.localeProvider(), false);
        }
        part(sql, " TABLESPACE ", params.tablespace(), true);
        if (!params.connLimit().isEmpty()) {
            sql.append(" CONNECTION LIMIT ").append(params.connLimit());
        }
        add(sql.toString());
        params.comment().filter(comment -> !comment.isEmpty()).ifPresent(this::note);
    }

    private static void part(StringBuilder sql, String key, String value, boolean named) {
        if (!value.isEmpty()) {
            sql.append(key).append(named ? identifier(value) : literal(value).strip());
        }
    }

    private void note(String comment) {
        add("COMMENT ON DATABASE " + name + " IS " + literal(comment));
    }

    private void settle(Map<?, ?> db) {
        refuse(db);
        if (!params.owner().isEmpty() && !params.owner().equals(db.get("owner"))) {
            add("ALTER DATABASE " + name + " OWNER TO " + identifier(params.owner()));
        }
        if (!params.connLimit().isEmpty()
                && !params.connLimit().equals(String.valueOf(db.get("datconnlimit")))) {
            add("ALTER DATABASE " + name + " CONNECTION LIMIT " + params.connLimit());
        }
        if (!params.tablespace().isEmpty() && !params.tablespace().equals(db.get("space"))) {
            add("ALTER DATABASE " + name + " SET TABLESPACE " + identifier(params.tablespace()));
        }
        params.comment()
                .filter(wanted -> !wanted.equals(Objects.requireNonNullElse(db.get("noted"), "")))
                .ifPresent(this::note);
    }

    /** What can not be changed any more. */
    private void refuse(Map<?, ?> db) {
        if (!params.encoding().isEmpty() && !db.get("encoding").equals(server.get("encoding"))) {
            throw fixed("database encoding", "encoding", db.get("encoding_name"));
        }
        same("LC_COLLATE", params.lcCollate(), db.get("datcollate"));
        same("LC_CTYPE", params.lcCtype(), db.get("datctype"));
        Object icu = db.containsKey("datlocale") ? db.get("datlocale") : db.get("daticulocale");
        same("ICU_LOCALE", params.icuLocale(), icu);
        Object provider = db.get("datlocprovider");
        same(
                "LOCALE_PROVIDER",
                params.localeProvider(),
                "c".equals(provider) ? "libc" : "i".equals(provider) ? "icu" : provider);
    }

    private static void same(String what, String wanted, Object is) {
        if (!wanted.isEmpty() && !wanted.equals(is)) {
            throw fixed(what, what, is);
        }
    }

    private static IllegalArgumentException fixed(String what, String short_, Object is) {
        return new IllegalArgumentException(
                "Changing " + what + " is not supported. Current " + short_ + ": " + is);
    }
}
