package io.miprov.library.nginx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NGINX's grammar, and edits that change nothing else. */
final class ConfTextTest {

    @Test
    void readsWordsAsNginxDoes() {
        assertEquals(
                List.of(
                        List.of("log_format", "a b", "c;d", "e\"f", "g#h", "${i}j", "k\\d+"),
                        List.of("server_name", "~^(?<n>.+)\\.x$")),
                words(
                        """
                        # not this; { }
                        log_format "a b" 'c;d' "e\\"f" g#h ${i}j k\\d+; # nor this
                        server_name '~^(?<n>.+)\\.x$';
                        """));
    }

    @Test
    void readsBlocksInBlocks() {
        ConfText conf = ConfText.read("http { upstream a{server b:1;server c:2 backup;} }");
        ConfText.Directive upstream = conf.directives().get(0).block().get(0);
        assertEquals("a", upstream.first());
        assertEquals(
                List.of("b:1", "c:2"),
                upstream.block().stream().map(ConfText.Directive::first).toList());
        assertTrue(upstream.block().get(1).says("backup"));
    }

    @Test
    void passesOverLua() {
        ConfText conf =
                ConfText.read(
                        """
                        init_by_lua_block {
                            local t = { "}" } -- not the end: }
                            local u = [==[ } ]==]
                        }
                        worker_processes 1;
                        """);
        assertEquals(
                List.of("init_by_lua_block", "worker_processes"),
                conf.directives().stream().map(ConfText.Directive::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a {", "a; }", "a \"b;", "{ }", ";", "x_by_lua_block { {"})
    void refusesWhatNginxRefuses(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> ConfText.read("ok;\n" + text))
                        .getMessage();
        assertTrue(message.startsWith("line 2 has "), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upstream u { server a:1; server b:2; }",
                "upstream u { server a:1 max_fails=2 ; }",
                "upstream u{server a:1;}",
                "upstream u {\n  server a:1; # first\n  server b:2;\n}\n",
                "upstream u {\r\n  server a:1;\r\n  server b:2;\r\n}\r\n",
                "upstream u {\n  server \"a:1\"\n    weight=3;\n}\n",
                "upstream u {\n  server a:1; server b:2; # both\n}\n",
                "upstream u { server a:1;\n}",
                "upstream u { server a:1;# tight\n}",
                "upstream u { server 'a:1' weight=3\tbackup;}\n# end"
            })
    void drainsAndAdmitsToTheByte(String text) {
        String drained = edit(text, "a:1", true);
        ServerLine line = line(drained, "a:1");
        assertEquals(ServerLine.State.DRAINED, line.state(), drained);
        assertEquals("run-7", line.mark(), drained);
        if (text.contains("b:2")) {
            assertEquals(ServerLine.State.ACTIVE, line(drained, "b:2").state(), drained);
        }
        assertEquals(drained, edit(drained, "a:1", true), "draining again changes nothing");
        assertEquals(text, edit(drained, "a:1", false));
        assertEquals(text, edit(text, "a:1", false));
    }

    @Test
    void drainsSeveralInOneText() {
        String text = "upstream u { server a:1; server b:2; server c:3; }";
        ConfTree tree = new ConfTree(Map.of("/f", text));
        String both =
                tree.changed(tree.servers().subList(0, 2), (line, all) -> line.drained(all, "m"))
                        .get("/f");
        ConfTree after = new ConfTree(Map.of("/f", both));
        assertEquals(
                List.of("DRAINED", "DRAINED", "ACTIVE"),
                after.servers().stream().map(each -> each.line().state().name()).toList());
        assertEquals(text, after.changed(after.servers(), ServerLine::admitted).get("/f"));
    }

    @Test
    void followsIncludesWhereverTheyStand() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "/etc/nginx/nginx.conf",
                "http { include conf.d/*.conf; include /srv/x[12].conf; }");
        files.put("/etc/nginx/conf.d/up.conf", "upstream u { include servers/u; }");
        files.put("/etc/nginx/servers/u", "server a:1;\nserver b:2;");
        files.put("/etc/nginx/conf.d/.hidden.conf", "upstream hidden { server h:1; }");
        files.put("/etc/nginx/conf.d/deep/no.conf", "upstream deep { server d:1; }");
        files.put("/srv/x1.conf", "upstream v { server c:3; } server { listen 80; }");
        ConfTree tree = new ConfTree(files);
        assertEquals(
                "u a:1 in /etc/nginx/servers/u, u b:2 in /etc/nginx/servers/u, v c:3 in /srv/x1.conf",
                tree.servers().stream()
                        .map(
                                each ->
                                        each.line().upstream()
                                                + " "
                                                + each.line().address()
                                                + " in "
                                                + each.path())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void tellsHostsFromPorts() {
        assertEquals("a", line("upstream u { server a:1; }", "a:1").host());
        assertEquals("::1", line("upstream u { server [::1]:8; }", "[::1]:8").host());
        assertEquals(8, line("upstream u { server [::1]:8; }", "[::1]:8").port().orElseThrow());
        assertEquals(80, line("upstream u { server [::1]; }", "[::1]").port().orElseThrow());
        assertEquals(80, line("upstream u { server a; }", "a").port().orElseThrow());
        assertTrue(line("upstream u { server unix:/s; }", "unix:/s").port().isEmpty());
    }

    @Test
    void namesTheFileThatCanNotBeRead() {
        assertEquals(
                "/f, line 1 has no ; after `a`",
                assertThrows(IllegalArgumentException.class, () -> new ConfTree(Map.of("/f", "a")))
                        .getMessage());
    }

    private static String edit(String text, String address, boolean drain) {
        ConfTree tree = new ConfTree(Map.of("/f", text));
        return tree.changed(
                        tree.servers().stream()
                                .filter(each -> each.line().address().equals(address))
                                .toList(),
                        (line, all) -> drain ? line.drained(all, "run-7") : line.admitted(all))
                .get("/f");
    }

    private static ServerLine line(String text, String address) {
        return new ConfTree(Map.of("/f", text))
                .servers().stream()
                        .map(ConfTree.Placed::line)
                        .filter(each -> each.address().equals(address))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<List<String>> words(String text) {
        return ConfText.read(text).directives().stream()
                .map(each -> each.words().stream().map(ConfText.Word::value).toList())
                .toList();
    }
}
