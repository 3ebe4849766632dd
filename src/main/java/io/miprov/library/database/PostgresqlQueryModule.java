package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

@Doc(
        value =
                """
                Runs SQL on a PostgreSQL server and tells what came of it (`query_result`, `rowcount`, `statusmessage`).

                - postgresql_query:
                    login_db: shop
                    query: SELECT name FROM customer WHERE city = %(city)s
                    named_args:
                      city: Colombo
                """,
        without = {"as_single_query", "path_to_script"})
public final class PostgresqlQueryModule implements Module<PostgresqlQueryModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the query, or a list of queries; %s and %(name)s stand for values") Object query,
            @Doc("the values for %s") Optional<List<Object>> positionalArgs,
            @Doc("the values for %(name)s") Optional<Map<String, Object>> namedArgs,
            @Doc(value = "the database to connect to", aliases = "db", orElse = "") String loginDb,
            @Doc(value = "whether each query is for itself, in no transaction", orElse = "no")
                    boolean autocommit,
            @Doc("the encoding of the client; texts come as UTF-8 whatever it is")
                    Optional<String> encoding,
            @Doc("the schemas in which names are looked for") Optional<List<String>> searchPath,
            @Doc("the role to take on after connecting") Optional<String> sessionRole,
            @Doc(value = "whether values may look like SQL", orElse = "yes") boolean trustInput,
            @Doc(value = "how it gets to the server", flat = true) PostgresLogin login) {}

    @Override
    public Change plan(Params params, Facts facts) {
        TrustedInput.check(params.trustInput(), params.sessionRole());
        QueryArgs args =
                new QueryArgs(
                        params.positionalArgs(), params.namedArgs(), PostgresqlQueryModule::quoted);
        List<String> queries = QueryArgs.queries(params.query());
        List<String> filled = queries.stream().map(args::into).toList();
        QueryScript script = new QueryScript(queries, filled);
        Psql psql = new Psql(params.login(), Optional.of(params.loginDb()), params.sessionRole());
        Decide.Next next = answer -> read(script.read(psql, answer));
        String path =
                params.searchPath()
                        .map(
                                schemas ->
                                        "SET search_path TO "
                                                + schemas.stream()
                                                        .map(String::strip)
                                                        .collect(Collectors.joining(","))
                                                + ";\n")
                        .orElse("");
        if (params.autocommit()) {
            Sh refusal =
                    Sh.of(
                            "echo 'Using autocommit is mutually exclusive with check_mode' >&2; false");
            return new Work(
                    refusal, psql.run(path + script.text(), QueryScript.OPTIONS), next, Map.of());
        }
        String begun = path + "BEGIN;\n" + script.text();
        return new Work(
                psql.run(begun + "ROLLBACK;\n", QueryScript.OPTIONS),
                psql.run(begun + "COMMIT;\n", QueryScript.OPTIONS),
                next,
                Map.of());
    }

    private static Change read(Map<String, Object> values) {
        return new Answer(
                Boolean.TRUE.equals(values.get("changed"))
                        ? Outcome.changed(values)
                        : Outcome.ok(values));
    }

    /** A value of the playbook as SQL; a list is an array, a mapping is JSON. */
    private static String quoted(Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Secret secret) {
            return PostgresText.literal(secret.value());
        }
        if (value instanceof List<?> list) {
            return PostgresText.literal(PostgresArray.of(list));
        }
        return PostgresText.literal(
                value instanceof Map<?, ?>
                        ? new com.google.gson.Gson().toJson(value)
                        : value.toString());
    }
}
