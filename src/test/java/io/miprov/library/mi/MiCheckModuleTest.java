package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.library.nginx.RunningNginx;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MiCheckModuleTest {
    private static final String GOOD =
            """
            [server]
            hostname = "node1.example.com"
            [keystore.primary]
            file_name = "repository/resources/security/good.jks"
            password = "$secret{store}"
            key_password = "$secret{store}"
            alias = "node"
            [truststore]
            file_name = "repository/resources/security/good.jks"
            password = "$secret{store}"
            [transport.http]
            listener.secured_protocols = "TLSv1.2,TLSv1.3"
            listener.preferred_ciphers = "TLS_AES_128_GCM_SHA256"
            sender.secured_protocols = "TLSv1.2,TLSv1.3"
            [internal_api_ssl_config]
            parameter.httpsProtocols = "TLSv1.2,TLSv1.3"
            [management_api]
            protocols = "https"
            cors.allowed_origins = "https://ops.example.com"
            [[internal_apis.users]]
            user.name = "ops"
            user.password = "$secret{ops}"
            [synapse_properties]
            'limit_java_class_access_in_scripts.enable' = true
            'limit_java_class_access_in_scripts.list_type' = "ALLOW_LIST"
            'limit_java_class_access_in_scripts.class_prefixes' = "java.util, java.time"
            'limit_java_native_object_access_in_scripts.enable' = true
            [secrets]
            store = "YWJj"
            ops = "YWJj"
            """;

    /** What the machine that runs the tests is like is not ours to judge. */
    private static final List<String> OF_THIS_MACHINE =
            List.of(
                    "kernel",
                    "port_range",
                    "memory",
                    "cores",
                    "clock",
                    "disk",
                    "limits",
                    "user",
                    "heap");

    @TempDir private static Path stores;
    @TempDir Path dir;
    private Standing mi;
    private Path security;

    @BeforeAll
    static void makeKeystores() throws Exception {
        keytool("good.jks", "changeit", "node", "RSA", 2048, 365, "CN=node1.example.com");
        keytool("shipped.jks", "wso2carbon", "wso2carbon", "RSA", 2048, 365, "CN=localhost");
        keytool("small.jks", "changeit", "node", "RSA", 1024, 365, "CN=node1.example.com");
        keytool("short.jks", "changeit", "node", "RSA", 2048, 10, "CN=node1.example.com");
    }

    @BeforeEach
    void makeAGoodNode() throws IOException {
        mi = new Standing(dir.resolve("mi"));
        security = Files.createDirectories(mi.home.resolve("repository/resources/security"));
        for (String folder :
                List.of("bin", "conf", "lib", "repository/deployment/server/carbonapps")) {
            Files.createDirectories(mi.home.resolve(folder));
        }
        Files.writeString(mi.home.resolve("bin/version.txt"), "WSO2 Micro Integrator v4.4.0\n");
        Files.writeString(
                mi.home.resolve("conf/log4j2.properties"),
                "appender.CARBON_LOGFILE.filePattern = wso2carbon-%d{MM-dd-yyyy}-%i.log\n");
        toml(GOOD);
        store("good.jks", "good.jks");
        Path java = mi.home.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.1\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        mi.run(
                "-Djdk.tls.ephemeralDHKeySize=2048",
                "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
                "-Dhttpclient.hostnameVerifier=Strict");
    }

    @AfterEach
    void stop() {
        mi.close();
    }

    @ParameterizedTest
    @EnumSource
    void aGoodNodeHasNoFindings(Shells shell) {
        Outcome outcome = trial(shell).settled(params());
        assertEquals(List.of(), outcome.values().get("findings"));
        assertEquals("nothing found", outcome.values().get("msg"));
        assertTrue(outcome.values().get("parity").toString().contains("4.4.0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostname | hostname = \"node1.example.com\" | hostname = \"localhost\"",
                "certificate_name | node1.example.com\" | node2.example.com\"",
                "keystore | good.jks | none.jks",
                "keystore | alias = \"node\" | alias = \"other\"",
                "key_password | key_password = \"$secret{store}\" | key_password = \"$secret{ops}\"",
                "tls | TLSv1.2,TLSv1.3 | TLSv1,TLSv1.2",
                "ciphers | TLS_AES_128_GCM_SHA256 | TLS_RSA_WITH_AES_128_CBC_SHA",
                "management | protocols = \"https\" | protocols = \"https http\"",
                "cors | https://ops.example.com | *",
                "admin | user.password = \"$secret{ops}\" | user.password = \"admin\"",
                "plaintext | user.password = \"$secret{ops}\" | user.password = \"hunter2\"",
                "script_access | in_scripts.enable' = true | in_scripts.enable' = false",
                "script_access | ALLOW_LIST | BLOCK_LIST",
                "script_access | java.util, | java.lang,",
                "secrets | ops = \"YWJj\" | ops = \"[hunter2]\"",
            })
    void eachSettingThatIsWrongIsFound(String check, String good, String wrong) throws IOException {
        assertTrue(GOOD.contains(good), good);
        toml(GOOD.replace(good, wrong));
        Outcome outcome = trial(Shells.DASH).run(params());
        assertTrue(checks(outcome).contains(check), () -> outcome.values().toString());
        assertFalse(outcome.values().toString().contains("hunter2"), "a secret is told");
    }

    @ParameterizedTest
    @CsvSource({"key_size, small.jks", "expiry, short.jks"})
    void eachCertificateThatIsWrongIsFound(String check, String store) throws IOException {
        store(store, "good.jks");
        assertEquals(Set.of(check), checks(trial(Shells.DASH).run(params())));
    }

    @Test
    void scriptsAreLimitedFromAVersionOn() throws IOException {
        toml(GOOD.replaceAll("'limit_java_class.*\n", ""));
        assertEquals(List.of("advice"), severities("script_access"));
        Files.writeString(mi.home.resolve("bin/version.txt"), "WSO2 Micro Integrator v4.5.0\n");
        assertEquals(Set.of(), checks(trial(Shells.DASH).run(params())));
        toml(
                GOOD.replace(
                        "class_access_in_scripts.enable' = true",
                        "class_access_in_scripts.enable' = false"));
        assertEquals(List.of("warning"), severities("script_access"));
        toml(GOOD.replaceAll("'limit_java_native.*\n", ""));
        assertEquals(List.of("advice"), severities("script_access"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read_only_ldap | | error",
                "read_only_ldap | ldap://localhost:10389 | error",
                "read_write_ldap | ldap://127.0.0.1:OPEN/dc=x | warning",
                "read_write_ldap | ldaps://127.0.0.1:OPEN |",
                "read_write_ldap | ldaps://127.0.0.1:OPEN ldaps://127.0.0.1:SHUT | error",
                "database | | error",
            })
    void usersThatAreElsewhereAreFound(String type, String url, String severity)
            throws IOException {
        String text =
                GOOD.replaceAll("(?s)\\[\\[internal_apis.users.*?\\[synapse", "[synapse")
                        + "[internal_apis.file_user_store]\nenable = false\n[user_store]\ntype = \""
                        + type
                        + "\"\n";
        if (url != null) {
            String at =
                    url.replace("OPEN", Integer.toString(mi.port()))
                            .replace("SHUT", Integer.toString(RunningNginx.freePort()));
            text += "connection_url = \"" + at + "\"\n";
        }
        toml(text);
        assertEquals(severity == null ? List.of() : List.of(severity), severities("user_store"));
        toml(text.replace("enable = false", "enable = true"));
        assertEquals(List.of(), severities("user_store"));
    }

    @Test
    void usersInADatabaseThatIsThereAreFine() throws IOException {
        toml(
                GOOD
                        + """
                        [internal_apis.file_user_store]
                        enable = false
                        [user_store]
                        type = "database"
                        [[datasource]]
                        id = "WSO2CarbonDB"
                        """);
        assertEquals(Set.of(), checks(trial(Shells.DASH).run(params())));
    }

    @Test
    void whatWasShippedIsFound() throws IOException {
        store("shipped.jks", "good.jks");
        toml(GOOD.replace("$secret{store}", "wso2carbon").replace("\"node\"", "\"wso2carbon\""));
        assertTrue(
                checks(trial(Shells.DASH).run(params()))
                        .containsAll(
                                Set.of("default_password", "default_certificate", "plaintext")));
    }

    @Test
    void aPasswordThatIsNotThatOfTheKeystoreIsFound() {
        assertEquals(
                Set.of("keystore"),
                checks(trial(Shells.DASH).run(params("keystore_password", "other"))));
    }

    @Test
    void aManagementApiThatLetsEverybodyInIsFound() {
        mi.bodies.put("/management/login", "{\"AccessToken\":\"x\"}");
        assertEquals(
                Set.of("admin"),
                checks(trial(Shells.DASH).run(params("management", mi.url("/management")))));
    }

    @ParameterizedTest
    @EnumSource
    void filesThatEverybodyCanReadAreFound(Shells shell) throws IOException {
        Files.setPosixFilePermissions(
                security.resolve("good.jks"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(Set.of("permissions"), checks(trial(shell).run(params())));
    }

    @Test
    void coordinationNeedsADriverAndANameAndAJoinedNode() throws IOException {
        toml(GOOD + "[[datasource]]\nid = \"WSO2_COORDINATION_DB\"\n");
        mi.logs("");
        assertEquals(
                Set.of("driver", "node_id", "joined"), checks(trial(Shells.DASH).run(params())));
        toml(
                GOOD
                        + "[[datasource]]\nid = \"WSO2_COORDINATION_DB\"\n[cluster_config]\nnode_id = \"n1\"\n");
        Files.writeString(mi.home.resolve("lib/driver.jar"), "");
        mi.logs("Successfully joined the cluster with id [n1]\n");
        assertEquals(Set.of(), checks(trial(Shells.DASH).run(params())));
    }

    @Test
    void aServerThatDoesNotRunOrListenOrHasNoFlagsIsFound() throws IOException {
        assertEquals(Set.of("ports"), checks(trial(Shells.DASH).run(params("ports", List.of(1)))));
        mi.end();
        assertEquals(Set.of("process"), checks(trial(Shells.DASH).run(params())));
        mi.run();
        assertEquals(Set.of("jvm_flags"), checks(trial(Shells.DASH).run(params())));
    }

    @Test
    void logsThatOverwriteEachOtherAreFound() throws IOException {
        Files.writeString(
                mi.home.resolve("conf/log4j2.properties"),
                "appender.CARBON_LOGFILE.filePattern = wso2carbon-%d{MM-dd-yyyy}.log\n");
        assertEquals(Set.of("log_rotation"), checks(trial(Shells.DASH).run(params())));
    }

    @ParameterizedTest
    @EnumSource
    void aMachineIsCheckedBeforeAnythingIsThere(Shells shell) {
        Map<String, Object> params =
                params("stage", "preflight", "home", dir + "/none", "version", "4.6.0");
        params.put("ports", List.of(mi.port()));
        assertEquals(Set.of("jdk", "ports"), checks(trial(shell).run(params)));
        params.put("ignore", List.of());
        params.put("free_mb", Integer.MAX_VALUE / 2);
        assertTrue(checks(trial(shell).run(params)).contains("disk"));
    }

    @Test
    void parityLeavesOutWhatIsTheNodesOwn() throws IOException {
        Object one = trial(Shells.DASH).run(params()).values().get("parity");
        toml(GOOD.replace("node1", "node9"));
        assertEquals(one, trial(Shells.DASH).run(params()).values().get("parity"));
        toml(GOOD + "\n[secrets]\nother = \"another each time\"\n");
        assertEquals(one, trial(Shells.DASH).run(params()).values().get("parity"));
        toml(GOOD.replace("ops", "dev"));
        assertFalse(one.equals(trial(Shells.DASH).run(params()).values().get("parity")));
    }

    private static Set<String> checks(Outcome outcome) {
        assertEquals(Outcome.Status.OK, outcome.status(), outcome::message);
        return ((List<?>) outcome.values().get("findings"))
                .stream()
                        .map(each -> (String) ((Map<?, ?>) each).get("check"))
                        .collect(Collectors.toSet());
    }

    /** How bad each finding of this check is. */
    private List<String> severities(String check) {
        Outcome outcome = trial(Shells.DASH).run(params());
        return ((List<?>) outcome.values().get("findings"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> check.equals(each.get("check")))
                        .map(each -> (String) each.get("severity"))
                        .toList();
    }

    private Trial trial(Shells shell) {
        return new Trial("mi_check", dir, shell);
    }

    private Map<String, Object> params(Object... more) {
        Map<String, Object> params = new HashMap<>();
        params.put("home", mi.home.toString());
        params.put("java_home", mi.home.resolve("jdk").toString());
        params.put("keystore_password", "changeit");
        params.put("resolve", false);
        params.put("ignore", OF_THIS_MACHINE);
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private void toml(String text) throws IOException {
        closed(Files.writeString(mi.home.resolve("conf/deployment.toml"), text));
    }

    private void store(String from, String to) throws IOException {
        closed(Files.write(security.resolve(to), Files.readAllBytes(stores.resolve(from))));
    }

    private static void closed(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    private static void keytool(
            String file,
            String password,
            String alias,
            String algorithm,
            int bits,
            int days,
            String name)
            throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-keystore",
                                stores.resolve(file).toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                password,
                                "-alias",
                                alias,
                                "-keyalg",
                                algorithm,
                                "-keysize",
                                Integer.toString(bits),
                                "-validity",
                                Integer.toString(days),
                                "-dname",
                                name,
                                "-ext",
                                "SAN=dns:" + name.substring(3))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
