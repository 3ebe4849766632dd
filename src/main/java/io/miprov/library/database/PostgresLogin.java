package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.Doc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a module gets to a PostgreSQL server: the parameters that all of them have. They reach the
 * client as variables of its environment, so that no password is among its arguments.
 */
public record PostgresLogin(
        @Doc(value = "the user that logs in; else PGUSER, or postgres", aliases = "login")
                Optional<String> loginUser,
        @Doc("the password to log in with") Optional<Secret> loginPassword,
        @Doc(value = "the host of the server; else the socket", aliases = "host", orElse = "")
                String loginHost,
        @Doc(
                        value = "the folder of the server's socket",
                        aliases = "unix_socket",
                        path = true,
                        orElse = "")
                String loginUnixSocket,
        @Doc(value = "the port of the server; else PGPORT, or 5432", aliases = "port")
                Optional<Integer> loginPort,
        @Doc(value = "how much the connection is secured", orElse = "prefer") SslMode sslMode,
        @Doc(
                        value = "the authorities that the server's certificate is checked by",
                        aliases = "ssl_rootcert",
                        path = true)
                Optional<String> caCert,
        @Doc(value = "the client's certificate", path = true) Optional<String> sslCert,
        @Doc(value = "the key of the client's certificate", path = true) Optional<String> sslKey,
        @Doc(value = "more for libpq, by its names; they win", orElse = "")
                Map<String, Object> connectParams) {

    /** How much a connection is secured. */
    public enum SslMode {
        ALLOW,
        DISABLE,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** The variables that libpq reads, exported. */
    Sh exports(Optional<String> database) {
        Map<String, Object> variables = new LinkedHashMap<>();
        boolean here = loginHost.isEmpty() || loginHost.equals("localhost");
        if (here && !loginUnixSocket.isEmpty()) {
            variables.put("PGHOST", loginUnixSocket);
        } else if (!loginHost.isEmpty()) {
            variables.put("PGHOST", loginHost);
        }
        loginPort.ifPresent(port -> variables.put("PGPORT", port));
        loginUser.filter(u -> !u.isEmpty()).ifPresent(user -> variables.put("PGUSER", user));
        password().ifPresent(password -> variables.put("PGPASSWORD", password));
        database.filter(name -> !name.isEmpty()).ifPresent(n -> variables.put("PGDATABASE", n));
        variables.put("PGSSLMODE", sslMode.word());
        caCert.ifPresent(path -> variables.put("PGSSLROOTCERT", path));
        sslCert.ifPresent(path -> variables.put("PGSSLCERT", path));
        sslKey.ifPresent(path -> variables.put("PGSSLKEY", path));
        Sh exports =
                Sh.of(
                        "PGUSER=${PGUSER:-postgres} PGDATESTYLE=ISO PGCLIENTENCODING=UTF8\n"
                                + "export PGUSER PGDATESTYLE PGCLIENTENCODING");
        for (Map.Entry<String, Object> each : variables.entrySet()) {
            exports = exports.then(Sh.of("export " + each.getKey() + "={}", each.getValue()));
        }
        return exports;
    }

    private Optional<Secret> password() {
        Object last = connectParams.get("password");
        if (last != null) {
            return Optional.of(last instanceof Secret s ? s : new Secret(last.toString()));
        }
        return loginPassword.filter(password -> !password.value().isEmpty());
    }

    /** What libpq has no variables for, as one connection string; empty when there is nothing. */
    String more() {
        return connectParams.entrySet().stream()
                .filter(each -> !each.getKey().equals("password"))
                .map(each -> each.getKey() + "=" + quoted(each.getValue().toString()))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
