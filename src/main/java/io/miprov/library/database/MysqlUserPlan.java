package io.miprov.library.database;

import static io.miprov.library.database.MysqlText.literal;

import io.miprov.library.database.MysqlUserModule.Params;
import io.miprov.library.database.MysqlUserModule.State;
import io.miprov.library.database.MysqlUserModule.Update;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must be done about a user of MySQL or MariaDB, once it is known how it is. */
final class MysqlUserPlan {
    private final Params params;
    private final MysqlServer server;
    private final Map<String, MysqlAccount> ofName;
    private final Map<String, MysqlAccount> accounts = new LinkedHashMap<>();
    private final Optional<Map<String, List<String>>> asked;
    private final MysqlIdentified identified;
    private final List<Sql> statements = new ArrayList<>();
    private String message = "User unchanged";
    private boolean passwordChanged;
    private boolean sure;

    MysqlUserPlan(Params params, List<Map<String, String>> rows) {
        this.params = params;
        Map<String, String> first = rows.get(0);
        this.server =
                new MysqlServer(
                        first.get("version"), String.valueOf(first.get("mode")).contains("ANSI"));
        this.ofName = MysqlAccount.of(rows.subList(1, rows.size()));
        ofName.forEach(
                (host, account) -> {
                    if (params.hostAll() || host.equalsIgnoreCase(params.from())) {
                        accounts.put(host, account);
                    }
                });
        this.asked =
                params.priv()
                        .map(
                                priv ->
                                        MysqlGrants.asked(
                                                priv,
                                                server.ansi(),
                                                params.columnCaseSensitive(),
                                                !params.subtractPrivs()));
        this.identified = new MysqlIdentified(params, server);
    }

    Change change() {
        if (params.state() == State.ABSENT) {
            accounts.keySet().forEach(host -> add("DROP USER " + account(host), "User deleted"));
            message = accounts.isEmpty() ? "User doesn't exist" : message;
        } else if (accounts.isEmpty()) {
            create();
        } else {
            accounts.values().forEach(this::settle);
        }
        if (statements.isEmpty()) {
            return new Answer(Outcome.ok(says()));
        }
        Mysql mysql = params.mysql();
        List<Sql> all = new ArrayList<>(statements);
        if (!sure) {
            all.addAll(MysqlUserModule.question(params, List.copyOf(accounts.keySet())));
        }
        return new Act(mysql.run(all), says())
                .reading(out -> sure(mysql.rows(out)) ? Map.of() : Map.of("changed", false));
    }

    /** Whether something is another now: some privileges have several names. */
    private boolean sure(List<Map<String, String>> rows) {
        Map<String, MysqlAccount> now = MysqlAccount.of(rows);
        return sure
                || accounts.entrySet().stream()
                        .anyMatch(
                                each ->
                                        !MysqlGrants.shown(each.getValue().grants())
                                                .equals(
                                                        MysqlGrants.shown(
                                                                now.get(each.getKey()).grants())));
    }

    private Map<String, Object> says() {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("user", params.name());
        says.put("msg", message);
        says.put("password_changed", passwordChanged);
        says.put("attributes", null);
        return says;
    }

    private String account(String host) {
        return MysqlText.account(params.name(), host);
    }

    private void add(String statement, String told) {
        statements.add(Sql.of(statement));
        message = told;
        sure = true;
    }

    private void create() {
        if (params.hostAll()) {
            throw new IllegalArgumentException(
                    "host_all parameter cannot be used when adding a user");
        }
        String account = account(params.from());
        Optional<String> known = known();
        passwordChanged = known.isEmpty();
        String requires = requires();
        boolean inUser = !requires.isEmpty() && !server.old();
        String require = inUser ? " REQUIRE " + requires : "";
        add("CREATE USER " + account + known.orElse(identified.clause()) + require, "User added");
        if (!params.subtractPrivs()) {
            asked.ifPresent(privileges -> privileges(account, privileges, Map.of()));
        }
        if (!requires.isEmpty() && server.old()) {
            add("GRANT USAGE ON *.* TO " + account + " REQUIRE " + requires, "User added");
        }
        if (params.locked().orElse(false)) {
            add("ALTER USER " + account + " ACCOUNT LOCK", "User added");
        }
        limits(account, Optional.empty());
        message = "User added";
    }

    /** How all users of that name show who they are, where a new one does so too. */
    private Optional<String> known() {
        if (params.updatePassword() != Update.ON_NEW_USERNAME) {
            return Optional.empty();
        }
        List<String> clauses =
                ofName.values().stream()
                        .map(
                                one ->
                                        " IDENTIFIED WITH %s AS %s"
                                                .formatted(
                                                        literal(one.column("plugin")),
                                                        literal(one.hash())))
                        .distinct()
                        .toList();
        return clauses.size() == 1 ? Optional.of(clauses.get(0)) : Optional.empty();
    }

    private void settle(MysqlAccount is) {
        String account = account(is.host());
        if (params.updatePassword() == Update.ALWAYS) {
            if (identified.password() && !is.hash().equals(identified.hash())) {
                statements.add(identified.setPassword(account));
                message = "Password updated (" + (server.old() ? "old" : "new") + " style)";
                sure = true;
                passwordChanged = true;
            } else if (params.plugin().isPresent()
                    && !identified.password()
                    && identified.otherPlugin(is)) {
                add("ALTER USER " + account + identified.clause(), message);
                passwordChanged = true;
            }
        }
        asked.ifPresent(
                privileges -> privileges(account, privileges, MysqlGrants.shown(is.grants())));
        params.locked()
                .filter(lock -> lock != is.locked())
                .ifPresent(
                        lock ->
                                add(
                                        "ALTER USER "
                                                + account
                                                + (lock ? " ACCOUNT LOCK" : " ACCOUNT UNLOCK"),
                                        lock ? "User locked" : "User unlocked"));
        if (!is.requires().equals(requires())) {
            String begin = server.old() ? "GRANT USAGE ON *.* TO " : "ALTER USER ";
            String end = requires().isEmpty() ? "NONE" : requires();
            add(begin + account + " REQUIRE " + end, "TLS requires updated");
        }
        limits(account, Optional.of(is));
    }

    private String requires() {
        return MysqlTls.requires(params.tlsRequires().orElse(Map.of()));
    }

    private void privileges(
            String account, Map<String, List<String>> privileges, Map<String, List<String>> has) {
        MysqlPrivileges.Steps steps =
                new MysqlPrivileges(
                                params.name(),
                                account,
                                privileges,
                                has,
                                params.appendPrivs(),
                                params.subtractPrivs())
                        .steps();
        statements.addAll(steps.statements());
        message = steps.message().isEmpty() ? message : steps.message();
        sure |= steps.sure();
    }

    private void limits(String account, Optional<MysqlAccount> is) {
        String wanted =
                params.resourceLimits().orElse(Map.of()).entrySet().stream()
                        .filter(each -> !has(is, each.getKey(), each.getValue()))
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(" "));
        if (!wanted.isEmpty()) {
            add("ALTER USER " + account + " WITH " + wanted, message);
        }
    }

    private static boolean has(Optional<MysqlAccount> is, String limit, int value) {
        String column =
                switch (limit) {
                    case "MAX_QUERIES_PER_HOUR" -> "max_questions";
                    case "MAX_UPDATES_PER_HOUR" -> "max_updates";
                    case "MAX_CONNECTIONS_PER_HOUR" -> "max_connections";
                    default -> limit;
                };
        String now = is.map(account -> account.column(column)).orElse("");
        return !now.isEmpty() && Double.parseDouble(now) == value;
    }
}
