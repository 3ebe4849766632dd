package io.miprov.library.database;

import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

@Doc(
        """
        Makes or removes databases of a MySQL or MariaDB server, writes them to a file or reads one from it; by mysql and mysqldump on the host.

        - mysql_db:
            name: shop
            encoding: utf8mb4
            login_unix_socket: /run/mysqld/mysqld.sock
        """)
public final class MysqlDbModule implements Module<MysqlDbModule.Params> {
    private static final List<String> EVERY = List.of("all");

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the databases; all: all there are, for a dump or an import",
                            aliases = "db")
                    List<String> name,
            @Doc(
                            value =
                                    "present or absent; dump: they are written to `target`; import: one is read from there",
                            orElse = "present")
                    State state,
            @Doc(value = "the encoding of texts in new ones, or of the dump", orElse = "")
                    String encoding,
            @Doc(value = "how texts in new ones are sorted", orElse = "") String collation,
            @Doc(
                            value =
                                    "the file of a dump, compressed when it ends in .gz, .bz2, .xz or .zst",
                            path = true)
                    Optional<String> target,
            @Doc(value = "whether the dump is made in one transaction", orElse = "no")
                    boolean singleTransaction,
            @Doc(value = "whether the dump takes row by row", orElse = "yes") boolean quick,
            @Doc(value = "tables that are not dumped, as database.table", orElse = "")
                    List<String> ignoreTables,
            @Doc(value = "whether bytes are dumped as hexadecimal digits", orElse = "no")
                    boolean hexBlob,
            @Doc(value = "whether it goes on after an error", orElse = "no") boolean force,
            @Doc(value = "what of replication is in the dump: 0, 1 or 2", orElse = "0")
                    int masterData,
            @Doc(value = "whether tables are not locked", orElse = "no") boolean skipLockTables,
            @Doc(value = "more arguments for the program that dumps", orElse = "")
                    String dumpExtraArgs,
            @Doc(value = "the folder to be in", path = true) Optional<String> chdir,
            @Doc(value = "whether `config_file` is the only one; it always is", orElse = "no")
                    boolean restrictConfigFile,
            @Doc(value = "whether host and port of the option file win", orElse = "no")
                    boolean configOverridesDefaults,
            @Doc(value = "whether it goes into the binary log", orElse = "yes") boolean sqlLogBin,
            @Doc(value = "whether root without a password is tried first", orElse = "no")
                    boolean checkImplicitAdmin,
            @Doc(value = "makes no difference: errors are always seen", orElse = "yes")
                    boolean pipefail,
            @Doc(value = "makes no difference: a shell runs it", orElse = "no") boolean useShell,
            @Doc(value = "makes no difference: the password is quoted", orElse = "no")
                    boolean unsafeLoginPassword,
            @Doc(value = "how it gets to the server", flat = true) MysqlLogin login) {

        Mysql mysql() {
            return new Mysql(
                    login,
                    checkImplicitAdmin,
                    configOverridesDefaults,
                    Optional.empty(),
                    MysqlSession.begin(sqlLogBin, Optional.empty()));
        }

        boolean every() {
            return name.equals(EVERY);
        }

        boolean toFile() {
            return state == State.DUMP || state == State.IMPORT;
        }

        List<String> names() {
            return name.stream().map(String::strip).toList();
        }
    }

    /** What is done with databases. */
    public enum State {
        PRESENT,
        ABSENT,
        DUMP,
        IMPORT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        Sql question =
                Sql.of(
                        "SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN (%s)"
                                .formatted(
                                        params.names().stream()
                                                .map(MysqlText::literal)
                                                .collect(Collectors.joining(", "))));
        Mysql mysql = params.mysql();
        return new Decide(
                mysql.run(List.of(question)),
                answer -> {
                    List<String> there =
                            mysql.rows(answer).stream().map(row -> row.get("name")).toList();
                    return change(params, there);
                },
                Map.of());
    }

    private static void refuse(Params params) {
        if (params.name().isEmpty()) {
            throw new BadParams("name", "`name` needs a database");
        }
        if (params.state() == State.IMPORT && params.name().size() > 1) {
            throw new BadParams("name", "Multiple databases are not supported with state=import");
        }
        if (params.toFile() && params.target().isEmpty()) {
            throw new BadParams(
                    "state",
                    "with state="
                            + (params.state() == State.DUMP ? "dump" : "import")
                            + " target is required");
        }
        if (!params.toFile() && params.every()) {
            throw new BadParams(
                    "name",
                    "name is not allowed to equal 'all' unless state equals import, or dump.");
        }
        if (params.masterData() < 0 || params.masterData() > 2) {
            throw new BadParams("master_data", "`master_data` is 0, 1 or 2");
        }
        if (params.ignoreTables().contains("")) {
            throw new BadParams("ignore_tables", "Name of ignored table cannot be empty");
        }
    }

    private static Change change(Params params, List<String> there) {
        List<String> missing =
                params.names().stream().filter(name -> !there.contains(name)).toList();
        List<Sql> makes =
                (params.every() ? List.<String>of() : missing)
                        .stream().map(name -> create(params, name)).toList();
        return switch (params.state()) {
            case PRESENT -> act(params, makes);
            case ABSENT ->
                    act(
                            params,
                            there.stream()
                                    .map(n -> Sql.of("DROP DATABASE " + MysqlText.identifier(n)))
                                    .toList());
            case DUMP -> {
                if (!makes.isEmpty()) {
                    throw new NotYet(
                            "Cannot dump database(s) '%s' - not found"
                                    .formatted(String.join(", ", missing)));
                }
                yield new MysqlDump(params).dump();
            }
            case IMPORT -> new MysqlDump(params).load(makes);
        };
    }

    private static Sql create(Params params, String name) {
        String sql = "CREATE DATABASE " + MysqlText.identifier(name);
        if (!params.encoding().isEmpty()) {
            sql += " CHARACTER SET " + MysqlText.literal(params.encoding());
        }
        if (!params.collation().isEmpty()) {
            sql += " COLLATE " + MysqlText.literal(params.collation());
        }
        return Sql.of(sql);
    }

    /** What is told of it. */
    static Map<String, Object> says(Params params, List<String> commands) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("db", String.join(" ", params.names()));
        says.put("db_list", params.names());
        says.put("executed_commands", commands);
        return says;
    }

    private static Change act(Params params, List<Sql> statements) {
        Map<String, Object> says = says(params, Sql.shown(statements));
        if (statements.isEmpty()) {
            return new Answer(Outcome.ok(says));
        }
        Mysql mysql = params.mysql();
        return new Act(mysql.run(statements), says)
                .reading(
                        out -> {
                            mysql.rows(out);
                            return Map.of();
                        });
    }
}
