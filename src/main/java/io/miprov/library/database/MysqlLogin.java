package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.Doc;
import java.util.Optional;

/**
 * How a module gets to a MySQL or MariaDB server: the parameters that all of them have. They reach
 * the client as an option file that has no name, so that no password is among its arguments.
 */
public record MysqlLogin(
        @Doc("the user that logs in; else the one of the option file, or the one who asks")
                Optional<String> loginUser,
        @Doc("the password to log in with") Optional<Secret> loginPassword,
        @Doc(value = "the host of the server; localhost: its socket", orElse = "localhost")
                String loginHost,
        @Doc(value = "the port of the server", orElse = "3306") int loginPort,
        @Doc(value = "the socket of the server", path = true) Optional<String> loginUnixSocket,
        @Doc(value = "how many seconds it may take to connect", orElse = "30") int connectTimeout,
        @Doc(
                        value = "an option file, of which [client] counts; it need not be there",
                        path = true,
                        orElse = "~/.my.cnf")
                String configFile,
        @Doc(
                        value = "the authorities that the server's certificate is checked by",
                        aliases = "ssl_ca",
                        path = true)
                Optional<String> caCert,
        @Doc(value = "the client's certificate", aliases = "ssl_cert", path = true)
                Optional<String> clientCert,
        @Doc(value = "the key of the client's certificate", aliases = "ssl_key", path = true)
                Optional<String> clientKey,
        @Doc("whether the server's certificate must have its name")
                Optional<Boolean> checkHostname) {
    private static final int PORT = 3306;

    /**
     * Sets {@code settings} for the words of {@code mysql.sh}.
     *
     * @param implicit whether root without a password is tried first
     * @param ownPlace whether host and port of the option file win
     */
    Sh script(boolean implicit, boolean ownPlace) {
        String more = (ownPlace ? "" : place()) + ways();
        String user =
                loginUser.map(name -> MysqlText.option("user", name)).orElse("")
                        + loginPassword
                                .map(password -> MysqlText.option("password", password.value()))
                                .orElse("");
        String root = MysqlText.option("user", "root") + MysqlText.option("password", "");
        return Sh.of(
                "mysql_login {} {} {}",
                configFile,
                new Secret(more + user),
                implicit ? more + root : "");
    }

    private String place() {
        if (loginUnixSocket.isPresent()) {
            return MysqlText.option("socket", loginUnixSocket.get())
                    + MysqlText.option("host", "localhost");
        }
        // clients take localhost for the socket, whatever the port
        boolean tcp = loginHost.equals("localhost") && loginPort != PORT;
        return MysqlText.option("host", loginHost)
                + MysqlText.option("port", String.valueOf(loginPort))
                + (tcp ? MysqlText.option("protocol", "TCP") : "");
    }

    private String ways() {
        StringBuilder lines = new StringBuilder("loose-connect-timeout=" + connectTimeout + "\n");
        caCert.ifPresent(path -> lines.append(MysqlText.option("ssl-ca", path)));
        clientCert.ifPresent(path -> lines.append(MysqlText.option("ssl-cert", path)));
        clientKey.ifPresent(path -> lines.append(MysqlText.option("ssl-key", path)));
        // MariaDB and MySQL have names of their own for it
        checkHostname.ifPresent(
                check ->
                        lines.append(
                                check
                                        ? "loose-ssl-verify-server-cert\nloose-ssl-mode=VERIFY_IDENTITY\n"
                                        : "loose-skip-ssl-verify-server-cert\n"));
        return lines.toString();
    }
}
