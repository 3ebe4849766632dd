package io.miprov.library.database;

import io.miprov.host.Sh;
import io.miprov.library.database.MysqlDbModule.Params;
import io.miprov.module.Act;
import io.miprov.module.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes databases of MySQL to a file on the host, or reads one from it; each run is a change. */
record MysqlDump(Params params) {

    Change dump() {
        List<String> words = new ArrayList<>();
        flag(words, params.force(), "--force");
        flag(words, params.skipLockTables(), "--skip-lock-tables");
        flag(words, !params.encoding().isEmpty(), "--default-character-set=" + params.encoding());
        flag(words, params.singleTransaction(), "--single-transaction=true");
        flag(words, params.quick(), "--quick");
        params.ignoreTables().forEach(table -> words.add("--ignore-table=" + table));
        flag(words, params.hexBlob(), "--hex-blob");
        flag(words, params.masterData() > 0, "--master-data=" + params.masterData());
        if (params.every()) {
            words.add("--all-databases");
        } else {
            flag(words, params.names().size() > 1, "--databases");
            words.addAll(params.names());
        }
        // further arguments are as the shell reads them
        Sh arguments = Sh.of("eval {}", "set -- " + params.dumpExtraArgs());
        return act(arguments.and(run("written_to", "mysqldump", words)), "mysqldump", words);
    }

    /**
     * @param first what makes the database
     */
    Change load(List<Sql> first) {
        List<String> words = new ArrayList<>();
        flag(words, params.force(), "--force");
        flag(words, !params.encoding().isEmpty(), "--default-character-set=" + params.encoding());
        if (!params.every()) {
            words.add("--one-database");
            words.addAll(params.names());
        }
        StringBuilder sql = new StringBuilder();
        first.forEach(each -> sql.append(each.text()).append(";\n"));
        Sh make =
                first.isEmpty()
                        ? Sh.of("set --")
                        : Sh.of(
                                "set -- && printf %s {} | with_settings \"$settings\" \"$(mysql_program mysql)\"",
                                sql.toString());
        return act(make.and(run("read_from", "mysql", words)), "mysql", words);
    }

    private static void flag(List<String> words, boolean wanted, String flag) {
        if (wanted) {
            words.add(flag);
        }
    }

    private Sh run(String how, String program, List<String> words) {
        return Sh.of(
                how
                        + " {} with_settings \"$settings\" \"$(mysql_program "
                        + program
                        + ")\" {} \"$@\"",
                params.target().orElseThrow(),
                words);
    }

    private Change act(Sh script, String program, List<String> words) {
        Sh folder = params.chdir().map(at -> Sh.of("cd -- {}", at)).orElse(Sh.NOTHING);
        String told = (program + " " + String.join(" ", words)).strip();
        return new Act(
                        params.mysql()
                                .words()
                                .then(Sh.of("("))
                                .then(folder.and(script))
                                .then(Sh.of(")")),
                        MysqlDbModule.says(params, List.of(told)))
                .reading(out -> Map.of("msg", out.strip()));
    }
}
