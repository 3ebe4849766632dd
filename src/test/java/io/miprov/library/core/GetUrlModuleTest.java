package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(GetUrlModuleTest.With.class)
final class GetUrlModuleTest {
    private static final String SUM =
            "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969"; // of Hello

    /** The shell, and what it downloads with. */
    enum With {
        CURL_DASH(Shells.DASH, "curl"),
        CURL_BUSYBOX(Shells.BUSYBOX, "curl"),
        WGET_BASH(Shells.BASH, "wget"),
        BUSYBOX(Shells.BUSYBOX, "busybox");

        private final Shells shell;
        private final String tool;

        With(Shells shell, String tool) {
            this.shell = shell;
            this.tool = tool;
        }

        Trial trial(Path dir) throws IOException {
            assumeTrue(Programs.there(tool) && Programs.there("busybox"), () -> "no " + tool);
            Path busybox = Programs.path("busybox").orElseThrow();
            Path tools = Files.createTempDirectory("tools");
            tools.toFile().deleteOnExit();
            for (String each :
                    ("awk base64 cat chmod chown cp cut date df grep head id ls md5sum mkdir mktemp mv"
                                    + " readlink rm sed sha1sum sha256sum sha512sum sort stat tail touch"
                                    + " tr wc")
                            .split(" ", -1)) {
                link(tools, each, busybox);
            }
            link(tools, "dash", Programs.path("dash").orElse(busybox));
            link(tools, "bash", Programs.path("bash").orElse(busybox));
            link(tools, "busybox", busybox);
            link(tools, tool.equals("busybox") ? "wget" : tool, Programs.path(tool).orElseThrow());
            return new Trial("get_url", dir, shell.host(Map.of("PATH", tools.toString())));
        }

        private static void link(Path tools, String name, Path to) throws IOException {
            Files.createSymbolicLink(tools.resolve(name), to).toFile().deleteOnExit();
        }
    }

    @Parameter With with;
    @TempDir Path dir;
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private HttpServer server;
    private Trial get;

    @BeforeEach
    void start() throws IOException {
        get = with.trial(dir);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file.zip", exchange -> answer(exchange, "Hello"));
        server.createContext(
                "/sums", exchange -> answer(exchange, "00  other\n" + SUM + " *./file.zip\n"));
        server.createContext(
                "/named",
                exchange -> {
                    exchange.getResponseHeaders()
                            .add(
                                    "Content-Disposition",
                                    "attachment; filename=\"../real name.txt\"");
                    answer(exchange, "Hello");
                });
        server.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/file.zip?x=1");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.createContext(
                "/gone",
                exchange -> {
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
        asked.set(
                exchange.getRequestHeaders().getFirst("X-Token")
                        + " "
                        + exchange.getRequestHeaders().getFirst("User-Agent"));
        boolean newer = since == null || Instant.now().isBefore(time(since));
        exchange.sendResponseHeaders(newer ? 200 : 304, newer ? text.length() : -1);
        if (newer) {
            exchange.getResponseBody().write(text.getBytes(UTF_8));
        }
        exchange.close();
    }

    private static Instant time(String header) {
        return java.time.ZonedDateTime.parse(
                        header, java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    @Test
    void bringsAFileOnce() throws IOException {
        Outcome outcome =
                get.changes(
                        Map.of(
                                "url",
                                url("/file.zip"),
                                "dest",
                                dir + "/a b",
                                "headers",
                                Map.of("X-Token", "it's"),
                                "mode",
                                "0600"));
        assertEquals("Hello", Files.readString(dir.resolve("a b")));
        assertEquals("it's ansible-httpget", asked.get());
        assertEquals("0600", outcome.values().get("mode"));
        assertEquals(200L, outcome.values().get("status_code"));
        assertEquals("OK (5 bytes)", outcome.values().get("msg"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("a b"))));
    }

    @Test
    void bringsItAgainOnlyWhenItIsNewerOrForced() throws IOException {
        get.given("f", "old");
        Map<String, Object> params = Map.of("url", url("/file.zip"), "dest", dir + "/f");
        Outcome same = get.settled(params);
        assertEquals(304L, same.values().get("status_code"));
        Outcome forced =
                get.changes(
                        Map.of(
                                "url",
                                url("/file.zip"),
                                "dest",
                                dir + "/f",
                                "force",
                                true,
                                "backup",
                                true));
        assertEquals("Hello", Files.readString(dir.resolve("f")));
        assertEquals(
                "old", Files.readString(Path.of(forced.values().get("backup_file").toString())));
    }

    @Test
    void comparesWithADigestGivenOrListed() throws IOException {
        for (String sum : List.of(SUM, url("/sums"))) {
            get.given("f", "old");
            Map<String, Object> params =
                    Map.of(
                            "url",
                            url("/file.zip"),
                            "dest",
                            dir + "/f",
                            "checksum",
                            "sha256:" + sum);
            get.changes(params);
            assertEquals("Hello", Files.readString(dir.resolve("f")));
            assertEquals("file already exists", get.settled(params).values().get("msg"));
        }
    }

    @Test
    void keepsTheOldFileWhenTheDigestIsAnother() {
        get.given("f", "old");
        get.fails(
                Map.of(
                        "url",
                        url("/file.zip"),
                        "dest",
                        dir + "/f",
                        "checksum",
                        "md5:00000000000000000000000000000000"),
                "did not match 00000000000000000000000000000000; it was");
        get.fails(
                Map.of(
                        "url",
                        url("/moved"),
                        "dest",
                        dir + "/f",
                        "checksum",
                        "sha256:" + url("/sums")),
                "Unable to find a checksum for file 'moved'");
        assertThrows(
                BadParams.class,
                () -> get.run(Map.of("url", url("/"), "dest", "/x", "checksum", "abc")));
    }

    @Test
    void namesTheFileInAFolderAsTheServerOrTheAddressDoes() throws IOException {
        get.changes(Map.of("url", url("/moved"), "dest", dir + "/"));
        assertEquals("Hello", Files.readString(dir.resolve("file.zip")));
        get.changes(Map.of("url", url("/named"), "dest", dir.toString()));
        assertEquals("Hello", Files.readString(dir.resolve("real name.txt")));
    }

    @Test
    void saysWhatWentWrong() {
        Outcome gone = get.fails(Map.of("url", url("/gone"), "dest", dir + "/f"), "Request failed");
        assertEquals(404L, gone.values().get("status_code"));
        get.fails(Map.of("url", url("/file.zip"), "dest", dir + "/none/f"), "does not exist");
        get.fails(
                Map.of("url", url("/file.zip"), "dest", dir + "/f", "tmp_dest", dir + "/none"),
                "directory does not exist");
        assertThrows(BadParams.class, () -> get.run(Map.of("url", "x://y", "dest", "/x")));
        server.stop(0);
        Outcome none = get.run(Map.of("url", url("/file.zip"), "dest", dir + "/f"));
        assertEquals(Outcome.Status.FAILED, none.status());
        assertFalse(Files.exists(dir.resolve("f")));
    }

    @Test
    void takesAFileOfTheHost() throws IOException {
        get.given("src", "local");
        get.changes(Map.of("url", "file://" + dir + "/src", "dest", dir + "/f"));
        assertEquals("local", Files.readString(dir.resolve("f")));
    }

    @Test
    void logsInOnlyWhereNobodySeesThePassword() {
        Map<String, Object> params =
                Map.of(
                        "url",
                        url("/file.zip"),
                        "dest",
                        dir + "/f",
                        "url_username",
                        "me",
                        "url_password",
                        "hush");
        if (with == With.BUSYBOX) {
            get.fails(params, "a password needs curl or GNU wget");
        } else {
            assertEquals(Outcome.Status.CHANGED, get.run(params).status());
        }
    }

    @Test
    void changesOnlyThePermissions() throws IOException {
        get.given("f", "Hello");
        Files.setLastModifiedTime(dir.resolve("f"), FileTime.from(Instant.now().minusSeconds(5)));
        Map<String, Object> params =
                Map.of(
                        "url",
                        url("/file.zip"),
                        "dest",
                        dir + "/f",
                        "mode",
                        "u=rwx,g=,o=",
                        "checksum",
                        "sha256:" + SUM);
        assertEquals(Outcome.Status.CHANGED, get.run(params, Mode.CHECK).status());
        assertEquals("0700", get.changes(params).values().get("mode"));
        assertTrue(Files.isExecutable(dir.resolve("f")));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
