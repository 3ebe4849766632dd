package io.miprov.library.database;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Makes, changes, renames or removes a database of a PostgreSQL server, writes it to a file or reads it from one; by psql, pg_dump and pg_restore on the host.

        - postgresql_db:
            name: shop
            owner: shop
            encoding: UTF-8
            lc_collate: C.UTF-8
            lc_ctype: C.UTF-8
            template: template0
        """)
public final class PostgresqlDbModule implements Module<PostgresqlDbModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the database", aliases = "db") String name,
            @Doc(
                            value =
                                    "present or absent; dump: it is written to `target`; restore: it is read from there; rename: it is called `target`",
                            orElse = "present")
                    State state,
            @Doc(value = "the role that owns it", orElse = "") String owner,
            @Doc(value = "the database that a new one is a copy of", orElse = "") String template,
            @Doc(value = "the encoding of its texts", orElse = "") String encoding,
            @Doc(value = "how its texts are sorted", orElse = "") String lcCollate,
            @Doc(value = "what its letters are", orElse = "") String lcCtype,
            @Doc(value = "the ICU locale that sorts its texts", orElse = "") String icuLocale,
            @Doc(value = "who sorts its texts: libc or icu", orElse = "") String localeProvider,
            @Doc(value = "how many connections it may have; -1: any number", orElse = "")
                    String connLimit,
            @Doc(value = "where its files lie", orElse = "") String tablespace,
            @Doc("what is noted about it; empty text: nothing") Optional<String> comment,
            @Doc(value = "whether it is removed although it is in use", orElse = "no")
                    boolean force,
            @Doc(
                            value =
                                    "the file of a dump; its end says the format: .sql, .tar, .pgc, .dir, and .gz, .bz2 or .xz for plain SQL",
                            path = true,
                            orElse = "")
                    String target,
            @Doc(value = "more arguments for the program that dumps or restores", orElse = "")
                    String targetOpts,
            @Doc(value = "more arguments for pg_dump", orElse = "") String dumpExtraArgs,
            @Doc(value = "the database to connect to", orElse = "postgres") String maintenanceDb,
            @Doc("the role to take on after connecting") Optional<String> sessionRole,
            @Doc(value = "whether values may look like SQL", orElse = "yes") boolean trustInput,
            @Doc(value = "how it gets to the server", flat = true) PostgresLogin login) {

        Psql psql() {
            return new Psql(login, Optional.of(maintenanceDb), sessionRole);
        }
    }

    /** What is done with a database. */
    public enum State {
        PRESENT,
        ABSENT,
        DUMP,
        RESTORE,
        RENAME
    }

    @Override
    public Change plan(Params params, Facts facts) {
        TrustedInput.check(
                params.trustInput(),
                params.owner(),
                params.connLimit(),
                params.encoding(),
                params.name(),
                params.template(),
                params.tablespace(),
                params.sessionRole(),
                params.comment());
        if (!params.connLimit().matches("-?\\d*")) {
            throw new BadParams("conn_limit", "`conn_limit` is a whole number");
        }
        if (params.state() == State.DUMP || params.state() == State.RESTORE) {
            return new PostgresqlDump(params).change();
        }
        if (params.state() == State.RENAME) {
            refuseToRename(params);
        }
        return new Decide(
                params.psql().run(question(params)),
                answer -> new PostgresqlDbPlan(params, params.psql().rows(answer)).change(),
                Map.of());
    }

    private static void refuseToRename(Params params) {
        if (params.target().isEmpty()) {
            throw new BadParams(
                    "state",
                    "The \"target\" option must be defined when the \"rename\" option is used.");
        }
        if (params.target().equals(params.name())) {
            throw new BadParams(
                    "target",
                    "The \"name/db\" option and the \"target\" option cannot be the same.");
        }
        if (params.maintenanceDb().equals(params.name())) {
            throw new BadParams(
                    "maintenance_db",
                    "The \"maintenance_db\" option and the \"name/db\" option cannot be the same.");
        }
    }

    /** The server, and the database if it is there, a line each. */
    private static String question(Params params) {
        return """
        SELECT json_build_object('version', current_setting('server_version_num')::int,
        'encoding', pg_char_to_encoding(%s), 'target', EXISTS (SELECT 1 FROM pg_catalog.pg_database WHERE datname = %s));
        SELECT row_to_json(x) FROM (SELECT d.*, r.rolname AS owner, pg_encoding_to_char(d.encoding) AS encoding_name,
        t.spcname AS space, shobj_description(d.oid, 'pg_database') AS noted
        FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
        JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = %s) x;
        """
                .formatted(
                        PostgresText.literal(params.encoding()),
                        PostgresText.literal(params.target()),
                        PostgresText.literal(params.name()));
    }
}
