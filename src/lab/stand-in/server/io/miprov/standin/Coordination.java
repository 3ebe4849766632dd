package io.miprov.standin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Joins the other nodes when there is a datasource for it, as far as its log and its database are
 * concerned.
 */
final class Coordination {
    private static final Pattern ADDRESS = Pattern.compile("jdbc:\\w+://([^:/]+):(\\d+)/.*");
    private static final int TIMEOUT_MILLIS = 5000;

    private final Path home;
    private final Settings settings;
    private final Log log;

    Coordination(Path home, Settings settings, Log log) {
        this.home = home;
        this.settings = settings;
        this.log = log;
    }

    void join() {
        for (int i = 0; settings.has("datasource." + i + "."); i++) {
            String datasource = "datasource." + i + ".";
            if (settings.text(datasource + "id", "").equals("WSO2_COORDINATION_DB")) {
                join(datasource);
            }
        }
    }

    private void join(String datasource) {
        String url = settings.text(datasource + "url", "");
        Matcher address = ADDRESS.matcher(url);
        try (Socket socket = new Socket()) {
            if (!hasDriver() || settings.text(datasource + "password", "").isEmpty()) {
                throw new IOException("no driver, or no password");
            }
            if (!address.matches()) {
                throw new IOException("Invalid JDBC URL " + url);
            }
            socket.connect(
                    new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))),
                    TIMEOUT_MILLIS);
            log.info(
                    "RDBMSMemberEventCallBack",
                    "Successfully joined the cluster with id [" + settings.node() + "]");
        } catch (IOException e) {
            log.error("TasksDSComponent", "Cannot initialize task data source: " + e.getMessage());
        }
    }

    private boolean hasDriver() throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.anyMatch(jar -> jar.toString().endsWith(".jar"));
        }
    }
}
