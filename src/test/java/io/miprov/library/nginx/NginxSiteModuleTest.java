package io.miprov.library.nginx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the NGINX of this machine, where there is one. */
final class NginxSiteModuleTest {
    @TempDir Path dir;

    @BeforeEach
    void makeAFolderForNginx() throws IOException {
        Assumptions.assumeTrue(Programs.there("nginx"), "no NGINX here");
        Files.createDirectories(dir.resolve("conf.d"));
        Files.createDirectories(dir.resolve("logs"));
        Files.writeString(
                dir.resolve("nginx.conf"),
                "pid "
                        + dir
                        + "/nginx.pid;\nerror_log "
                        + dir
                        + "/logs/error.log;\n"
                        + "events {}\nhttp {\n  access_log off;\n  include "
                        + dir
                        + "/conf.d/*.conf;\n}\n");
        Outcome made =
                new Trial("certificate", dir, Shells.DASH)
                        .run(
                                Map.of(
                                        "path",
                                        dir + "/tls",
                                        "name",
                                        "x",
                                        "common_name",
                                        "localhost",
                                        "type",
                                        "ec"));
        assertEquals(Outcome.Status.CHANGED, made.status(), made::message);
    }

    @ParameterizedTest
    @EnumSource
    void makesASiteThatNginxTakes(Shells shell) throws IOException {
        new Trial("nginx_site", dir, shell).changesFiles(both());
        String text = Files.readString(dir.resolve("conf.d/mi.conf"));
        for (String line :
                List.of(
                        "listen 18443 ssl;",
                        "server 127.0.0.1:8290 max_fails=2 fail_timeout=10s;",
                        "server 127.0.0.2:8253 max_fails=2 fail_timeout=10s weight=3 backup;",
                        "ssl_protocols TLSv1.2 TLSv1.3;",
                        "proxy_ssl_verify on;",
                        "proxy_ssl_name mi.example.org;",
                        "proxy_pass https://micro_integrator_https;",
                        "server_name mi.example.org localhost;")) {
            assertTrue(text.contains(line), () -> line + " is not in\n" + text);
        }
        assertFalse(text.contains("ssl on;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"round_robin", "least_conn", "ip_hash"})
    void knowsTheStrategies(String strategy) throws IOException {
        Map<String, Object> params = http(server("127.0.0.1", 8290), server("::1", 8290));
        upstream(params).put("strategy", strategy);
        new Trial("nginx_site", dir, Shells.DASH).changesFiles(params);
        assertEquals(
                !strategy.equals("round_robin"),
                Files.readString(dir.resolve("conf.d/mi.conf")).contains(strategy + ";"));
    }

    @ParameterizedTest
    @EnumSource
    void takesTheFileBackWhenNginxRefusesIt(Shells shell) throws IOException {
        Trial trial = new Trial("nginx_site", dir, shell);
        trial.run(both());
        String before = Files.readString(dir.resolve("conf.d/mi.conf"));
        Map<String, Object> params = both();
        params.put("certificate", "/no/such.crt");
        Outcome outcome = trial.run(params);
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(
                outcome.message().contains("cannot load certificate \"/no/such.crt\""),
                outcome::message);
        assertEquals(before, Files.readString(dir.resolve("conf.d/mi.conf")));
        params.put("path", dir + "/conf.d/other.conf");
        assertTrue(
                trial.run(params)
                        .message()
                        .contains(
                                "nginx refuses it, so " + dir + "/conf.d/other.conf is as it was"));
        assertFalse(Files.exists(dir.resolve("conf.d/other.conf")));
    }

    @Test
    void takesASiteAway() {
        Trial trial = new Trial("nginx_site", dir, Shells.DASH);
        trial.run(both());
        Map<String, Object> params = http(server("127.0.0.1", 1));
        params.put("state", "absent");
        trial.changesFiles(params);
        assertFalse(Files.exists(dir.resolve("conf.d/mi.conf")));
    }

    @Test
    void reloadsANginxThatRuns() throws Exception {
        Process nginx =
                new ProcessBuilder(
                                Programs.path("nginx").orElseThrow().toString(),
                                "-p",
                                dir + "/",
                                "-c",
                                dir + "/nginx.conf",
                                "-g",
                                "daemon off;")
                        .start();
        int port = freePort();
        Map<String, Object> params = http(server("127.0.0.1", 1));
        params.put("http_port", port);
        try {
            waitFor(dir.resolve("nginx.pid"));
            new Trial("nginx_site", dir, Shells.DASH).run(params);
            assertTrue(nginx.isAlive());
            assertEquals(502, status(port));
        } finally {
            nginx.destroy();
            nginx.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int status(int port) throws Exception {
        for (int i = 0; ; i++) {
            try {
                return ((java.net.HttpURLConnection)
                                new java.net.URL("http://127.0.0.1:" + port + "/").openConnection())
                        .getResponseCode();
            } catch (java.net.ConnectException e) {
                if (i == 100) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private static void waitFor(Path file) throws Exception {
        for (int i = 0; i < 100 && !(Files.exists(file) && Files.size(file) > 0); i++) {
            Thread.sleep(50);
        }
    }

    @Test
    void refusesWhatCanNotBe() {
        Map<String, Object> params = both();
        params.remove("certificate_key");
        refuses(params, "needs `certificate` and `certificate_key` too");
        params = http();
        refuses(params, "needs at least one server");
        params = http(server("a", 0));
        refuses(params, "has a with the port 0");
        params = http(server("a;b", 1));
        params.put("name", "../x");
        refuses(params, "needs letters, digits");
        params = http(server("x", 1, "down", true));
        refuses(params, "has only servers that are down");
        params = http(server("x", 1), server("y", 1, "backup", true));
        upstream(params).put("strategy", "ip_hash");
        refuses(params, "which ip_hash does not know");
        params = http(server("x", 1));
        params.put("server_names", List.of("a\nb"));
        refuses(params, "can not stand in a configuration");
    }

    private void refuses(Map<String, Object> params, String why) {
        BadParams e =
                assertThrows(
                        BadParams.class,
                        () -> new Trial("nginx_site", dir, Shells.DASH).run(params));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private Map<String, Object> both() {
        Map<String, Object> params = http(server("127.0.0.1", 8290), server("localhost", 8290));
        params.put("https_port", 18443);
        params.put("server_names", List.of("mi.example.org", "localhost"));
        params.put("certificate", dir + "/tls/x.crt");
        params.put("certificate_key", dir + "/tls/x.key");
        params.put("backend_ca", dir + "/tls/x.crt");
        params.put("backend_name", "mi.example.org");
        params.put("show_upstream", true);
        params.put("hsts", true);
        upstream(params)
                .put(
                        "https_servers",
                        List.of(
                                server("127.0.0.1", 8253),
                                server("127.0.0.2", 8253, "weight", 3, "backup", true)));
        return params;
    }

    private Map<String, Object> http(Object... servers) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", "mi");
        params.put("path", dir + "/conf.d/mi.conf");
        params.put(
                "command",
                Programs.path("nginx").orElseThrow()
                        + " -p "
                        + dir
                        + "/ -c "
                        + dir
                        + "/nginx.conf");
        params.put("http_port", 18080);
        Map<String, Object> upstream = new LinkedHashMap<>();
        upstream.put("name", "micro_integrator");
        upstream.put("servers", List.of(servers));
        params.put("upstream", upstream);
        return params;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> upstream(Map<String, Object> params) {
        return (Map<String, Object>) params.get("upstream");
    }

    private static Map<String, Object> server(String address, int port, Object... more) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("address", address);
        server.put("port", port);
        for (int i = 0; i < more.length; i += 2) {
            server.put(more[i].toString(), more[i + 1]);
        }
        return server;
    }
}
