package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.miprov.diag.Secret;
import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class UriModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/text", 200, "text/plain", "hello\036\n\n");
        answer("/json", 200, "application/json", "{\"ready\": true, \"n\": 2}");
        answer("/broken", 503, "text/plain", "not ready: 1 faulty CApp");
        server.createContext(
                "/echo",
                exchange -> {
                    String said =
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Content-Type")
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    exchange.getResponseHeaders().add("X-Upstream-Addr", "10.0.0.1:8290");
                    exchange.sendResponseHeaders(202, said.getBytes(UTF_8).length);
                    exchange.getResponseBody().write(said.getBytes(UTF_8));
                    exchange.close();
                });
        server.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/text");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
    }

    private void answer(String path, int status, String type, String text) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(status, text.length());
                    exchange.getResponseBody().write(text.getBytes(UTF_8));
                    exchange.close();
                });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void givesStatusHeadersAndContent() {
        Outcome outcome = ask("/text", Map.of("return_content", true));
        assertEquals(Outcome.Status.OK, outcome.status(), outcome::message);
        assertEquals(200L, outcome.values().get("status"));
        assertEquals("hello\036\n\n", outcome.values().get("content"));
        assertEquals("text/plain", outcome.values().get("content_type"));
    }

    @Test
    void keepsTheAnswerInAFile() throws Exception {
        Map<String, Object> params =
                new LinkedHashMap<>(
                        Map.of(
                                "url",
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/text?x",
                                "dest",
                                dir.toString()));
        Trial trial = new Trial("uri", dir, shell);
        assertEquals(Outcome.Status.CHANGED, trial.run(params).status());
        assertEquals("hello\036\n\n", Files.readString(dir.resolve("text")));
        assertEquals(Outcome.Status.OK, trial.run(params).status());
        assertEquals(Outcome.Status.SKIPPED, trial.run(params, Mode.CHECK).status());
        params.put("url", params.get("url").toString().replace("/text", "/broken"));
        assertEquals(Outcome.Status.FAILED, trial.run(params).status());
        params.put("creates", dir + "/te*");
        assertEquals(
                "skipped, since '" + dir + "/te*' exists",
                trial.run(params).values().get("stdout"));
    }

    @Test
    void sendsFilesAndForms() {
        new Trial("uri", dir, shell).given("sent", "of a file\n");
        Map<String, Object> params =
                new LinkedHashMap<>(
                        Map.of(
                                "src",
                                "sent",
                                "method",
                                "PUT",
                                "status_code",
                                202,
                                "return_content",
                                true));
        assertTrue(said(params).endsWith(" of a file\n"), said(params));
        params.put("src", dir + "/sent");
        params.put("remote_src", true);
        assertTrue(said(params).endsWith(" of a file\n"), said(params));
        params.remove("src");
        params.put("body_format", "form-multipart");
        params.put(
                "body", Map.of("one", Map.of("filename", "f", "content", "x", "mime_type", "a/b")));
        assertTrue(
                said(params)
                        .contains(
                                "Content-Disposition: form-data; name=\"one\"; filename=\"f\"\r\n"
                                        + "Content-Type: a/b\r\n\r\nx\r\n--"),
                said(params));
        assertTrue(said(params).startsWith("PUT multipart/form-data; boundary="), said(params));
    }

    private String said(Map<String, Object> params) {
        return ask("/echo", params).values().get("content").toString();
    }

    @Test
    void readsJson() {
        assertEquals(Map.of("ready", true, "n", 2L), ask("/json", Map.of()).values().get("json"));
    }

    @Test
    void failsOnAnotherStatusAndSaysWhatWasAnswered() {
        Outcome outcome = ask("/broken", Map.of());
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals(503L, outcome.values().get("status"));
        assertTrue(outcome.message().contains("1 faulty CApp"), outcome::message);
        assertEquals(Outcome.Status.OK, ask("/broken", Map.of("status_code", "200, 503")).status());
    }

    @Test
    void failsWithMinusOneWhenNobodyAnswers() {
        int port = server.getAddress().getPort();
        server.stop(0);
        Outcome outcome =
                new Trial("uri", dir, shell).run(Map.of("url", "http://127.0.0.1:" + port + "/"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals(-1L, outcome.values().get("status"));
        assertTrue(outcome.message().contains("connect"), outcome::message);
    }

    @Test
    void sendsBodiesAndLogsIn() {
        Outcome outcome =
                ask(
                        "/echo",
                        Map.of(
                                "method",
                                "POST",
                                "body",
                                Map.of("a", "it's \"x\"\n"),
                                "body_format",
                                "json",
                                "url_username",
                                "admin",
                                "url_password",
                                new Secret("s\"p"),
                                "status_code",
                                202,
                                "return_content",
                                true));
        assertEquals(
                "POST application/json Basic YWRtaW46cyJw {\"a\": \"it's \\\"x\\\"\\n\"}",
                outcome.values().get("content"),
                outcome::message);
        assertEquals("10.0.0.1:8290", outcome.values().get("x_upstream_addr"));
    }

    @Test
    void followsRedirections() {
        Outcome outcome = ask("/moved", Map.of());
        assertEquals(200L, outcome.values().get("status"));
        assertEquals(true, outcome.values().get("redirected"));
        assertEquals(
                302L, ask("/moved", Map.of("follow_redirects", "none")).values().get("status"));
    }

    @Test
    void withoutCurlItFetchesWhatNeedsNoMore() throws Exception {
        assumeTrue(shell == Shells.BASH);
        Path tools = Files.createTempDirectory("tools");
        tools.toFile().deleteOnExit();
        for (String tool : "awk base64 bash cat mktemp rm sed timeout tr".split(" ")) {
            Files.createSymbolicLink(tools.resolve(tool), Programs.path(tool).orElseThrow())
                    .toFile()
                    .deleteOnExit();
        }
        Trial bare = new Trial("uri", dir, shell.host(Map.of("PATH", tools.toString())));
        String site = "http://127.0.0.1:" + server.getAddress().getPort();
        Outcome text = bare.run(Map.of("url", site + "/text", "return_content", true));
        assertEquals(Outcome.Status.OK, text.status(), text::message);
        assertEquals("hello\036\n\n", text.values().get("content"));
        assertEquals("text/plain", text.values().get("content_type"));
        assertEquals(
                Map.of("ready", true, "n", 2L),
                bare.run(Map.of("url", site + "/json")).values().get("json"));
        Outcome broken = bare.run(Map.of("url", site + "/broken"));
        assertEquals(503L, broken.values().get("status"), broken::message);
        Map<String, Object> headed = Map.of("Authorization", "Basic \"x\\\"");
        assertEquals(
                "GET null Basic \"x\\\" ",
                bare.run(
                                Map.of(
                                        "url",
                                        site + "/echo",
                                        "headers",
                                        headed,
                                        "status_code",
                                        202,
                                        "return_content",
                                        true))
                        .values()
                        .get("content"));
        assertEquals(
                302L,
                bare.run(Map.of("url", site + "/moved", "follow_redirects", "none"))
                        .values()
                        .get("status"));
        Outcome moved = bare.run(Map.of("url", site + "/moved"));
        assertTrue(moved.message().contains("needs curl on the host to follow"), moved::message);
        Outcome post = bare.run(Map.of("url", site + "/echo", "method", "POST"));
        assertTrue(post.message().contains("such a request (request)"), post::message);
        server.stop(0);
        assertEquals(-1L, bare.run(Map.of("url", site + "/text")).values().get("status"));
    }

    @Test
    void waitForSeesAnOpenPortAFileAndALine() {
        int port = server.getAddress().getPort();
        Trial wait = new Trial("wait_for", dir, shell).given("log", "starting\nstarted in 3 s\n");
        assertEquals(Outcome.Status.OK, wait.run(Map.of("port", port, "timeout", 5)).status());
        assertEquals(
                Outcome.Status.OK,
                wait.run(Map.of("path", dir + "/log", "search_regex", "started in [0-9]+"))
                        .status());
        Outcome late = wait.run(Map.of("path", dir + "/no", "timeout", 0));
        assertEquals("Timeout when waiting for " + dir + "/no", late.message());
        server.stop(0);
        assertEquals(
                Outcome.Status.OK,
                wait.run(Map.of("port", port, "state", "stopped", "timeout", 5)).status());
    }

    private Outcome ask(String path, Map<String, ?> more) {
        Map<String, Object> params = new LinkedHashMap<>(more);
        params.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new Trial("uri", dir, shell).run(params);
    }
}
