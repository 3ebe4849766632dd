package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentTomlModuleTest {
    private static final String STOCK =
            """
            [server]
            hostname = "localhost"   # the public name
            # Added to every port.
              # offset  = 10

            [user_store]
            type = "read_only_ldap"

            [keystore.primary]
            file_name = "repository/resources/security/wso2carbon.jks"
            password = "wso2carbon"

            [truststore]
            password = 'wso2carbon'
            alias = "symmetric.key.value"

            ## The ports
            #[transport.http]
            #listener.port = 8280   # 8290
            #password = "x"

            ## Nodes that share their work
            #[cluster_config]
            #node_id = "node-1"

            #[secrets]
            #a = "[b]"
            """;

    @TempDir Path dir;

    @Test
    void changesAValueAndKeepsTheComment() {
        becomes(
                Map.of("server.hostname", "mi1"),
                STOCK.replace("\"localhost\"   #", "\"mi1\"   #"));
    }

    @Test
    void putsANewKeyAfterItsCommentedDefault() {
        becomes(
                Map.of("server.offset", 20),
                STOCK.replace("  # offset  = 10\n", "  # offset  = 10\n  offset = 20\n"));
    }

    @Test
    void putsANewKeyAfterTheLastOfItsTable() {
        becomes(
                Map.of("keystore.primary.alias", "it's \"me\" \\ \n"),
                STOCK.replace(
                        "password = \"wso2carbon\"\n",
                        "password = \"wso2carbon\"\nalias = \"it's \\\"me\\\" \\\\ \\n\"\n"));
    }

    @Test
    void doesNotTakeTheExampleOfAnotherTableForADefault() {
        becomes(
                Map.of("truststore.listener", 1),
                STOCK.replace(
                        "alias = \"symmetric.key.value\"\n",
                        "alias = \"symmetric.key.value\"\nlistener = 1\n"));
    }

    @Test
    void putsANewTableAfterItsCommentedExample() {
        becomes(
                Map.of("cluster_config.node_id", "mi1"),
                STOCK.replace(
                        "#node_id = \"node-1\"\n",
                        "#node_id = \"node-1\"\n\n[cluster_config]\nnode_id = \"mi1\"\n"));
    }

    @Test
    void putsANewTableAfterItsRelative() {
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("keystore.internal.file_name", "internal.jks");
        set.put("keystore.internal.type", "JKS");
        becomes(
                set,
                STOCK.replace(
                        "\n[truststore]",
                        "\n[keystore.internal]\nfile_name = \"internal.jks\"\ntype = \"JKS\"\n\n"
                                + "[truststore]"));
    }

    @Test
    void writesDottedKeysInTheTablesThatPeopleUse() {
        becomes(
                Map.of("transport.http.listener.secured_port", 8244),
                STOCK.replace(
                        "#password = \"x\"\n",
                        "#password = \"x\"\n\n[transport.http]\nlistener.secured_port = 8244\n"));
    }

    @Test
    void putsWhatHasNoRelativeAtTheEnd() {
        becomes(
                Map.of("mediation", Map.of("inbound.core_threads", 20, "'odd key'.x", true)),
                List.of(
                        STOCK + "\n[mediation]\ninbound.core_threads = 20\n'odd key'.x = true\n",
                        STOCK + "\n[mediation]\n'odd key'.x = true\ninbound.core_threads = 20\n"));
    }

    @Test
    void choosesATableOfAnArrayOrMakesIt() {
        String arrays =
                """
                [[datasource]]
                id = "A"
                url = "a"

                [[datasource]]
                id = "B"
                url = "b"
                """;
        becomes(
                arrays,
                Map.of("datasource[id=B].url", "bb"),
                List.of(arrays.replace("\"b\"", "\"bb\"")));
        becomes(
                arrays,
                Map.of("datasource[id=C].pool_options.maxActive", 50),
                List.of(arrays + "\n[[datasource]]\nid = \"C\"\npool_options.maxActive = 50\n"));
        becomes(
                "[server]\nhostname = \"x\"\n",
                Map.of("internal_apis.users[user.name=ops].user.is_admin", true),
                List.of(
                        """
                        [server]
                        hostname = "x"

                        [[internal_apis.users]]
                        user.name = "ops"
                        user.is_admin = true
                        """));
    }

    @Test
    void takesWhatMeansTheSameForTheSame() {
        settled(STOCK, Map.of("truststore.password", "wso2carbon"));
        settled("[server]\noffset = 1_0\n", Map.of("server.offset", 10));
        settled("server = {offset = 10}\n", Map.of("server.offset", 10));
    }

    @Test
    void leavesWindowsLinesAndAMissingLastNewlineAlone() {
        becomes(
                "[a]\r\nx = 1\r\n[b]\r\ny = 2",
                Map.of("b.z", 3),
                List.of("[a]\r\nx = 1\r\n[b]\r\ny = 2\r\nz = 3\r\n"));
        becomes("\ufeff[a]\nx = 1\n", Map.of("a.x", 2), List.of("\ufeff[a]\nx = 2\n"));
    }

    @Test
    void readsPastLongStringsAndArrays() {
        String text =
                """
                [a]
                s = \"""
                [b]
                x = 1
                \"""
                list = [
                  "]", # ]
                  "x",
                ]
                [b]
                x = 2
                """;
        becomes(text, Map.of("b.x", 3), List.of(text.replace("x = 2", "x = 3")));
        becomes(
                text,
                Map.of("a.list", List.of("y")),
                List.of(text.replaceAll("(?s)list = .*?\n]", "list = [\"y\"]")));
    }

    @Test
    void removesAKeyWithItsLine() {
        given(STOCK);
        toml().changesFiles(
                        Map.of(
                                "home",
                                dir.toString(),
                                "remove",
                                List.of("truststore.alias", "no.x")));
        assertEquals(STOCK.replace("alias = \"symmetric.key.value\"\n", ""), text());
    }

    @Test
    void setsModeToo() throws IOException {
        given(STOCK);
        toml().changes(Map.of("home", dir.toString(), "mode", "0600"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("conf/deployment.toml"))));
    }

    @Test
    void refusesAFileWithASyntaxError() {
        given("[server]\nhostname = \"x\nport = 1\n");
        Outcome outcome =
                toml().fails(
                                Map.of("home", dir.toString(), "set", Map.of("server.offset", 1)),
                                dir + "/conf/deployment.toml:2:14");
        assertTrue(outcome.message().contains("hostname = \"x"), outcome.message());
        assertTrue(outcome.message().contains("help: mend the file"), outcome.message());
    }

    @Test
    void refusesWhatDoesNotFit() {
        given("[server]\nhostname = \"x\"\n");
        toml().fails(
                        Map.of("home", dir.toString(), "set", Map.of("server.hostname.x", 1)),
                        "the keys do not fit into what is in " + dir);
        given("server = {hostname = \"x\"}\n");
        toml().fails(
                        Map.of("home", dir.toString(), "set", Map.of("server.offset", 1)),
                        "deployment.toml");
    }

    @Test
    void saysThatTheFileIsMissing() {
        toml().fails(
                        Map.of("home", dir.toString(), "set", Map.of("a.b", 1)),
                        "conf/deployment.toml does not exist");
    }

    @Test
    void refusesValuesThatTheOldTomlDoesNotHave() {
        given(STOCK);
        BadParams e =
                assertThrows(
                        BadParams.class,
                        () ->
                                toml().run(
                                                Map.of(
                                                        "home",
                                                        dir.toString(),
                                                        "set",
                                                        Map.of("a.b", List.of(1, "x")))));
        assertTrue(e.getMessage().contains("values of several types"), e.getMessage());
    }

    @Test
    void warnsOfTablesThatNothingReads() {
        given(STOCK);
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("servr.hostname", "x");
        set.put("keystore.tls.file_name", "x");
        set.put("server.hostname", "x");
        Outcome outcome = toml().run(Map.of("home", dir.toString(), "set", set));
        List<?> warnings = (List<?>) outcome.values().get("warnings");
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).toString().contains("did you mean `server`?"));
        assertTrue(warnings.get(1).toString().contains("ignores [keystore.tls]"));
    }

    private void becomes(Map<String, Object> set, String after) {
        becomes(STOCK, set, List.of(after));
    }

    private void becomes(Map<String, Object> set, List<String> after) {
        becomes(STOCK, set, after);
    }

    private void becomes(String before, Map<String, Object> set, List<String> after) {
        given(before);
        toml().changesFiles(Map.of("home", dir.toString(), "set", set));
        if (!after.contains(text())) {
            assertEquals(after.get(0), text());
        }
    }

    private void settled(String before, Map<String, Object> set) {
        given(before);
        toml().settled(Map.of("home", dir.toString(), "set", set));
    }

    private void given(String text) {
        toml().given("conf/deployment.toml", text);
        try {
            Files.setPosixFilePermissions(
                    dir.resolve("conf/deployment.toml"),
                    PosixFilePermissions.fromString("rw-r-----"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        try {
            return Files.readString(dir.resolve("conf/deployment.toml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Trial toml() {
        return new Trial("deployment_toml", dir, Shells.DASH);
    }
}
