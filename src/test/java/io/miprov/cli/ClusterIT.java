package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/** The main job, as a newcomer has it: three bare machines become a cluster that answers. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterIT {
    private static final List<String> HOSTS = List.of("lb1", "mi1", "mi2");
    private static final int REQUESTS = 6;
    private static final String HOME = "/opt/wso2mi/current";

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
    }

    @AfterAll
    static void stop() {
        for (LabHost host : List.of(second, first, balancer)) {
            host.close();
        }
        network.close();
    }

    @Test
    @Order(1)
    void bareMachinesBecomeACluster() throws Exception {
        apply();
    }

    @Test
    @Order(2)
    void bothNodesAnswerThroughTheBalancerOverHttp() {
        assertEquals(Set.of("mi1", "mi2"), nodesBehind("http://localhost:" + balancer.port(80)));
    }

    @Test
    @Order(2)
    void bothNodesAnswerThroughTheBalancerOverVerifiedHttps() {
        assertEquals(Set.of("mi1", "mi2"), nodesBehind("https://localhost:" + balancer.port(443)));
    }

    @Test
    @Order(2)
    void theServerRunsAsItsOwnUserUnderSystemd() throws Exception {
        assertEquals("wso2carbon", first.root("ps -o user= -p $(cat " + HOME + "/wso2carbon.pid)"));
        assertEquals("enabled", first.root("systemctl is-enabled micro-integrator"));
    }

    @Test
    @Order(2)
    void secretsAreNotForEveryone() throws Exception {
        assertEquals("", first.root("find -L " + HOME + "/conf/deployment.toml -perm /007 -print"));
    }

    @Test
    @Order(2)
    void deploymentTomlKeepsWhatNobodyAskedToChange() throws Exception {
        Path original = folder.resolve("original.toml");
        try (ZipFile zip = ZipFile.builder().setPath(ClusterRun.ZIP).get();
                InputStream in =
                        zip.getInputStream(zip.getEntry("wso2mi-4.4.0/conf/deployment.toml"))) {
            Files.copy(in, original);
        }
        List<String> now = first.root("cat " + HOME + "/conf/deployment.toml").lines().toList();
        List<String> comments =
                Files.readAllLines(original).stream().filter(line -> line.startsWith("#")).toList();
        assertFalse(comments.isEmpty());
        assertTrue(now.containsAll(comments), () -> String.join("\n", now));
    }

    @Test
    @Order(3)
    void aSecondRunChangesNothing() throws Exception {
        String said = apply();
        for (String host : HOSTS) {
            String recap =
                    said.lines()
                            .filter(line -> line.contains(host) && line.contains("changed="))
                            .reduce((earlier, later) -> later)
                            .orElseThrow(() -> new AssertionError(said));
            assertTrue(recap.contains("changed=0"), said);
        }
    }

    @Test
    @Order(4)
    void aPortInUseIsToldBeforeAnythingIsStopped() throws Exception {
        String pid = first.root("cat " + HOME + "/wso2carbon.pid");
        first.root("/usr/sbin/sshd -p 8300 -o PidFile=/run/other.pid");
        ClusterRun said = otherPorts();
        assertEquals(1, said.status(), said.text());
        assertTrue(said.text().contains("port 8300 is taken by sshd"), said.text());
        assertEquals(pid, first.root("pgrep -f -- -Dcarbon.home=" + HOME));
    }

    @Test
    @Order(5)
    void aRestartThatIsOwedIsMadeUpFor() throws Exception {
        // deployment.toml has been changed by the run that could not restart
        first.root("kill $(cat /run/other.pid)");
        ClusterRun said = otherPorts("-vv");
        assertEquals(0, said.status(), said.text());
        assertTrue(said.text().contains("conf/deployment.toml changed"), said.text());
        assertEquals(
                "200", first.root("curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:8300/"));
    }

    @Test
    @Order(6)
    void aStartThatFailsSaysWhatOnlyTheJournalKnows() throws Exception {
        ClusterRun said = otherPorts("-e", "mi_java_opts=-XX:NoSuchOption");
        assertEquals(1, said.status(), said.text());
        assertTrue(said.text().contains("does not run"), said.text());
        assertTrue(said.text().contains("Unrecognized VM option 'NoSuchOption'"), said.text());
    }

    /** Gives the first node other ports, out of the balancer's sight, as a roll may not. */
    private static ClusterRun otherPorts(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", "playbooks/add-node.yml"));
        words.addAll(List.of("-e", "node=mi1", "--limit", "mi1", "-e", "mi_offset=20"));
        words.addAll(List.of(more));
        return ClusterRun.of(folder, "inventory/lab", overlay, words.toArray(String[]::new));
    }

    private static Set<String> nodesBehind(String url) {
        FrontDoor door = new FrontDoor(folder.resolve("pki/ca.crt"), Map.of());
        Set<String> nodes = new TreeSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            FrontDoor.Answer answer = door.ask(url + "/");
            assertEquals(200, answer.status());
            nodes.add(answer.node());
        }
        return nodes;
    }

    private static String apply() throws IOException, InterruptedException {
        ClusterRun said = run();
        assertEquals(0, said.status(), said.text());
        return said.text();
    }

    private static ClusterRun run(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", "playbooks/cluster.yml"));
        words.addAll(List.of(more));
        return ClusterRun.of(folder, "inventory/lab", overlay, words.toArray(String[]::new));
    }
}
