package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL for {@code mysql} or {@code mariadb} on the host, by its standard input, and what it answers.
 *
 * @param implicitAdmin whether root without a password is tried first
 * @param ownPlace whether host and port of the option file win
 * @param database the one to use
 * @param begin statements that every session begins with, a line each
 */
record Mysql(
        MysqlLogin login,
        boolean implicitAdmin,
        boolean ownPlace,
        Optional<String> database,
        String begin) {
    private static final Pattern ERROR =
            Pattern.compile("ERROR (\\d+) \\(\\w+\\)( at line \\d+)?: (.*)", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile(
                    "<row>|<field name=\"([^\"]*)\"(?: xsi:nil=\"true\" />|>([^<]*)</field>)");
    private static final String ESCAPES =
            "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '');\n";

    /** The script that runs the statements up to the first that fails. */
    Sh run(List<Sql> statements) {
        return run(lines(statements), false);
    }

    /** The script that runs all of the statements, whichever of them fail. */
    Sh runAll(List<Sql> statements) {
        return run(lines(statements), true);
    }

    private static String lines(List<Sql> statements) {
        return ESCAPES
                + statements.stream().map(s -> s.text() + ";\n").collect(Collectors.joining());
    }

    /** The script that runs these lines. */
    Sh run(String sql, boolean all) {
        return words().then(fed(sql, all ? List.of("--xml", "--force") : List.of("--xml")));
    }

    /** What draws tables with the types of their columns, to go on after another script. */
    Sh draw(String sql) {
        return fed(sql, List.of("--table", "--column-type-info", "--force"));
    }

    private Sh fed(String sql, List<String> how) {
        List<String> options = new ArrayList<>(how);
        options.addAll(List.of("--binary-mode", "--default-character-set=utf8mb4"));
        database.ifPresent(name -> options.add("--database=" + name));
        return Sh.of("printf %s {} | mysql_says {}", new Secret(begin + sql), options);
    }

    /** The words, and who logs in. */
    Sh words() {
        return Sh.resource(Mysql.class, "client.sh")
                .then(Sh.resource(Mysql.class, "mysql.sh"))
                .then(login.script(implicitAdmin, ownPlace));
    }

    /**
     * The rows that mysql printed: columns and texts, null for NULL.
     *
     * @throws IllegalArgumentException with what the server or mysql complained of
     */
    List<Map<String, String>> rows(String answer) {
        ClientAnswer said = ClientAnswer.of(answer);
        said.needProgram();
        if (!said.ok()) {
            throw new IllegalArgumentException(complaint(said));
        }
        return rowsOf(said.out());
    }

    /** The rows of those statements that did not fail; there is at least one. */
    List<Map<String, String>> someRows(String answer) {
        List<Map<String, String>> all = rowsOf(ClientAnswer.of(answer).out());
        return all.isEmpty() ? rows(answer) : all;
    }

    /** Rows of XML as the client writes it, which may have any byte in a value. */
    static List<Map<String, String>> rowsOf(String xml) {
        List<Map<String, String>> all = new ArrayList<>();
        Matcher each = FIELD.matcher(xml);
        while (each.find()) {
            if (each.group(1) == null) {
                all.add(new LinkedHashMap<>());
            } else {
                String text = each.group(2);
                all.get(all.size() - 1)
                        .put(plain(each.group(1)), text == null ? null : plain(text));
            }
        }
        return all;
    }

    private static String plain(String xml) {
        return xml.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /** What was wrong, with its number, as a driver would tell it. */
    String complaint(ClientAnswer said) {
        Matcher error = ERROR.matcher(said.err());
        if (!error.find()) {
            return said.err().isEmpty() ? "mysql ended with status " + said.status() : said.err();
        }
        String reason = "(" + error.group(1) + ", \"" + error.group(3).strip() + "\")";
        return error.group(2) != null
                ? reason
                : "unable to connect to database, check login_user and login_password are correct or "
                        + login.configFile()
                        + " has the credentials. Exception message: "
                        + reason;
    }
}
