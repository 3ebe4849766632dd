package io.miprov.library.database;

import static io.miprov.library.database.PostgresText.literals;

import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import io.miprov.module.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@Doc(
        value =
                """
        Grants privileges on what a PostgreSQL server has to roles, or revokes them.

        - postgresql_privs:
            login_db: shop
            roles: reader
            privs: SELECT
            objs: ALL_IN_SCHEMA
            schema: public
        """,
        without = "usage_on_types")
public final class PostgresqlPrivsModule implements Module<PostgresqlPrivsModule.Params> {
    private static final Set<String> PRIVILEGES =
            Set.of(
                    ("SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER CREATE CONNECT TEMPORARY"
                                    + " TEMP EXECUTE USAGE ALL SET ALTER_SYSTEM MAINTAIN")
                            .split(" "));
    private static final Pattern NO_ROLE = Pattern.compile("role \"([^\"]*)\" does not exist");

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the database to connect to",
                            aliases = {"db", "database"})
                    String loginDb,
            @Doc(value = "whether they are granted or revoked", orElse = "present") State state,
            @Doc(value = "the privileges, with commas between", aliases = "priv", orElse = "")
                    String privs,
            @Doc(value = "what kind of things they are about", orElse = "table") Kind type,
            @Doc(
                            value =
                                    "the things, with commas between, or ALL_IN_SCHEMA; colons stand for the commas of functions",
                            aliases = "obj",
                            orElse = "")
                    String objs,
            @Doc(
                            value =
                                    "the schema of tables, sequences, functions, procedures, types or default privileges; else public; not-specified: none",
                            orElse = "")
                    String schema,
            @Doc(value = "the roles, with commas between, or PUBLIC", aliases = "role")
                    String roles,
            @Doc(value = "whether it fails when there is no such role", orElse = "yes")
                    boolean failOnRole,
            @Doc("the roles whose new things get default privileges, with commas between")
                    Optional<String> targetRoles,
            @Doc(
                            value = "whether the roles may grant them to others; else as it is",
                            aliases = "admin_option")
                    Optional<Boolean> grantOption,
            @Doc("the role to take on after connecting") Optional<String> sessionRole,
            @Doc(value = "whether values may look like SQL", orElse = "yes") boolean trustInput,
            @Doc(value = "how it gets to the server", flat = true) PostgresLogin login) {

        Psql psql() {
            return new Psql(login, Optional.of(loginDb), sessionRole);
        }

        List<String> privileges() {
            return split(privs.toUpperCase(Locale.ROOT));
        }

        List<String> roleNames() {
            return split(roles);
        }

        List<String> things() {
            return objs.isEmpty() && type == Kind.DATABASE ? List.of(loginDb) : split(objs);
        }

        boolean wholeSchema() {
            return objs.equals("ALL_IN_SCHEMA");
        }

        /** The schema that counts; empty: none. */
        Optional<String> inSchema() {
            boolean none = schema.equals("not-specified") || objs.equals("schemas");
            return !type.hasSchema() || none
                    ? Optional.empty()
                    : Optional.of(schema.isEmpty() ? "public" : schema);
        }

        private static List<String> split(String text) {
            return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
        }
    }

    /** Whether privileges are granted or revoked. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** What privileges are about. */
    public enum Kind {
        TABLE,
        SEQUENCE,
        FUNCTION,
        PROCEDURE,
        DATABASE,
        SCHEMA,
        LANGUAGE,
        TABLESPACE,
        GROUP,
        DEFAULT_PRIVS,
        FOREIGN_DATA_WRAPPER,
        FOREIGN_SERVER,
        TYPE,
        PARAMETER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean hasSchema() {
            return this == TYPE || this == DEFAULT_PRIVS || wholeSchemas();
        }

        boolean wholeSchemas() {
            return this == TABLE || this == SEQUENCE || this == FUNCTION || this == PROCEDURE;
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        if (params.failOnRole()) {
            return work(params, params.roleNames());
        }
        Psql psql = params.psql();
        String known =
                "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname IN (%s);\n"
                        .formatted(literals(params.roleNames()));
        return new Decide(
                psql.run(known),
                answer -> {
                    List<String> there = psql.rows(answer);
                    return work(
                            params,
                            params.roleNames().stream()
                                    .filter(r -> there.contains(r) || PrivsQuery.isImplicit(r))
                                    .toList());
                },
                Map.of());
    }

    private static void refuse(Params params) {
        TrustedInput.check(
                params.trustInput(),
                params.roles(),
                params.targetRoles(),
                params.sessionRole(),
                params.schema());
        String kind = params.type().toString();
        if (!params.schema().isEmpty() && !params.type().hasSchema()) {
            throw new BadParams(
                    "schema", "Argument \"schema\" is not allowed for type \"" + kind + "\".");
        }
        if (params.wholeSchema() && !params.type().wholeSchemas()) {
            throw new BadParams(
                    "objs",
                    "Argument \"objs\": ALL_IN_SCHEMA can be used only for type: table, sequence, function or procedure, "
                            + kind
                            + " was passed.");
        }
        if (params.things().isEmpty()) {
            throw new BadParams("type", "Argument \"objs\" is required for type \"" + kind + "\".");
        }
        if (params.type() == Kind.GROUP && !params.privs().isEmpty()) {
            throw new BadParams("privs", "Argument \"privs\" is not allowed for type \"group\".");
        }
        if (params.type() != Kind.GROUP && params.privs().isEmpty()) {
            throw new BadParams(
                    "type", "Argument \"privs\" is required for type \"" + kind + "\".");
        }
        for (String each : params.privileges()) {
            if (!PRIVILEGES.contains(each)) {
                throw new BadParams("privs", "Invalid privileges specified: " + each);
            }
        }
        PrivsQuery.refuse(params);
    }

    /** Does it in a transaction, which check mode takes back, and compares before and after. */
    private static Change work(Params params, List<String> roles) {
        if (roles.isEmpty()) {
            return new Answer(Outcome.ok(Map.of("queries", List.of())));
        }
        String query = new PrivsQuery(params, roles).text();
        String status = PrivsStatus.of(params) + ";\n";
        String sql = "BEGIN;\n" + status + query + "\n" + status;
        Psql psql = params.psql();
        return new Work(
                psql.run(sql + "ROLLBACK;\n"),
                psql.run(sql + "COMMIT;\n"),
                answer -> outcome(psql, query, answer),
                Map.of());
    }

    private static Change outcome(Psql psql, String query, String answer) {
        List<String> seen;
        try {
            seen = psql.rows(answer);
        } catch (NotYet e) {
            Matcher role = NO_ROLE.matcher(e.getMessage());
            throw role.matches() ? new NotYet("Role '" + role.group(1) + "' does not exist") : e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot execute SQL '" + query + "': " + e.getMessage(), e);
        }
        Map<String, Object> says = Map.of("queries", List.of(query));
        boolean changed = !seen.get(0).equals(seen.get(1));
        return new Answer(changed ? Outcome.changed(says) : Outcome.ok(says));
    }
}
