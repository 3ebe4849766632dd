package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        value =
                """
                Makes, changes or removes a user (a role) of a PostgreSQL server, by psql on the host.

                - postgresql_user:
                    name: shop
                    password: "{{ shop_password }}"
                    role_attr_flags: CREATEDB,NOSUPERUSER
                    login_unix_socket: /var/run/postgresql
                """,
        without = {"groups", "priv"})
public final class PostgresqlUserModule implements Module<PostgresqlUserModule.Params> {
    private static final Set<String> FLAGS =
            Set.of(
                    "SUPERUSER",
                    "CREATEROLE",
                    "CREATEDB",
                    "INHERIT",
                    "LOGIN",
                    "REPLICATION",
                    "BYPASSRLS");

    /** What it takes. */
    public record Params(
            @Doc(value = "the user", aliases = "user") String name,
            @Doc("the password, or the hash of it as the server has it; empty text: none")
                    Optional<Secret> password,
            @Doc(value = "whether the user should be there", orElse = "present") State state,
            @Doc(value = "the database to connect to", aliases = "db", orElse = "") String loginDb,
            @Doc(
                            value = "whether it fails when the user can not be removed",
                            aliases = "fail_on_role",
                            orElse = "yes")
                    boolean failOnUser,
            @Doc(value = "what the user may, such as CREATEDB or NOLOGIN", orElse = "")
                    String roleAttrFlags,
            @Doc("the role to take on after connecting") Optional<String> sessionRole,
            @Doc(value = "whether the server hashes the password", orElse = "yes")
                    boolean encrypted,
            @Doc("when the password ends, as the server reads times; infinity: never")
                    Optional<String> expires,
            @Doc(value = "whether the password of a user that is there is let alone", orElse = "no")
                    boolean noPasswordChanges,
            @Doc("how many connections the user may have; -1: any number")
                    Optional<Integer> connLimit,
            @Doc("what is noted about the user; empty text: nothing") Optional<String> comment,
            @Doc(value = "whether values may look like SQL", orElse = "yes") boolean trustInput,
            @Doc(value = "settings that the user's sessions begin with", orElse = "")
                    Map<String, String> configuration,
            @Doc(value = "whether the user's other settings are reset", orElse = "no")
                    boolean resetUnspecifiedConfiguration,
            @Doc(value = "whether the values of settings get quoted", orElse = "yes")
                    boolean quoteConfigurationValues,
            @Doc(value = "how it gets to the server", flat = true) PostgresLogin login) {

        /** The flags in capitals, without those that are said twice. */
        List<String> flags() {
            return Arrays.stream(roleAttrFlags.split(","))
                    .filter(flag -> !flag.isEmpty())
                    .map(flag -> flag.toUpperCase(Locale.ROOT))
                    .distinct()
                    .toList();
        }

        boolean everybody() {
            return name.equals("PUBLIC");
        }

        boolean asksForPassword() {
            return password.isPresent() && !noPasswordChanges && state == State.PRESENT;
        }

        Psql psql() {
            return new Psql(login, Optional.of(loginDb), sessionRole);
        }
    }

    /** Whether something of a database should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        if (params.everybody()) {
            return new Answer(Outcome.ok(Map.of("user", params.name(), "queries", List.of())));
        }
        return new Decide(
                params.psql().run(question(params)),
                answer -> new PostgresqlUserPlan(params, params.psql().rows(answer)).change(),
                Map.of());
    }

    private static void refuse(Params params) {
        TrustedInput.check(
                params.trustInput(),
                params.name(),
                params.password(),
                params.expires(),
                params.roleAttrFlags(),
                params.comment(),
                params.sessionRole(),
                params.configuration());
        for (String flag : params.flags()) {
            if (!FLAGS.contains(flag.startsWith("NO") ? flag.substring(2) : flag)) {
                throw new BadParams(
                        "role_attr_flags", "Invalid role_attr_flags specified: " + flag);
            }
        }
        if (params.everybody() && params.password().isPresent()) {
            throw new BadParams("password", "cannot change the password for PUBLIC user");
        }
        if (params.everybody() && !params.flags().isEmpty()) {
            throw new BadParams(
                    "role_attr_flags", "cannot change the role_attr_flags for PUBLIC user");
        }
        for (String key : params.configuration().keySet()) {
            if (key.contains("\"") || key.contains("'")) {
                throw new BadParams(
                        "configuration",
                        "The key of a configuration may not contain single or double quotes");
            }
        }
    }

    /** The server's way to hash, the role as it is, and the hash of its password, a line each. */
    private static String question(Params params) {
        String name = PostgresText.literal(params.name());
        String expires =
                params.expires()
                        .map(e -> "r.rolvaliduntil IS NOT DISTINCT FROM %s::timestamptz")
                        .orElse("true")
                        .formatted(PostgresText.literal(params.expires().orElse("")));
        String role =
                """
                SELECT json_build_object('method', current_setting('password_encryption'));
                SELECT row_to_json(x) FROM (SELECT r.*, %s AS same_expires,
                shobj_description(r.oid, 'pg_authid') AS noted FROM pg_catalog.pg_roles r WHERE r.rolname = %s) x;
                """
                        .formatted(expires, name);
        // who may not read hashes gets an error here, and no line
        String hash =
                """
                \\unset ON_ERROR_STOP
                SELECT json_build_object('hash', rolpassword) FROM pg_catalog.pg_authid WHERE rolname = %s;
                """
                        .formatted(name);
        return role + (params.asksForPassword() ? hash : "");
    }
}
