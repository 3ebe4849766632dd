package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A host asks a web server with each program that it may have for that. */
@ParameterizedClass
@EnumSource(HttpGetTest.With.class)
final class HttpGetTest {

    /** The shell, and the only program there is to ask with. */
    enum With {
        CURL(Shells.DASH, "curl openssl"),
        BASH(Shells.BASH, "bash openssl"),
        WGET(Shells.DASH, "wget"),
        BUSYBOX(Shells.BUSYBOX, "busybox openssl");

        private final Shells shell;
        private final String programs;

        With(Shells shell, String programs) {
            this.shell = shell;
            this.programs = programs;
        }

        OnceShell host() throws IOException {
            Set<String> all =
                    new TreeSet<>(List.of("cat", "grep", "mktemp", "rm", "sed", "tail", "timeout"));
            all.addAll(List.of(programs.split(" ")));
            Path tools = Files.createTempDirectory("tools");
            tools.toFile().deleteOnExit();
            for (String each : all) {
                assumeTrue(Programs.there(each), () -> "no " + each);
                Files.createSymbolicLink(tools.resolve(each), Programs.path(each).orElseThrow())
                        .toFile()
                        .deleteOnExit();
            }
            return shell.host(Map.of("PATH", tools.toString()));
        }
    }

    @Parameter With with;
    @TempDir Path dir;

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer server;
    private OnceShell host;

    @BeforeEach
    void start() throws Exception {
        host = with.host();
        server = HttpServer.create(loopback(), 0);
        listen();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theWholeAnswerIsTold() {
        Reply reply = get("http://127.0.0.1:" + port() + "/a%20b?c=d", "", "X-One: it's \"1\" \\");
        assertTrue(reply.out().matches("(?s)HTTP/1\\.1 200 .*\\R\\R.*"), () -> said(reply));
        assertTrue(reply.out().endsWith("hello\n"), () -> said(reply));
        assertEquals("/a%20b?c=d it's \"1\" \\", asked.get());
    }

    @Test
    void anAnswerThatIsNoSuccessIsAnAnswer() {
        Reply reply = get("http://127.0.0.1:" + port() + "/500", "", "");
        assertTrue(reply.out().matches("(?s)HTTP/1\\.1 500 .*hello\n"), () -> said(reply));
    }

    @Test
    void aSiteWithoutAPathIsAskedForItsRoot() {
        get("http://127.0.0.1:" + port(), "", "");
        assertEquals("/ null", asked.get());
    }

    @Test
    void whereNobodyListensThatIsSaid() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Reply reply = get("http://127.0.0.1:" + free + "/", "", "");
        assertEquals("", reply.out());
        assertTrue(
                reply.err().matches("(?is).*(refused|connect).*") || with == With.WGET,
                () -> said(reply));
    }

    @Test
    void portsAreAskedWithWhatThereIs() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        boolean can = with == With.CURL || with == With.BASH;
        assertEquals(can ? 0 : 2, host.run(Sh.of("reaches 127.0.0.1 {}", port())).status());
        assertEquals(can ? 1 : 2, host.run(Sh.of("reaches 127.0.0.1 {}", free)).status());
    }

    @Test
    void aSilentServerIsGivenUpAfterItsTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            Reply reply =
                    host.run(
                            Sh.of(
                                    "http_get {} 1 '' ''",
                                    "http://127.0.0.1:" + silent.getLocalPort() + "/"));
            assertEquals("", reply.out());
            assertTrue(System.nanoTime() - began < 10_000_000_000L);
        }
    }

    @Test
    void certificatesAreCheckedUnlessTold() throws Exception {
        server.stop(0);
        Path store = dir.resolve("store.p12");
        keytool("-genkeypair -alias s -keyalg EC -dname CN=x -ext SAN=dns:localhost", store);
        keytool("-exportcert -rfc -alias s -file " + dir.resolve("s.pem"), store);
        HttpsServer secure = HttpsServer.create(loopback(), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server = secure;
        listen();
        String url = "https://localhost:" + port() + "/tls";
        Reply refused = get(url, "", "");
        assertFalse(refused.out().contains("hello"), () -> said(refused));
        for (String trust : List.of("insecure", dir.resolve("s.pem").toString())) {
            Reply reply = get(url, trust, "");
            assertTrue(
                    reply.out().matches("(?s)HTTP/1\\.1 200 .*hello\n"),
                    () -> trust + ": " + said(reply));
        }
        Reply other = get("https://127.0.0.1:" + port() + "/", dir.resolve("s.pem").toString(), "");
        assertFalse(other.out().contains("hello"), () -> "another name: " + said(other));
    }

    private Reply get(String url, String trust, String headers) {
        return host.run(Sh.of("http_get {} 5 {} {}", url, trust, headers));
    }

    private static String said(Reply reply) {
        return reply.status() + "\n" + reply.out() + "\n" + reply.err();
    }

    private void listen() {
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.set(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-One"));
        byte[] body = "hello\n".getBytes(UTF_8);
        exchange.sendResponseHeaders(
                exchange.getRequestURI().getPath().equals("/500") ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void keytool(String words, Path store) throws Exception {
        String all =
                Path.of(System.getProperty("java.home"), "bin/keytool")
                        + " "
                        + words
                        + " -storetype PKCS12 -storepass changeit -keystore "
                        + store;
        Process process = new ProcessBuilder(all.split(" ", -1)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
