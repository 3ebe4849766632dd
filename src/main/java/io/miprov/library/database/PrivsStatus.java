package io.miprov.library.database;

import static io.miprov.library.database.PostgresText.literal;
import static io.miprov.library.database.PostgresText.literals;

import io.miprov.library.database.PostgresqlPrivsModule.Params;

/**
 * The query for the privileges that things have: one text, which is another one when a privilege
 * is, whatever order they are kept in.
 */
final class PrivsStatus {
    private PrivsStatus() {}

    static String of(Params params) {
        return switch (params.type()) {
            case TABLE -> classes(params, "c.relkind IN ('r', 'v', 'm', 'p', 'f')");
            case SEQUENCE -> classes(params, "c.relkind = 'S'");
            case FUNCTION, PROCEDURE -> in(params, "pg_proc", "pro", functions(params));
            case TYPE -> in(params, "pg_type", "typ", "typname" + among(params));
            case DATABASE -> of("pg_database", "datacl", "datname" + among(params));
            case SCHEMA -> of("pg_namespace", "nspacl", "nspname" + among(params));
            case LANGUAGE -> of("pg_language", "lanacl", "lanname" + among(params));
            case TABLESPACE -> of("pg_tablespace", "spcacl", "spcname" + among(params));
            case FOREIGN_DATA_WRAPPER ->
                    of("pg_foreign_data_wrapper", "fdwacl", "fdwname" + among(params));
            case FOREIGN_SERVER -> of("pg_foreign_server", "srvacl", "srvname" + among(params));
            case PARAMETER -> of("pg_parameter_acl", "paracl", "parname" + among(params));
            case DEFAULT_PRIVS -> defaults(params);
            case GROUP -> groups(params);
        };
    }

    private static String among(Params params) {
        return " IN (" + literals(params.things()) + ")";
    }

    private static String of(String table, String acl, String where) {
        return summed(acl, "c.oid", "pg_catalog." + table + " c", where);
    }

    /** The sum of the rows of a table, each with the sorted entries of its access list. */
    private static String summed(String acl, String key, String from, String where) {
        return "SELECT md5(coalesce(string_agg(%1$s::text || coalesce((SELECT ' ' || string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(%2$s) a), ''), chr(10) ORDER BY %1$s), '')) FROM %3$s WHERE %4$s"
                .formatted(key, acl, from, where);
    }

    private static String classes(Params params, String kinds) {
        String named = params.wholeSchema() ? "" : " AND relname" + among(params);
        return in(params, "pg_class", "rel", kinds + named);
    }

    private static String functions(Params params) {
        return params.wholeSchema()
                ? "true"
                : "proname IN (%s)"
                        .formatted(
                                literals(
                                        params.things().stream()
                                                .map(thing -> thing.split("\\(", 2)[0])
                                                .toList()));
    }

    private static String in(Params params, String table, String prefix, String where) {
        String schema = params.inSchema().map(s -> " AND n.nspname = " + literal(s)).orElse("");
        return summed(
                "c." + prefix + "acl",
                "c.oid",
                "pg_catalog.%s c JOIN pg_catalog.pg_namespace n ON n.oid = c.%snamespace"
                        .formatted(table, prefix),
                where + schema);
    }

    private static String defaults(Params params) {
        String schema =
                params.inSchema()
                        .map(
                                s ->
                                        "defaclnamespace IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = %s)"
                                                .formatted(literal(s)))
                        .orElse("true");
        // the row of a list that is made anew has another oid
        return summed(
                "c.defaclacl",
                "concat_ws(' ', c.defaclrole, c.defaclnamespace, c.defaclobjtype)",
                "pg_catalog.pg_default_acl c",
                schema);
    }

    private static String groups(Params params) {
        return "SELECT md5(coalesce(string_agg(concat_ws(' ', m.roleid, m.grantor, m.member, m.admin_option), chr(10) ORDER BY m.roleid, m.grantor, m.member), '')) FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.roleid WHERE r.rolname"
                + among(params);
    }
}
