package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.NotYet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL for {@code psql} on the host, by its standard input, and what it answers. Each row comes as a
 * line; the first error ends it.
 *
 * @param database the one to connect to; empty: the one that has the user's name
 * @param role the role that the session takes on
 */
record Psql(PostgresLogin login, Optional<String> database, Optional<String> role) {
    /** What stands before the reason why there is no connection. */
    static final String UNREACHED = "unable to connect to database: ";

    private static final Pattern ERROR =
            Pattern.compile(
                    "(?:psql:<stdin>:(\\d+): )?(?:ERROR|FATAL|PANIC): +(.*)", Pattern.DOTALL);
    private static final String REFUSED = "psql: error: ";
    private static final Pattern MISSING =
            Pattern.compile("(?:role|database|schema) \"[^\"]*\" does not exist");

    /** The script that runs these lines of SQL, each statement for itself. */
    Sh run(String sql) {
        return run(sql, List.of("-q", "-A", "-t"));
    }

    /** The same with these options of psql. */
    Sh run(String sql, List<String> options) {
        List<String> all = new ArrayList<>(List.of("-X", "-w"));
        all.addAll(options);
        all.addAll(List.of("-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse", "-f", "-"));
        if (!login.more().isEmpty()) {
            all.addAll(List.of("-d", login.more()));
        }
        String switched = "SET ROLE " + role.map(PostgresText::identifier).orElse("NONE") + ";\n";
        return Sh.resource(Psql.class, "client.sh")
                .then(Sh.of("(\ncd /"))
                .then(login.exports(database))
                .then(
                        Sh.of(
                                "printf %s {} | client_says postgresql-client psql {}",
                                new Secret((role.isPresent() ? switched : "\n") + sql), all))
                .then(Sh.of(")"));
    }

    /** The script that runs the statements in one transaction. */
    Sh transaction(List<Sql> statements) {
        return run("BEGIN;\n" + lines(statements) + "COMMIT;\n");
    }

    /** The statements, a line each or more. */
    static String lines(List<Sql> statements) {
        return statements.stream().map(s -> s.text() + ";\n").collect(Collectors.joining());
    }

    /**
     * What psql printed.
     *
     * @throws IllegalArgumentException with what the server or psql complained of
     */
    String printed(String answer) {
        ClientAnswer said = ClientAnswer.of(answer);
        said.needProgram();
        if (said.ok()) {
            return said.out();
        }
        String complaint = complaint(said);
        throw MISSING.matcher(complaint).find()
                ? new NotYet(complaint)
                : new IllegalArgumentException(complaint);
    }

    /** The rows that psql printed, a text each. */
    List<String> rows(String answer) {
        return printed(answer).lines().toList();
    }

    /** What was wrong, without what psql and the server put before it. */
    String complaint(ClientAnswer said) {
        int refused = said.err().indexOf(REFUSED);
        if (refused >= 0) {
            return UNREACHED + said.err().substring(refused + REFUSED.length());
        }
        Matcher error = ERROR.matcher(said.err());
        if (!error.find()) {
            return said.err().isEmpty() ? "psql ended with status " + said.status() : said.err();
        }
        boolean switching = role.isPresent() && "1".equals(error.group(1));
        return (switching ? "Could not switch role: " : "") + error.group(2);
    }
}
