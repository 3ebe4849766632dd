package io.miprov.library.database;

import io.miprov.host.Sh;
import io.miprov.library.database.PostgresqlDbModule.Params;
import io.miprov.library.database.PostgresqlDbModule.State;
import io.miprov.module.Act;
import io.miprov.module.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a database of PostgreSQL to a file on the host, or reads it from one. The end of the
 * file's name says its format, and each run is a change.
 */
record PostgresqlDump(Params params) {
    private static final Map<String, String> FORMATS = Map.of("tar", "t", "pgc", "c", "dir", "d");

    Change change() {
        boolean dump = params.state() == State.DUMP;
        List<String> words = dump ? dumps() : restores();
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("db", params.name());
        says.put("executed_commands", List.of(String.join(" ", words) + more(dump)));
        // further arguments are as the shell reads them
        String extra = more(dump);
        Sh command = Sh.of("{}" + (extra.isBlank() ? "" : " \"$@\""), words);
        Sh run =
                folder() || !dump && format().isPresent()
                        ? command
                        : Sh.of(dump ? "written_to {} " : "read_from {} ", target());
        Sh whole = run.equals(command) ? command : joined(run, command);
        Sh arguments = extra.isBlank() ? Sh.NOTHING : Sh.of("eval {}", "set -- " + extra);
        String program = words.get(0);
        return new Act(
                        Sh.resource(Psql.class, "client.sh")
                                .then(Sh.of("("))
                                .then(params.login().exports(Optional.of(params.name())))
                                .then(need(program))
                                .and(arguments)
                                .and(whole)
                                .then(Sh.of(")")),
                        says)
                .reading(out -> Map.of("msg", out.strip(), "rc", 0L));
    }

    private static Sh joined(Sh first, Sh second) {
        return new Sh(first.text() + second.text(), first.shown() + second.shown());
    }

    private static Sh need(String program) {
        return Sh.of(
                "{ command -v {} >/dev/null || { printf 'the host has no %s; install postgresql-client first with a package task\\n' {} >&2; false; }; }",
                program, program);
    }

    private String more(boolean dump) {
        return (dump ? " " + params.dumpExtraArgs() : "") + " " + params.targetOpts();
    }

    private String target() {
        return params.target().isEmpty() ? params.name() + ".sql" : params.target();
    }

    private Optional<String> format() {
        String target = target();
        return Optional.ofNullable(FORMATS.get(target.substring(target.lastIndexOf('.') + 1)));
    }

    /** A dump that is a folder, which the programs themselves write and read. */
    private boolean folder() {
        return format().equals(Optional.of("d"));
    }

    private List<String> dumps() {
        List<String> words = new ArrayList<>(List.of("pg_dump"));
        words.addAll(connection());
        format().ifPresent(format -> words.add("--format=" + format));
        params.sessionRole().ifPresent(role -> words.add("--role=" + role));
        if (folder()) {
            words.addAll(List.of("-f", target()));
        }
        return words;
    }

    private List<String> connection() {
        String more = params.login().more();
        return more.isEmpty() ? List.of() : List.of("-d", more);
    }

    private List<String> restores() {
        if (format().isEmpty()) {
            List<String> words = new ArrayList<>(List.of("psql", "-q", "-o", "/dev/null"));
            words.addAll(connection());
            words.addAll(List.of("-f", "-"));
            return words;
        }
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "pg_restore",
                                "--format=" + format().get(),
                                "--dbname=" + params.name()));
        params.sessionRole().ifPresent(role -> words.add("--role=" + role));
        words.add(target());
        return words;
    }
}
