package io.miprov.library.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.miprov.host.Shells;
import io.miprov.lab.NginxVersions;
import io.miprov.library.Trial;
import io.miprov.module.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients and servers get of a site that a real NGINX serves. */
@ParameterizedClass
@EnumSource(NginxVersions.class)
final class ServedSiteTest {
    @Parameter NginxVersions version;

    @TempDir Path dir;
    private RunningNginx nginx;
    private int port;

    @BeforeEach
    void start() throws Exception {
        nginx = new RunningNginx(dir, version);
        nginx.write("conf.d/site.conf", "server { listen 127.0.0.1:" + nginx.port + "; }\n");
        nginx.start();
        port = RunningNginx.freePort();
    }

    @AfterEach
    void stop() {
        nginx.close();
    }

    @Test
    void letsWebSocketsThrough() throws Exception {
        try (Server server =
                new Server(
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nframes")) {
            site(Map.of(), server.port());
            String answer =
                    ask(
                            "GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection:"
                                    + " Upgrade\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n",
                            "frames");
            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
            List<String> got = server.requests.get(0);
            assertTrue(got.contains("Upgrade: websocket"), got.toString());
            assertTrue(got.contains("Connection: upgrade"), got.toString());
            assertTrue(got.contains("X-Forwarded-Proto: http"), got.toString());
            assertTrue(got.contains("X-Forwarded-For: 1.2.3.4, 127.0.0.1"), got.toString());
            assertTrue(got.contains("Host: x"), got.toString());
        }
    }

    @Test
    void keepsConnectionsToServersAllTheSame() throws Exception {
        try (Server server = new Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            site(Map.of(), server.port());
            for (int i = 0; i < 6; i++) {
                assertTrue(
                        ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "ok")
                                .startsWith("HTTP/1.1 200"));
            }
            assertTrue(
                    server.requests.get(0).stream()
                            .noneMatch(line -> line.startsWith("Connection:")),
                    server.requests.toString());
            // two workers, each with one
            assertTrue(server.connections.get() <= 2, server.connections + " connections");
        }
    }

    @Test
    void neverSendsAPostTwice() throws Exception {
        try (Server dead = new Server("");
                Server well = new Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            site(Map.of("strategy", "active_passive"), dead.port(), well.port());
            String post =
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            assertTrue(ask(post, "\r\n\r\n").startsWith("HTTP/1.1 502 "));
            assertEquals(1, dead.requests.size());
            assertEquals(0, well.requests.size());
            String get = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            assertTrue(ask(get, "ok").startsWith("HTTP/1.1 200 "));
            assertEquals(2, dead.requests.size(), "a GET may be tried at the next one");
        }
    }

    @Test
    void asksTheNextServerWhenOneIsGone() throws Exception {
        int gone = RunningNginx.freePort();
        try (Server well = new Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            site(Map.of(), gone, well.port());
            String post =
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            for (int i = 0; i < 8; i++) {
                assertTrue(ask(post, "ok").startsWith("HTTP/1.1 200 "));
            }
        }
    }

    @Test
    void speaksHttp2AndAsksOnlyServersThatHaveTheRightName() throws Exception {
        Tls tls = Tls.make(dir);
        try (SecureServer server = new SecureServer(tls)) {
            int https = RunningNginx.freePort();
            Map<String, Object> params = params(Map.of(), RunningNginx.freePort());
            Map<String, Object> upstream = new LinkedHashMap<>(over(Map.of(), 1));
            upstream.put(
                    "https_servers",
                    List.of(Map.of("address", "127.0.0.1", "port", server.port())));
            params.put("upstream", upstream);
            params.put("https_port", https);
            params.put("http2", true);
            params.put("certificate", tls.certificate().toString());
            params.put("certificate_key", tls.key().toString());
            params.put("backend_ca", tls.certificate().toString());
            params.put("backend_name", "node.example.org");
            made(params);
            HttpClient client = HttpClient.newBuilder().sslContext(tls.context()).build();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("https://localhost:" + https + "/")).build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            assertEquals("secret", answer.body());
            params.put("backend_name", "other.example.org");
            made(params);
            assertEquals(502, client.send(request, BodyHandlers.ofString()).statusCode());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE_ACTIVE", "ACTIVE_PASSIVE", "LEAST_CONN", "IP_HASH", "STICKY"})
    void spreadsRequestsAsTheStrategySays(Strategy strategy) throws Exception {
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        try (Server one = new Server(ok);
                Server two = new Server(ok)) {
            if (strategy == Strategy.STICKY && !told().sticky()) {
                // NginxSiteModuleTest holds that it is refused
                return;
            }
            site(
                    Map.of("strategy", strategy.name().toLowerCase(Locale.ROOT)),
                    one.port(),
                    two.port());
            String cookie = "";
            for (int i = 0; i < 12; i++) {
                String answer =
                        ask(
                                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                        + cookie
                                        + "\r\n",
                                "\r\n\r\nok");
                assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
                Matcher set = Pattern.compile("Set-Cookie: (miprov_route=[^;]*);").matcher(answer);
                assertEquals(strategy == Strategy.STICKY, set.find(), answer);
                if (strategy == Strategy.STICKY) {
                    String route = "Cookie: " + set.group(1) + "\r\n";
                    assertTrue(i == 0 || route.equals(cookie), answer);
                    cookie = route;
                }
            }
            int first = one.requests.size();
            int second = two.requests.size();
            assertEquals(12, first + second);
            switch (strategy) {
                case ACTIVE_PASSIVE -> assertEquals(12, first);
                case IP_HASH, STICKY -> assertEquals(12, Math.max(first, second));
                default -> assertTrue(Math.min(first, second) >= 4, first + " and " + second);
            }
        }
    }

    private NginxVersion told() {
        return NginxVersion.of(
                new Trial("nginx", dir, Shells.DASH)
                        .settled(Map.of("package", "", "command", nginx.command()))
                        .values()
                        .get("version")
                        .toString());
    }

    private void site(Map<String, Object> upstream, int... ports) {
        made(params(over(upstream, ports), port));
    }

    private static Map<String, Object> over(Map<String, Object> upstream, int... ports) {
        List<Object> servers = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            boolean backup = i > 0 && upstream.containsValue("active_passive");
            servers.add(Map.of("address", "127.0.0.1", "port", ports[i], "backup", backup));
        }
        Map<String, Object> over = new LinkedHashMap<>(upstream);
        over.put("name", "nodes");
        over.put("servers", servers);
        return over;
    }

    private Map<String, Object> params(Map<String, Object> upstream, int port) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", "served");
        params.put("config", nginx.conf.toString());
        params.put("command", nginx.command());
        params.put("http_port", port);
        params.put("upstream", upstream);
        return params;
    }

    private void made(Map<String, Object> params) {
        Outcome made = new Trial("nginx_site", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.CHANGED, made.status(), made::message);
    }

    /** What comes of a request, up to this text or the end. */
    private String ask(String request, String until) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            int next;
            while (answer.indexOf(until) < 0 && (next = socket.getInputStream().read()) >= 0) {
                answer.append((char) next);
            }
            return answer.toString();
        }
    }

    /**
     * A server that gives one answer to every request, and remembers them; no answer: it hangs up.
     */
    private static final class Server implements AutoCloseable {
        final List<List<String>> requests = new CopyOnWriteArrayList<>();
        final AtomicInteger connections = new AtomicInteger();
        private final ServerSocket socket;
        private final String answer;

        Server(String answer) throws IOException {
            this.answer = answer;
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread accepting = new Thread(this::accept);
            accepting.setDaemon(true);
            accepting.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = socket.accept();
                    connections.incrementAndGet();
                    Thread serving = new Thread(() -> serve(client));
                    serving.setDaemon(true);
                    serving.start();
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void serve(Socket client) {
            try (client) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
                OutputStream out = client.getOutputStream();
                List<String> request = new ArrayList<>();
                String line;
                while ((line = in.readLine()) != null) {
                    if (!line.isEmpty()) {
                        request.add(line);
                        continue;
                    }
                    requests.add(List.copyOf(request));
                    request.clear();
                    if (answer.isEmpty()) {
                        return;
                    }
                    out.write(answer.getBytes(UTF_8));
                    out.flush();
                }
            } catch (IOException e) {
                // the client went away
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A certificate that vouches for itself, for a client's localhost and for a server's name. */
    private record Tls(Path certificate, Path key, SSLContext context) {
        static Tls make(Path dir) throws Exception {
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("path", dir + "/tls");
            params.put("name", "x");
            params.put("common_name", "localhost");
            params.put("subject_alt_names", List.of("localhost", "node.example.org"));
            params.put("type", "ec");
            Outcome made = new Trial("certificate", dir, Shells.DASH).run(params);
            assertEquals(Outcome.Status.CHANGED, made.status(), made::message);
            Path certificate = dir.resolve("tls/x.crt");
            Path key = dir.resolve("tls/x.key");
            char[] password = "x".toCharArray();
            KeyStore both = KeyStore.getInstance("PKCS12");
            both.load(null, null);
            Certificate shown;
            try (InputStream in = Files.newInputStream(certificate)) {
                shown = CertificateFactory.getInstance("X.509").generateCertificate(in);
            }
            String base64 = Files.readString(key).replaceAll("-----[^-]*-----|\\s", "");
            both.setKeyEntry(
                    "x",
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64))),
                    password,
                    new Certificate[] {shown});
            both.setCertificateEntry("trusted", shown);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(both, password);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(both);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new Tls(certificate, key, context);
        }
    }

    /** A server that speaks HTTPS only. */
    private static final class SecureServer implements AutoCloseable {
        private final HttpsServer server;

        SecureServer(Tls tls) throws IOException {
            server =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] body = "secret".getBytes(UTF_8);
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
}
