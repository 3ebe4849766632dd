package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import io.miprov.lab.NginxVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.containers.Network;

/**
 * A balancer whose NGINX becomes another one, as when its Debian is upgraded: cluster.yml makes the
 * site right for it, and then the nodes are rolled behind it, while clients ask all the time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NginxVersionsIT {
    private static final String SITE = "/etc/nginx/conf.d/micro-integrator.conf";
    private static final String PID = "cat /opt/wso2mi/current/wso2carbon.pid";

    @TempDir private static Path folder;
    private static Network network;
    private static LabHost balancer;
    private static LabHost first;
    private static LabHost second;
    private static Path overlay;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        balancer = LabHost.start("lb1", network, 80, 443);
        first = LabHost.start("mi1", network);
        second = LabHost.start("mi2", network);
        overlay = LabHost.overlay(folder, balancer, first, second);
        applied("playbooks/cluster.yml", "round_robin");
    }

    @AfterAll
    static void stop() {
        for (LabHost host : List.of(second, first, balancer)) {
            host.close();
        }
        network.close();
    }

    /** In the order of their age, so that each has to read what was written for the one before. */
    @ParameterizedTest
    @Order(1)
    @CsvSource({"BULLSEYE,ip_hash", "TRIXIE,least_conn", "SID,sticky"})
    void aRollLosesNoRequest(NginxVersions version, String strategy) throws Exception {
        String before = version();
        version.on(balancer);
        balancer.root("systemctl restart nginx");
        assertNotEquals(before, version());
        assertEquals(
                "nginx: master process",
                balancer.root(
                        "tr '\\0' ' ' </proc/$(cat /run/nginx.pid)/cmdline | cut -d ' ' -f 1-3"));
        String one = first.root(PID);
        String two = second.root(PID);
        try (Clients clients = new Clients(balancer, folder.resolve("pki/ca.crt"))) {
            applied("playbooks/cluster.yml", strategy);
            assertTrue(balancer.root("cat " + SITE).contains("\n    " + strategy), SITE);
            assertEquals("", balancer.root("nginx -t 2>&1 | grep -F '[warn]' || true"));
            assertEquals(
                    version == NginxVersions.BULLSEYE ? 0 : 1,
                    Integer.parseInt(balancer.root("grep -c 'http2 on;' " + SITE + " || true")));
            String again = applied("playbooks/cluster.yml", strategy);
            assertFalse(again.contains("  changed  "), again);
            assertEquals(one, first.root(PID), "nothing was to be done on a node");

            String rolled = applied("playbooks/rolling-restart.yml", strategy);
            assertTrue(rolled.contains("drain     mi1"), rolled);
            assertTrue(rolled.contains("admit     mi2"), rolled);
            clients.allWereServed();
        }
        assertNotEquals(one, first.root(PID));
        assertNotEquals(two, second.root(PID));
        assertEquals("", balancer.root("grep -rn 'miprov: drained' /etc/nginx || true"));
    }

    /** The older one refuses what was written for the newer one, so it does not even start. */
    @Test
    @Order(2)
    void theWayBackBeginsWithTheBalancer() throws Exception {
        NginxVersions.TRIXIE.on(balancer);
        applied("playbooks/nginx.yml", "round_robin");
        balancer.root("systemctl restart nginx");
        NginxVersions.BULLSEYE.on(balancer);
        assertEquals("down", balancer.root("systemctl restart nginx 2>/dev/null || echo down"));
        applied("playbooks/nginx.yml", "round_robin");
        assertEquals("nginx version: nginx/1.18.0", version());
        assertEquals(
                200,
                new FrontDoor(folder.resolve("pki/ca.crt"), Map.of())
                        .ask("https://localhost:" + balancer.port(443) + "/")
                        .status());
    }

    /** The version that runs, not that of the package. */
    private static String version() throws IOException, InterruptedException {
        return balancer.root("/proc/$(cat /run/nginx.pid)/exe -v 2>&1");
    }

    private static String applied(String playbook, String strategy)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", playbook));
        words.addAll(List.of("-e", "nginx_http2=true", "-e", "nginx_strategy=" + strategy));
        words.addAll(List.of("-e", "mi_healthy_time=2s"));
        ClusterRun said =
                ClusterRun.of(folder, "inventory/lab", overlay, words.toArray(String[]::new));
        assertEquals(0, said.status(), said.text());
        return said.text();
    }
}
