package io.miprov.library.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients and servers get of a site that a real NGINX serves. */
final class ServedSiteTest {
    @TempDir Path dir;
    private RunningNginx nginx;
    private int port;

    @BeforeEach
    void start() throws Exception {
        nginx = new RunningNginx(dir);
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

    private void site(Map<String, Object> upstream, int... ports) {
        List<Object> servers = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            boolean backup = i > 0 && upstream.containsValue("active_passive");
            servers.add(Map.of("address", "127.0.0.1", "port", ports[i], "backup", backup));
        }
        Map<String, Object> over = new LinkedHashMap<>(upstream);
        over.put("name", "nodes");
        over.put("servers", servers);
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", "served");
        params.put("config", nginx.conf.toString());
        params.put("command", nginx.command());
        params.put("http_port", port);
        params.put("upstream", over);
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
}
