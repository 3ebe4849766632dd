package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.miprov.diag.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of this machine that cuts off, forgets, redirects and lies. */
final class DownloadTest {
    private static final byte[] BYTES = bytes(300_000);

    @TempDir Path dir;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    /** How many bytes each answer brings before it is cut off. */
    private int most = Integer.MAX_VALUE;

    private boolean ranges = true;
    private byte[] served = BYTES;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/packs/wso2mi-4.4.0.zip", this::answer);
        server.createContext("/moved", exchange -> moved(exchange, "/packs/wso2mi-4.4.0.zip"));
        server.createContext(
                "/away", exchange -> moved(exchange, elsewhere() + "/packs/wso2mi-4.4.0.zip"));
        server.createContext("/file", exchange -> moved(exchange, "file:///etc/passwd"));
        server.createContext("/round", exchange -> moved(exchange, "/round"));
        server.createContext("/closed", exchange -> end(exchange, 401));
        server.createContext("/broken", exchange -> end(exchange, 503));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void bringsAFileOnce() throws Exception {
        Path file = download("/packs/wso2mi-4.4.0.zip").file();
        assertArrayEquals(BYTES, Files.readAllBytes(file));
        assertEquals("wso2mi-4.4.0.zip", file.getFileName().toString());
        assertEquals(file, download("/packs/wso2mi-4.4.0.zip").file());
        assertEquals(List.of("all"), asked);
    }

    @Test
    void bringsItOnceForManyHosts() throws Exception {
        ExecutorService hosts = Executors.newFixedThreadPool(8);
        try {
            Callable<Path> one = () -> download("/packs/wso2mi-4.4.0.zip").file();
            for (var each : hosts.invokeAll(Collections.nCopies(8, one))) {
                assertArrayEquals(BYTES, Files.readAllBytes(each.get()));
            }
        } finally {
            hosts.shutdown();
        }
        assertEquals(List.of("all"), asked);
    }

    @Test
    void goesOnWhereItWasCutOff() throws Exception {
        most = 100_000;
        assertArrayEquals(BYTES, Files.readAllBytes(download("/packs/wso2mi-4.4.0.zip").file()));
        assertEquals("all", asked.get(0));
        assertTrue(asked.get(1).matches("bytes=[1-9][0-9]*-"), asked::toString);
    }

    @Test
    void beginsAnewWhenTheServerKnowsNoParts() throws Exception {
        Files.write(part(), Arrays.copyOf(BYTES, 1000));
        ranges = false;
        assertArrayEquals(BYTES, Files.readAllBytes(download("/packs/wso2mi-4.4.0.zip").file()));
        assertEquals(List.of("bytes=1000-"), asked);
    }

    @Test
    void beginsAnewWhenThePartIsOfAnotherFile() throws Exception {
        Files.write(part(), new byte[1000]);
        assertArrayEquals(BYTES, Files.readAllBytes(download("/packs/wso2mi-4.4.0.zip").file()));
        assertEquals(List.of("bytes=1000-", "all"), asked);
    }

    @Test
    void takesAPartThatIsAll() throws Exception {
        Files.write(part(), BYTES);
        assertArrayEquals(BYTES, Files.readAllBytes(download("/packs/wso2mi-4.4.0.zip").file()));
        assertEquals(List.of("bytes=" + BYTES.length + "-"), asked);
    }

    @Test
    void refusesAFileThatIsAnother() throws Exception {
        served = bytes(5000);
        String why = refused(download("/packs/wso2mi-4.4.0.zip"));
        assertTrue(
                why.contains("has the SHA-256 " + sha256(served) + ", and not " + sha256(BYTES)),
                why);
        assertFalse(Files.exists(part()), "what is wrong is not kept");
    }

    @Test
    void givesUpWhenNothingComes() {
        String why = refused(download("/broken"));
        assertTrue(why.contains("HTTP status 503"), why);
        server.stop(0);
        why = refused(download("/packs/wso2mi-4.4.0.zip"));
        assertTrue(why.contains("ConnectException"), why);
    }

    @Test
    void saysWhatIsMissing() {
        assertTrue(refused(download("/closed")).contains("give url_username and url_password"));
        assertTrue(refused(download("/nothing")).contains("404; there is no such file"));
    }

    @Test
    void followsRedirectionsAndKeepsThePasswordToItself() {
        download("/moved", true).file();
        assertEquals(List.of("all Basic dTpw"), asked);
        asked.clear();
        new Download(uri("/away"), sha256(BYTES), dir.resolve("other"), login()).file();
        assertEquals(List.of("all"), asked);
        assertTrue(refused(download("/file")).contains("which is not safe"));
        assertTrue(refused(download("/round")).contains("without end"));
    }

    @Test
    void takesAFileOfTheController() throws Exception {
        Path file = Files.write(dir.resolve("pack.zip"), BYTES);
        assertEquals(file, new Download(file.toUri(), sha256(BYTES), dir, Optional.empty()).file());
        assertTrue(
                refused(new Download(file.toUri(), "0".repeat(64), dir, Optional.empty()))
                        .contains("has the SHA-256"));
        URI gone = dir.resolve("gone.zip").toUri();
        assertTrue(
                refused(new Download(gone, sha256(BYTES), dir, Optional.empty()))
                        .contains("gone.zip"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add((range == null ? "all" : range) + (login == null ? "" : " " + login));
        int from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= served.length) {
            end(exchange, 416);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (served.length - 1) + "/" + served.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, served.length - from);
        int count = Math.min(most, served.length - from);
        exchange.getResponseBody().write(served, from, count);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private void moved(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        end(exchange, 302);
    }

    private static void end(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private Download download(String path) {
        return download(path, false);
    }

    private Download download(String path, boolean login) {
        return new Download(uri(path), sha256(BYTES), dir, login ? login() : Optional.empty());
    }

    private static Optional<Download.Login> login() {
        return Optional.of(new Download.Login("u", new Secret("p")));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The same server under another name. */
    private String elsewhere() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private Path part() throws IOException {
        return Files.createDirectories(dir.resolve(sha256(BYTES))).resolve(".part");
    }

    private static String refused(Download download) {
        return assertThrows(IllegalArgumentException.class, download::file).getMessage();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
