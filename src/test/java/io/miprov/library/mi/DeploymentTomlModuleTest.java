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

    private static final String LISTS = "repository/resources/conf/";

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
                "[inbound]\r\nx = 1\r\n[hl7]\r\ny = 2",
                Map.of("hl7.z", 3),
                List.of("[inbound]\r\nx = 1\r\n[hl7]\r\ny = 2\r\nz = 3\r\n"));
        becomes("\ufeff[hl7]\nx = 1\n", Map.of("hl7.x", 2), List.of("\ufeff[hl7]\nx = 2\n"));
    }

    @Test
    void readsPastLongStringsAndArrays() {
        String text =
                """
                [inbound]
                s = \"""
                [hl7]
                x = 1
                \"""
                list = [
                  "]", # ]
                  "x",
                ]
                [hl7]
                x = 2
                """;
        becomes(text, Map.of("hl7.x", 3), List.of(text.replace("x = 2", "x = 3")));
        becomes(
                text,
                Map.of("inbound.list", List.of("y")),
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
                        "`server.hostname.x` can not be set: server.hostname is a value");
        toml().fails(
                        Map.of("home", dir.toString(), "set", Map.of("server", 1)),
                        "does not read `server`");
        toml().fails(
                        Map.of(
                                "home",
                                dir.toString(),
                                "set",
                                Map.of("server", 1),
                                "allow",
                                List.of("server")),
                        "`server` is a table");
    }

    @Test
    void refusesWhatTheMicroIntegratorWouldRefuse() {
        given("[server]\nhostname = \"x\"\nroles = [1,\n  \"x\"]\n");
        Outcome outcome =
                toml().fails(
                                Map.of("home", dir.toString(), "set", Map.of("server.offset", 1)),
                                "deployment.toml:4:3");
        assertTrue(outcome.message().contains("values of one type only"), outcome.message());
    }

    @Test
    void setsKeysOfInlineTables() {
        becomes(
                "server = {hostname = \"x\"} # s\n",
                Map.of("server.offset", 1),
                List.of("server = {hostname = \"x\", offset = 1} # s\n"));
        becomes(
                "server = {hostname = \"x\"}\n",
                Map.of("server.hostname", "y"),
                List.of("server = {hostname = \"y\"}\n"));
    }

    @Test
    void ensuresOnlyWhatIsMissing() {
        given(STOCK);
        Map<String, Object> params =
                Map.of(
                        "home",
                        dir.toString(),
                        "ensure",
                        Map.of("server.hostname", "other", "server.offset", 20));
        toml().changesFiles(params);
        assertEquals(
                STOCK.replace("  # offset  = 10\n", "  # offset  = 10\n  offset = 20\n"), text());
    }

    @Test
    void keepsEntriesOfArraysByTheirNames() {
        String before =
                """
                [[internal_apis.users]]
                user.name = "admin"
                user.password = "admin"

                [[internal_apis.users]]
                user = {name = "ops", password = "old"} # us

                [[datasource]]
                id = "A"
                pool_options.maxActive = 50

                [server]
                offset = 1
                """;
        given(before);
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("home", dir.toString());
        params.put(
                "entries",
                Map.of(
                        "internal_apis.users",
                        List.of(
                                Map.of("user.name", "ops", "user.password", "new"),
                                Map.of("user.name", "more", "user.password", "more"))));
        params.put("only", List.of("internal_apis.users"));
        toml().changesFiles(params);
        String added =
                "\n[[internal_apis.users]]\nuser.name = \"more\"\nuser.password = \"more\"\n";
        assertEquals(
                before.substring(before.indexOf("[[internal_apis", 5))
                        .replace("\"old\"", "\"new\"")
                        .replace("# us\n", "# us\n" + added),
                text());
    }

    @Test
    void wantsToKnowWhatTellsEntriesApart() {
        given(STOCK);
        badParams(Map.of("entries", Map.of("odd", List.of(Map.of("a", 1)))), "say in `by`");
        badParams(
                Map.of("entries", Map.of("datasource", List.of(Map.of("url", "x")))),
                "without `id`");
        badParams(
                Map.of("entries", Map.of("datasource", Map.of("id", "x"))),
                "needs a list of tables");
        badParams(Map.of("only", List.of("datasource")), "not in `entries`");
    }

    @Test
    void removesTablesAndEntries() {
        String arrays =
                "[[datasource]]\nid = \"A\"\n\n[[datasource]]\nid = \"B\"\n# last\n\n[server]\noffset = 1\n";
        given(arrays);
        toml().changesFiles(
                        Map.of(
                                "home",
                                dir.toString(),
                                "remove",
                                List.of("datasource[id=B]", "server", "datasource[id=C]")));
        assertEquals("[[datasource]]\nid = \"A\"\n\n# last\n\n", text());
    }

    @Test
    void keepsSecretsInTheFormOfTheCipherTool() {
        given("[server]\noffset = 1\n  [user_store] # x\ntype = \"a\"\n");
        Outcome outcome =
                toml().changesFiles(
                                Map.of("home", dir.toString(), "set", Map.of("secrets.pw", "[x]")));
        assertTrue(text().endsWith("\n\n[secrets]\npw = \"[x]\"\n"), text());
        assertEquals(null, outcome.values().get("warnings"));
        given("[secrets] # ours\n");
        outcome = toml().run(Map.of("home", dir.toString(), "set", Map.of("secrets.pw", "[x]")));
        assertTrue(outcome.values().toString().contains("line 1: the header has to be [secrets]"));
        badParams(Map.of("set", Map.of("secrets.'a.b'", "x")), "letters, digits and _ only");
        badParams(Map.of("set", Map.of("secrets.a", 1)), "a secret is a text");
    }

    @Test
    void showsNoPasswordsInDiffs() {
        given(
                "[keystore.primary]\npassword = \"before\"\nalias = \"a\"\n[secrets]\nx = \"y1\"\n"
                        + "[[datasource]]\nid = \"A\"\nurl = \"jdbc:x?password=hidden&a=b\"\n"
                        + "password = \"$secret{x}\"\n");
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("keystore.primary.password", "after");
        set.put("keystore.primary.alias", new io.miprov.diag.Secret("vaulted"));
        Outcome outcome = toml().changes(Map.of("home", dir.toString(), "set", set));
        Outcome.TextDiff diff = outcome.diffs().get(0);
        assertEquals(
                "[keystore.primary]\npassword = \"********\"\nalias = \"a\"\n[secrets]\nx = \"********\"\n"
                        + "[[datasource]]\nid = \"A\"\nurl = \"jdbc:x?password=********&a=b\"\n"
                        + "password = \"$secret{x}\"\n",
                diff.before());
        assertTrue(
                diff.after().contains("password = \"******** (another)\"\nalias = \"********\""));
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
    void refusesTablesThatNothingReads() {
        given(STOCK);
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("servr.hostname", "x");
        set.put("keystore.tls.file_name", "x");
        set.put("server.hostname", "x");
        Map<String, Object> params = Map.of("home", dir.toString(), "set", set);
        Outcome outcome = toml().fails(params, "did you mean `server`?");
        assertTrue(outcome.message().contains("`keystore.tls.file_name` (the Micro Integrator 4"));
        Map<String, Object> allowing = new LinkedHashMap<>(params);
        allowing.put("allow", List.of("servr", "keystore.tls.file_name"));
        toml().changes(allowing);
    }

    @Test
    void takesTheListsOfTheDistribution() {
        given(STOCK);
        toml().given(LISTS + "key-mappings.json", "{\"datasource:jmx_enable\": \"datasource:j\"}");
        toml().given(LISTS + "default.json", "{\"realm\": {\"deep\": 1}, \"a\": [{\"b\": 1}]}");
        toml().given(LISTS + "infer.json", "{\"kind\": {\"x\": {\"inferred\": 1}}}");
        toml().given(LISTS + "deployment-full.toml", "[twice]\n a.b = 1\n[twice]\n#c = 2\n");
        toml().given("bin/version.txt", "WSO2 Micro Integrator v4.1.0");
        Map<String, Object> set = new LinkedHashMap<>();
        for (String key :
                List.of(
                        "datasource[id=A].jmx_enable",
                        "realm.deep",
                        "kind",
                        "inferred",
                        "twice.a.b",
                        "twice.c",
                        "passthru_properties.'any.thing'",
                        "some.parameter.x",
                        "dashboard_config.management_port")) {
            set.put(key, 1);
        }
        toml().changes(Map.of("home", dir.toString(), "set", set));
        toml().fails(
                        Map.of("home", dir.toString(), "set", Map.of("twice.d", 1)),
                        "does not read `twice.d` (did you mean `twice.c`?)");
        toml().fails(
                        Map.of("home", dir.toString(), "set", Map.of("analytics.enabled", true)),
                        "does not read `analytics.enabled`");
        toml().given("bin/version.txt", "WSO2 Micro Integrator v4.2.0");
        toml().changes(Map.of("home", dir.toString(), "set", Map.of("analytics.enabled", true)));
    }

    @Test
    void saysWhichListIsDamaged() {
        given(STOCK);
        toml().given(LISTS + "default.json", "[]");
        toml().fails(
                        Map.of("home", dir.toString(), "set", Map.of("server.offset", 1)),
                        "default.json of the distribution is damaged");
    }

    private void badParams(Map<String, Object> more, String why) {
        Map<String, Object> params = new LinkedHashMap<>(more);
        params.put("home", dir.toString());
        BadParams e = assertThrows(BadParams.class, () -> toml().run(params));
        assertTrue(e.getMessage().contains(why), e.getMessage());
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
