package io.miprov.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lang.Plugins;
import io.miprov.lang.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lookups, on files of this machine. What ansible-core answers to the same is in the gold. */
final class LookupsTest {
    @TempDir Path folder;

    private List<Object> ask(String name, Map<String, Object> options, Object... terms) {
        return Lookups.ask(name, Arrays.asList(terms), options, new Here(folder, Map.of()));
    }

    private String refused(String name, Map<String, Object> options, Object... terms) {
        return assertThrows(IllegalArgumentException.class, () -> ask(name, options, terms))
                .getMessage();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theNamesThatTemplatesMayUseAreThoseThereAre() {
        for (String name : new TreeSet<>(Plugins.LOOKUPS)) {
            try {
                ask(name, Map.of());
            } catch (IllegalArgumentException e) {
                assertTrue(!e.getMessage().contains("no such lookup"), name);
            }
        }
        assertEquals("there is no such lookup", refused("nope", Map.of()));
    }

    @Test
    void refusesWithAnsiblesWords() {
        assertEquals(
                "must specify count or end in with_sequence",
                refused("sequence", Map.of(), "start=1"));
        assertEquals(
                "can't specify both count and end in with_sequence",
                refused("sequence", Map.of(), "end=1 count=2"));
        assertEquals(
                "unrecognized arguments to with_sequence: ['junk']",
                refused("sequence", Map.of(), "start=0 junk=3"));
        assertTrue(refused("sequence", Map.of(), "1-4/C").startsWith("Invalid type for"));
        assertEquals(
                "with_together requires at least one element in each list",
                refused("together", Map.of()));
        assertTrue(refused("varnames", Map.of(), "*").contains("nothing to repeat in *"));
        String csv = refused("csvfile", Map.of("file", "none.csv"), "key");
        assertTrue(csv.contains("No such file or directory"), csv);
        assertTrue(refused("csvfile", Map.of(), "k x=1").contains("is not a valid option"));
    }

    @Test
    void saysWhatIsWrongWithSubelements() {
        List<Object> users = List.of(Map.of("name", "al", "my", Map.of("pw", "x", "a", List.of())));
        assertTrue(subelements(9001L, "a").contains("expects a dictionary, got '9001'"));
        assertTrue(subelements(users, "my.pw").contains("key pw should point to a list, got 'x'"));
        assertTrue(subelements(users, "my.a.x").contains("key a should point to a dictionary"));
        assertTrue(
                subelements(users, "my.no").contains("could not find 'no' key in iterated item"));
        assertTrue(subelements(users, "my.a", "w").contains("optional third item must be a dict"));
        assertTrue(subelements(users, "a", 1L, 2L).contains("expects a list of two or three"));
        assertTrue(subelements(users, true).contains("second a string"));
        assertEquals(
                List.of(),
                ask("subelements", Map.of(), users, "my.no", Map.of("skip_missing", true)));
    }

    private String subelements(Object... terms) {
        return refused("subelements", Map.of(), terms);
    }

    @Test
    void findsALineOfACsvFileByAnotherColumn() throws IOException {
        write("files/p.csv", "Smith,Jane\nDoe,Jo\n");
        Map<String, Object> options =
                Map.of("file", "p.csv", "delimiter", ",", "col", 0, "keycol", 1);
        assertEquals(List.of("Doe"), ask("csvfile", options, "Jo"));
    }

    @Test
    void readsFilesWithoutTheBlanksAtTheirEnd() throws IOException {
        write("files/a", "  a\n\n");
        assertEquals(List.of("  a"), ask("file", Map.of(), "a"));
        assertEquals(List.of("a\n\n"), ask("file", Map.of("lstrip", true, "rstrip", false), "a"));
        assertTrue(refused("file", Map.of(), "b").contains("there is no file `b`"));
        assertEquals(
                "it has no option `rstip`; did you mean `rstrip`?",
                refused("file", Map.of("rstip", true), "a"));
    }

    @Test
    void findsFilesByPatterns() throws IOException {
        write("files/a.txt", "");
        write("files/b.txt", "");
        write("files/.c.txt", "");
        write("files/sub/d.txt", "");
        assertEquals(
                List.of(folder + "/files/a.txt", folder + "/files/b.txt"),
                ask("fileglob", Map.of(), "*.txt"));
        assertEquals(
                List.of(folder + "/files/sub/d.txt"), ask("fileglob", Map.of(), "sub/[a-d].t?t"));
        assertEquals(List.of(), ask("fileglob", Map.of(), "nowhere/*"));
        assertEquals(
                List.of(folder + "/files/sub/d.txt"), new Disk().files(folder + "/f*/*/*.txt"));
    }

    @Test
    void takesTheFirstFileThatIsThere() throws IOException {
        write("files/two", "");
        write("other/three", "");
        assertEquals(List.of(folder + "/files/two"), ask("first_found", Map.of(), "one", "two"));
        assertEquals(
                List.of(folder + "/other/three"),
                ask(
                        "first_found",
                        Map.of(),
                        Map.of("files", "one, three", "paths", List.of("nowhere", "other"))));
        assertEquals(
                List.of(),
                ask("first_found", Map.of(), Map.of("files", List.of("one"), "skip", true)));
        assertEquals(
                List.of(folder + "/files/two"),
                ask("first_found", Map.of("files", List.of("one", "two"))));
        assertTrue(refused("first_found", Map.of(), "one").contains("none of these is there: one"));
        assertTrue(
                refused("first_found", Map.of(), Map.of("file", "one"))
                        .contains("did you mean `files`?"));
    }

    @Test
    void keepsPasswordsInAnsiblesFiles() throws IOException {
        Object made = ask("password", Map.of(), "secrets/db length=12 chars=digits").get(0);
        assertTrue(made.toString().matches("\\d{12}"), made.toString());
        Path file = folder.resolve("secrets/db");
        assertEquals(made + "\n", Files.readString(file));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(made, ask("password", Map.of("length", 12), "secrets/db").get(0));

        String hash = (String) ask("password", Map.of(), "secrets/db encrypt=sha512_crypt").get(0);
        String kept = Files.readString(file).strip();
        assertTrue(kept.matches("\\d{12} salt=[./\\w]{16}"), kept);
        assertTrue(hash.startsWith("$6$rounds=656000$" + kept.split("salt=")[1] + "$"), hash);
        assertEquals(hash, ask("password", Map.of(), "secrets/db encrypt=sha512_crypt").get(0));
        assertEquals(made, ask("password", Map.of(), "secrets/db").get(0));
    }

    @Test
    void asksAnAddressLineByLine() throws IOException {
        var server =
                com.sun.net.httpserver.HttpServer.create(
                        new java.net.InetSocketAddress(
                                java.net.InetAddress.getLoopbackAddress(), 0),
                        0);
        server.createContext(
                "/",
                exchange -> {
                    boolean known = exchange.getRequestURI().getPath().equals("/a");
                    String name = exchange.getRequestHeaders().getFirst("X-Name");
                    byte[] text = ("one\n" + name + "\n").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(known ? 200 : 404, text.length);
                    exchange.getResponseBody().write(text);
                    exchange.close();
                });
        server.start();
        try {
            String at = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, Object> headers = Map.of("headers", Map.of("X-Name", "two"));
            assertEquals(List.of("one", "two"), ask("url", headers, at + "/a"));
            assertEquals(
                    List.of("one\nnull\n"), ask("url", Map.of("split_lines", false), at + "/a"));
            assertTrue(refused("url", Map.of(), at + "/b").contains("HTTP Error 404"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFailureMayBeIgnored() {
        Here here = new Here(folder, Map.of());
        List<Object> missing = List.of("file", "nope");
        assertEquals(null, Lookups.call("lookup", missing, Map.of("errors", "ignore"), here));
        assertEquals(List.of(), Lookups.call("query", missing, Map.of("errors", "warn"), here));
        assertTrue(here.warned.get(0).contains("there is no file `nope`"));
        assertThrows(
                IllegalArgumentException.class, () -> Lookups.call("q", missing, Map.of(), here));
        assertEquals(Scope.NOTHING, Lookups.call("other", missing, Map.of(), here));
    }

    @Test
    void textsBecomeOneText() {
        Here here = new Here(folder, Map.of("a", 1L));
        assertEquals("a,b", Lookups.call("lookup", List.of("list", "a", "b"), Map.of(), here));
        assertEquals(
                List.of("a", "b"),
                Lookups.call("lookup", List.of("list", "a", "b"), Map.of("wantlist", true), here));
        assertEquals(1L, Lookups.call("lookup", List.of("vars", "a"), Map.of(), here));
        assertEquals(List.of(), Lookups.call("lookup", List.of("list"), Map.of(), here));
    }
}
