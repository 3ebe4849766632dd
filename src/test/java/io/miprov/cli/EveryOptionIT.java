package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import io.miprov.lang.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/**
 * The roles with every option on that Micro Integrator 4.4 knows, on three machines and a database:
 * applied, found to be right by {@code playbooks/verify.yml}, and applied again unchanged.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(400)
final class EveryOptionIT {
    private static final String HOME = "/opt/wso2mi/current";
    private static final String PASSWORD = "it's \"quite\" $ecret";
    private static final List<String> TABLES =
            List.of(
                    "LEADER_STATUS_TABLE",
                    "CLUSTER_NODE_STATUS_TABLE",
                    "MEMBERSHIP_EVENT_TABLE",
                    "REMOVED_MEMBERS_TABLE",
                    "COORDINATED_TASK_TABLE");

    /** What a container shares with the machine that it is on; and no firewall is between them. */
    private static final Set<String> OF_CONTAINERS =
            Set.of("clock", "cores", "kernel", "memory", "port_range", "reachable");

    @TempDir private static Path folder;
    private static Network network;
    private static LabHost database;
    private static LabHost balancer;
    private static LabHost first;
    private static LabHost second;
    private static Path overlay;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        database = LabHost.start("db1", network);
        balancer = LabHost.start("lb1", network, 80, 443);
        first = LabHost.start("mi1", network);
        second = LabHost.start("mi2", network);
        overlay = LabHost.overlay(folder, database, balancer, first, second);
        inventory();
        partner();
        database.root(
                "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q postgresql"
                        + " && echo \"listen_addresses = '*'\" >>$(ls /etc/postgresql/*/main/postgresql.conf)"
                        + " && systemctl restart postgresql && cd /tmp"
                        + " && su postgres -c \"psql -v ON_ERROR_STOP=1\" <<'END'\n"
                        + "CREATE ROLE coordination LOGIN PASSWORD '"
                        + PASSWORD.replace("'", "''")
                        + "';\nCREATE DATABASE coordination OWNER coordination;\nEND");
    }

    /** What the variables name: a certificate to trust, a driver, a registry and an application. */
    private static void inventory() throws IOException {
        for (String name : List.of("hosts.yml", "group_vars/all.yml")) {
            Path file = folder.resolve("inventory").resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream in = EveryOptionIT.class.getResourceAsStream("every-option/" + name)) {
                Files.copy(in, file);
            }
        }
        Path files = Files.createDirectories(folder.resolve("files"));
        zip(
                files.resolve("orders_1.2.0.car"),
                "artifacts.xml",
                "<artifacts><artifact name=\"orders\" version=\"1.2.0\" type=\"carbon/application\"/></artifacts>");
        zip(files.resolve("postgresql-42.7.4.jar"), "META-INF/services/java.sql.Driver", "x");
        Path registry = Files.createDirectories(files.resolve("registry/governance/orders"));
        Files.writeString(registry.resolve("limits.xml"), "<limits/>\n");
    }

    /** The authority of a partner, whom nodes are to trust. */
    private static void partner() throws IOException, InterruptedException {
        Process made =
                new ProcessBuilder(
                                ("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=partner -days 900 -keyout /dev/null -out "
                                                + folder.resolve("files/partner.crt"))
                                        .split(" "))
                        .redirectErrorStream(true)
                        .start();
        made.getInputStream().readAllBytes();
        assertEquals(0, made.waitFor());
    }

    private static void zip(Path file, String entry, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(UTF_8));
        }
    }

    @AfterAll
    static void stop() {
        for (LabHost host : List.of(second, first, balancer, database)) {
            host.close();
        }
        network.close();
    }

    @Test
    @Order(1)
    void aDatabaseWithoutTablesIsToldBeforeANodeStarts() throws Exception {
        ClusterRun said = run("cluster.yml");
        assertEquals(1, said.status(), said.text());
        assertTrue(said.text().contains("has 0 of the 5 tables"), said.text());
        assertTrue(said.text().contains("dbscripts/postgres/postgresql_cluster.sql"), said.text());
        assertEquals("inactive", first.root("systemctl is-active micro-integrator || true"));
    }

    @Test
    @Order(2)
    void everyOptionIsApplied() throws Exception {
        for (String table : TABLES) {
            database.root(
                    "su postgres -c \"psql -d coordination -c 'SET ROLE coordination' -c 'CREATE TABLE "
                            + table
                            + " (node varchar(512))'\"");
        }
        ClusterRun said = run("cluster.yml");
        assertEquals(0, said.status(), said.text());
        assertFalse(said.text().contains("quite"), said.text());
    }

    @Test
    @Order(3)
    void itRunsAsItWasTold() throws Exception {
        for (LabHost node : List.of(first, second)) {
            String log = node.root("cat " + HOME + "/repository/logs/wso2carbon.log");
            assertTrue(
                    log.contains("Successfully joined the cluster with id [" + node.name() + "]"),
                    log);
            assertEquals(
                    "<limits/>",
                    node.root("cat " + HOME + "/registry/governance/orders/limits.xml"));
            assertEquals(
                    "orders_1.2.0.car",
                    node.root("ls " + HOME + "/repository/deployment/server/carbonapps"));
            assertEquals("", node.root("grep -rl quite " + HOME + "/conf || true"));
        }
    }

    @Test
    @Order(4)
    void clientsAreSentToHttps() throws Exception {
        assertEquals(
                "308",
                balancer.root("curl -s -o /dev/null -w '%{http_code}' http://localhost/orders"));
        String answer =
                balancer.root(
                        "curl -si --http2 --cacert /etc/nginx/tls/ca.crt https://localhost/orders");
        assertTrue(answer.startsWith("HTTP/2 200"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("strict-transport-security"), answer);
    }

    @Test
    @Order(5)
    void verifyFindsNothingWrong() throws Exception {
        Path findings = folder.resolve("verify.json");
        ClusterRun said = run("verify.yml", "-e", "verify_json=" + findings);
        assertEquals(0, said.status(), said.text());
        Set<Object> checks = new TreeSet<>();
        for (Object all : ((Map<?, ?>) Json.read(Files.readString(findings))).values()) {
            ((List<?>) all).forEach(found -> checks.add(((Map<?, ?>) found).get("check")));
        }
        checks.removeAll(OF_CONTAINERS);
        assertEquals(Set.of(), checks, said.text());
    }

    @Test
    @Order(6)
    void aSecondRunChangesNothing() throws Exception {
        ClusterRun said = run("cluster.yml");
        assertEquals(0, said.status(), said.text());
        assertTrue(said.text().contains("nothing changed"), said.text());
    }

    private static ClusterRun run(String playbook, String... more)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", "playbooks/" + playbook));
        words.addAll(List.of(more));
        String inventory = folder.resolve("inventory").toString();
        return ClusterRun.of(folder, inventory, overlay, words.toArray(String[]::new));
    }
}
