package io.miprov.library.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.lab.NginxVersions;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With each NGINX that there is. */
@ParameterizedClass
@EnumSource(NginxVersions.class)
final class NginxSiteModuleTest {
    @Parameter NginxVersions version;

    @TempDir Path dir;

    @BeforeEach
    void makeAFolderForNginx() throws IOException {
        version.program();
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
                        "server 127.0.0.1:8290 max_fails=3 fail_timeout=5s;",
                        "server 127.0.0.2:8253 max_fails=3 fail_timeout=5s weight=3 backup;",
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
    @ValueSource(strings = {"round_robin", "active_active", "least_conn", "ip_hash"})
    void knowsTheStrategies(String strategy) throws IOException {
        Map<String, Object> params = http(server("127.0.0.1", 8290), server("::1", 8290));
        upstream(params).put("strategy", strategy);
        new Trial("nginx_site", dir, Shells.DASH).changesFiles(params);
        assertEquals(
                List.of("least_conn", "ip_hash").contains(strategy),
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
        params.put("name", "other");
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
                                version.program().toString(),
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

    @Test
    void refusesWhatThisNginxDoesNotKnowAndSaysWhatToDo() {
        Trial trial = new Trial("nginx_site", dir, Shells.DASH);
        Map<String, Object> params = http(server("127.0.0.1", 8290));
        upstream(params).put("strategy", "sticky");
        if (told().sticky()) {
            trial.changesFiles(params);
        } else {
            trial.fails(
                    params, "the strategy sticky needs NGINX 1.29.6 or newer, or NGINX Plus, and");
        }
        upstream(params).put("strategy", "active_active_health_checks");
        trial.fails(params, "needs NGINX Plus, and this is nginx/");
    }

    /** Each form of a site, with not one word that this NGINX takes for old. */
    @ParameterizedTest
    @EnumSource(
            value = Strategy.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "ACTIVE_ACTIVE_HEALTH_CHECKS")
    void writesNothingThatNginxWarnsOf(Strategy strategy) throws Exception {
        boolean backup = strategy == Strategy.ACTIVE_PASSIVE;
        Map<String, Object> params = both();
        params.put("http2", true);
        params.put("paths", List.of("/services/", "/orders"));
        upstream(params).put("strategy", strategy.name().toLowerCase(Locale.ROOT));
        for (String servers : List.of("servers", "https_servers")) {
            upstream(params)
                    .put(
                            servers,
                            List.of(
                                    server("127.0.0.1", 8290, "weight", 2),
                                    server("::1", 8290),
                                    server("127.0.0.3", 8290, "down", true),
                                    server("127.0.0.2", 8290, "backup", backup)));
        }
        Trial trial = new Trial("nginx_site", dir, Shells.DASH);
        if (strategy == Strategy.STICKY && !told().sticky()) {
            trial.fails(params, "needs NGINX 1.29.6 or newer");
            return;
        }
        trial.changesFiles(params);
        String said = said("-t");
        assertTrue(said.contains("test is successful"), said);
        assertFalse(said.contains("[warn]"), said);
        assertEquals(
                told().http2Directive() ? 1 : 0,
                Pattern.compile("http2 on;").split(text(), -1).length - 1);
    }

    /** The versions for which something is written otherwise are those for which it must be. */
    @Test
    void eachVersionKnowsWhatIsWrittenForIt() throws Exception {
        String certificate =
                "ssl_certificate %1$s/tls/x.crt; ssl_certificate_key %1$s/tls/x.key; "
                        .formatted(dir);
        assertEquals(told().http2Directive(), takes("server { listen 18443; http2 on; }"));
        assertEquals(
                told().http2Directive(),
                !takes("server { listen 18443; ssl on; " + certificate + "}"));
        String sticky = "sticky cookie miprov_route path=/ httponly;";
        assertEquals(told().sticky(), takes(upstreamWith(sticky, "")));
        assertEquals(told().sticky(), takes(upstreamWith("", " drain")));
        assertTrue(takes(upstreamWith("", " down")));
        assertFalse(takes("server { location / { health_check uri=/; } }"));
    }

    /** As after an upgrade of the machine, or a way back. */
    @Test
    void writesTheSiteAnewForAnotherNginx() throws Exception {
        Map<String, Object> params = both();
        params.put("http2", true);
        String other = told().http2Directive() ? "nginx/1.22.1" : "nginx/1.30.6";
        Files.writeString(dir.resolve("conf.d/mi.conf"), text(params, other));
        String said = said("-t");
        assertEquals(told().http2Directive(), said.contains("test is successful"), said);
        assertEquals(told().http2Directive(), said.contains("[warn]"), said);
        new Trial("nginx_site", dir, Shells.DASH).changesFiles(params);
        said = said("-t");
        assertTrue(said.contains("test is successful") && !said.contains("[warn]"), said);
    }

    private static String upstreamWith(String directive, String word) {
        return "upstream nodes { zone nodes 64k; "
                + directive
                + " server 127.0.0.1:1; server 127.0.0.1:2"
                + word
                + "; }";
    }

    private boolean takes(String text) throws Exception {
        Path file = Files.writeString(dir.resolve("conf.d/probe.conf"), text);
        boolean taken = said("-t").contains("test is successful");
        Files.delete(file);
        return taken;
    }

    private NginxVersion told() {
        try {
            return NginxVersion.of(said("-v"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String said(String option) throws IOException, InterruptedException {
        Process nginx =
                new ProcessBuilder(
                                version.program().toString(),
                                "-p",
                                dir + "/",
                                "-c",
                                dir + "/nginx.conf",
                                option)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(nginx.getInputStream().readAllBytes(), UTF_8);
        nginx.waitFor();
        return said;
    }

    @Test
    void hasABackupForActivePassive() throws IOException {
        Map<String, Object> params = http(server("127.0.0.1", 8290));
        upstream(params).put("strategy", "active_passive");
        refuses(params, "needs a server with `backup: yes`, and one without");
        upstream(params)
                .put(
                        "servers",
                        List.of(
                                server("127.0.0.1", 8290),
                                server("127.0.0.2", 8290, "backup", true)));
        new Trial("nginx_site", dir, Shells.DASH).changesFiles(params);
        assertTrue(text().contains("server 127.0.0.2:8290 max_fails=3 fail_timeout=5s backup;"));
    }

    @Test
    void keepsMembersDrainedThatAre() throws IOException {
        Trial trial = new Trial("nginx_site", dir, Shells.DASH);
        Map<String, Object> params = http(server("127.0.0.1", 8290), server("127.0.0.2", 8290));
        trial.run(params);
        String drained = "server 127.0.0.1:8290 max_fails=3 fail_timeout=5s down;";
        String marked = drained + " # miprov: drained by run-7\n";
        Files.writeString(
                dir.resolve("conf.d/mi.conf"),
                text().replaceFirst(
                                "8290 max_fails=3 fail_timeout=5s;",
                                "8290 max_fails=3 fail_timeout=5s down; # miprov: drained by run-7"));
        trial.settled(params);
        params.put("max_body", "7m");
        trial.changesFiles(params);
        assertTrue(text().contains(marked), text());
        Files.writeString(
                dir.resolve("conf.d/mi.conf"), text().replace(" # miprov: drained by run-7", ""));
        params.put("max_body", "8m");
        trial.changesFiles(params);
        assertTrue(text().contains(drained + "\n"), "what was done by hand stays too");
    }

    @Test
    void putsBackWhatThePlaybookItselfTookOut() throws IOException {
        Trial trial = new Trial("nginx_site", dir, Shells.DASH);
        trial.changesFiles(
                http(server("127.0.0.1", 8290, "down", true), server("127.0.0.2", 8290)));
        assertTrue(text().contains(" down; # miprov: down as the playbook says\n"));
        trial.changesFiles(http(server("127.0.0.1", 8290), server("127.0.0.2", 8290)));
        assertFalse(text().contains("down"));
    }

    @Test
    void reloadsWhenAnEarlierRunWasCutOffBeforeIt() throws IOException {
        Trial trial = new Trial("nginx_site", dir, Shells.DASH);
        Map<String, Object> params = http(server("127.0.0.1", 8290));
        trial.run(params);
        Files.writeString(
                dir.resolve(".miprov-reload"), "new " + dir.resolve("conf.d/mi.conf") + "\n");
        assertEquals(Outcome.Status.CHANGED, trial.run(params, Mode.CHECK).status());
        assertEquals(Outcome.Status.CHANGED, trial.run(params).status());
        trial.settled(params);
        assertFalse(Files.exists(dir.resolve(".miprov-reload")));
    }

    @Test
    void putsBackWhatAnEarlierRunBrokeAndWasCutOff() throws IOException {
        Trial trial = new Trial("nginx_site", dir, Shells.DASH);
        Map<String, Object> params = http(server("127.0.0.1", 8290));
        trial.run(params);
        Path other = dir.resolve("conf.d/other.conf");
        Files.writeString(other, "nonsense;\n");
        Files.writeString(dir.resolve("conf.d/.other.conf.miprov-before"), "# fine\n");
        Files.writeString(dir.resolve(".miprov-reload"), "old " + other + "\n");
        params.put("max_body", "7m");
        Outcome outcome = trial.run(params);
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
        assertEquals("# fine\n", Files.readString(other));
        assertFalse(Files.exists(dir.resolve("conf.d/.other.conf.miprov-before")));
    }

    @Test
    void publishesOnlyPathsThatItIsTold() throws Exception {
        try (HttpServerOf backend = new HttpServerOf("hello")) {
            Map<String, Object> params = http(server("127.0.0.1", backend.port()));
            params.put("http_port", freePort());
            params.put("paths", List.of("/services/", "/orders"));
            running(
                    params,
                    port -> {
                        assertEquals(200, status(port, "/services/Echo"));
                        assertEquals(200, status(port, "/orders/7"));
                        assertEquals(404, status(port, "/management/login"));
                        assertEquals(404, status(port, "/"));
                    });
        }
    }

    @Test
    void sendsClientsToHttps() throws Exception {
        Map<String, Object> params = both();
        int https = freePort();
        params.put("http_port", freePort());
        params.put("https_port", https);
        params.put("redirect", true);
        params.put("http2", true);
        running(params, port -> assertEquals(308, status(port, "/x?y=z")));
        assertTrue(text().contains("return 308 https://$host:" + https + "$request_uri;"));
    }

    @Test
    void writesWhatEachVersionKnows() {
        Map<String, Object> params = both();
        params.put("http2", true);
        String old = text(params, "nginx/1.22.1");
        assertTrue(old.contains("listen 18443 ssl http2;"), old);
        String now = text(params, "nginx/1.25.1");
        assertTrue(
                now.contains("listen 18443 ssl;\n    listen [::]:18443 ssl;\n    http2 on;"), now);
        upstream(params).put("strategy", "sticky");
        assertTrue(text(params, "nginx/1.29.6").contains("sticky cookie miprov_route"));
        upstream(params).put("strategy", "active_active_health_checks");
        assertTrue(text(params, "nginx/1.27.4 (nginx-plus-r34)").contains("health_check uri=/;"));
    }

    private String text(Map<String, Object> params, String version) {
        return SiteText.of(
                new Trial("nginx_site", dir, Shells.DASH).bound(new NginxSiteModule(), params),
                NginxVersion.of(version));
    }

    @Test
    void namesAnUpstreamThatHasAFileOfItsOwn() throws Exception {
        try (HttpServerOf backend = new HttpServerOf("hello")) {
            Map<String, Object> params = http();
            Map<String, Object> upstream = new LinkedHashMap<>(upstream(params));
            upstream.put("servers", List.of(server("127.0.0.1", backend.port())));
            upstream.put("config", dir.toString());
            upstream.put("command", params.get("command"));
            new Trial("nginx_upstream", dir, Shells.DASH).changesFiles(upstream);
            params.put("elsewhere", true);
            params.put("http_port", freePort());
            running(params, port -> assertEquals(200, status(port, "/")));
        }
    }

    @Test
    void keepsManagementFromClients() {
        refuses(http(server("127.0.0.1", 9164)), "where a Micro Integrator is managed");
    }

    private String text() throws IOException {
        return Files.readString(dir.resolve("conf.d/mi.conf"));
    }

    /** What is asked of a site that runs on this port. */
    private interface Asked {
        void of(int port) throws Exception;
    }

    private void running(Map<String, Object> params, Asked asked) throws Exception {
        Outcome made = new Trial("nginx_site", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.CHANGED, made.status(), made::message);
        Process nginx = nginx();
        try {
            waitFor(dir.resolve("nginx.pid"));
            asked.of((int) params.get("http_port"));
        } finally {
            nginx.destroy();
            nginx.waitFor();
        }
    }

    private Process nginx() throws IOException {
        return new ProcessBuilder(
                        version.program().toString(),
                        "-p",
                        dir + "/",
                        "-c",
                        dir + "/nginx.conf",
                        "-g",
                        "daemon off;")
                .start();
    }

    private static int status(int port, String path) throws IOException {
        java.net.HttpURLConnection connection =
                (java.net.HttpURLConnection)
                        java.net
                                .URI
                                .create("http://127.0.0.1:" + port + path)
                                .toURL()
                                .openConnection();
        connection.setInstanceFollowRedirects(false);
        return connection.getResponseCode();
    }

    /** A server that gives one answer to all. */
    private static final class HttpServerOf implements AutoCloseable {
        private final com.sun.net.httpserver.HttpServer server;

        HttpServerOf(String answer) throws IOException {
            server =
                    com.sun.net.httpserver.HttpServer.create(
                            new java.net.InetSocketAddress(
                                    java.net.InetAddress.getLoopbackAddress(), 0),
                            0);
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] body = answer.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
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
        params.put("config", dir.toString());
        params.put("command", version.program() + " -p " + dir + "/ -c " + dir + "/nginx.conf");
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
