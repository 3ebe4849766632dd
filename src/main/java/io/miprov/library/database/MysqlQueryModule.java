package io.miprov.library.database;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Doc(
        """
        Runs SQL on a MySQL or MariaDB server and tells what came of it (`query_result`, `rowcount`).

        - mysql_query:
            login_db: shop
            query: SELECT name FROM customer WHERE city = %(city)s
            named_args:
              city: Colombo
        """)
public final class MysqlQueryModule implements Module<MysqlQueryModule.Params> {
    /** Ends a statement, whatever is in it. */
    private static final String END = "\n;miprov;\n";

    private static final String BEGIN = "delimiter ;miprov;\n";
    private static final char BETWEEN = '\035';
    private static final String COUNT = "miprov rows";

    /** What it takes. */
    public record Params(
            @Doc("the query, or a list of queries; %s and %(name)s stand for values") Object query,
            @Doc("the values for %s") Optional<List<Object>> positionalArgs,
            @Doc("the values for %(name)s") Optional<Map<String, Object>> namedArgs,
            @Doc("the database to use") Optional<String> loginDb,
            @Doc(value = "whether all of them are one transaction", orElse = "no")
                    boolean singleTransaction,
            @Doc("variables of the session") Optional<Map<String, Object>> sessionVars,
            @Doc(value = "how it gets to the server", flat = true) MysqlLogin login) {}

    @Override
    public Change plan(Params params, Facts facts) {
        QueryArgs args =
                new QueryArgs(params.positionalArgs(), params.namedArgs(), MysqlSession::value);
        List<String> queries = QueryArgs.queries(params.query()).stream().map(args::into).toList();
        Mysql mysql =
                new Mysql(
                        params.login(),
                        false,
                        false,
                        params.loginDb(),
                        MysqlSession.begin(true, params.sessionVars()));
        StringBuilder sql = new StringBuilder(BEGIN);
        sql.append(params.singleTransaction() ? "START TRANSACTION" + END : "");
        List<String> bare =
                queries.stream().map(q -> q.strip().replaceAll("[;\\s]+$", "")).toList();
        for (String query : bare) {
            sql.append(query).append(END);
            sql.append("SELECT ROW_COUNT() AS `" + COUNT + "`").append(END);
        }
        sql.append(params.singleTransaction() ? "COMMIT" + END : "");
        Sh asks = mysql.run(sql.toString(), false);
        String types = MysqlTypes.question(bare, END);
        if (!types.isEmpty()) {
            asks = asks.then(Sh.of("printf '\\035'")).then(mysql.draw(BEGIN + types));
        }
        return new Ask(
                asks,
                reply -> outcome(mysql, queries, reply),
                Optional.of(
                        Outcome.skipped(
                                "remote module (mysql_query) does not support check mode")));
    }

    private static Outcome outcome(Mysql mysql, List<String> queries, Reply reply) {
        if (!reply.ok()) {
            return Outcome.failed(reply.err());
        }
        int between = reply.out().lastIndexOf(BETWEEN);
        ClientAnswer said =
                ClientAnswer.of(between < 0 ? reply.out() : reply.out().substring(0, between));
        List<Map<String, String>> types =
                MysqlTypes.read(between < 0 ? "" : reply.out().substring(between), queries.size());
        List<Map<String, String>> rows = Mysql.rowsOf(said.out());
        if (!said.ok()) {
            int done = (int) rows.stream().filter(row -> row.containsKey(COUNT)).count();
            String complaint = mysql.complaint(said);
            boolean asked = complaint.startsWith("(");
            String query = queries.get(Math.min(done, queries.size() - 1));
            return Outcome.failed(
                    asked ? "Cannot execute SQL '" + query + "': " + complaint : complaint);
        }
        List<Object> results = new ArrayList<>();
        List<Object> counts = new ArrayList<>();
        List<Map<String, Object>> result = new ArrayList<>();
        boolean changed = false;
        for (Map<String, String> row : rows) {
            if (!row.containsKey(COUNT)) {
                result.add(values(row, types.get(results.size())));
                continue;
            }
            long affected = Long.parseLong(row.get(COUNT));
            long count = affected < 0 ? result.size() : affected;
            changed |= changes(queries.get(results.size()), count);
            counts.add(count);
            results.add(result);
            result = new ArrayList<>();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("executed_queries", queries);
        values.put("query_result", results);
        values.put("rowcount", counts);
        return changed ? Outcome.changed(values) : Outcome.ok(values);
    }

    private static boolean changes(String query, long rows) {
        String begin = query.strip().toUpperCase(Locale.ROOT);
        begin = begin.substring(0, Math.min("TRUNCATE".length(), begin.length()));
        return Stream.of("CREATE", "DROP", "ALTER", "RENAME", "TRUNCATE").anyMatch(begin::contains)
                || rows > 0
                        && Stream.of("INSERT", "UPDATE", "DELETE", "REPLACE")
                                .anyMatch(begin::contains);
    }

    private static Map<String, Object> values(Map<String, String> row, Map<String, String> types) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.forEach(
                (column, text) -> values.put(column, MysqlTypes.value(text, types.get(column))));
        return values;
    }
}
