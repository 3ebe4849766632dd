package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import io.miprov.load.Door;
import io.miprov.load.Load;
import io.miprov.load.Plan;
import io.miprov.load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * Rolls over two real nodes behind a stand-in for NGINX Plus, which can not be had here: it has the
 * real one's API, and passes requests on. Its servers are names, of which the API tells the
 * addresses.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
final class PlusRollingIT {
    private static final String PID = "cat /opt/wso2mi/current/wso2carbon.pid";
    private static final String UPSTREAM = "http://127.0.0.1:8080/api/9/http/upstreams/nodes";
    private static final int RATE = 40;

    @TempDir private static Path folder;
    private static Network network;
    private static LabHost balancer;
    private static LabHost first;
    private static LabHost second;
    private static Path overlay;
    private static Path inventory;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        balancer = LabHost.start("lb1", network, 80);
        first = LabHost.start("mi1", network);
        second = LabHost.start("mi2", network);
        overlay = LabHost.overlay(folder, balancer, first, second);
        inventory =
                Files.writeString(
                        folder.resolve("hosts.yml"),
                        """
                        all:
                          vars:
                            cluster_names: [localhost, 127.0.0.1]
                            mi_keystore_password: only-for-the-lab
                            mi_memory: -Xms48m -Xmx192m
                            mi_balancer: nginx_plus
                          children:
                            load_balancers: {hosts: {lb1: }}
                            micro_integrators: {hosts: {mi1: , mi2: }}
                        """);
        ends(0, apply("bench/haproxy/nodes.yml"));
        balancer.put(Path.of("src/lab/plus/PlusStandIn.java"), "/opt/PlusStandIn.java");
        balancer.root("mkdir /etc/nginx");
        plus();
    }

    @AfterAll
    static void stop() {
        for (LabHost host : List.of(second, first, balancer)) {
            host.close();
        }
        network.close();
    }

    /** Starts it anew; as an upstream without a {@code state} file it forgets who was down. */
    private static void plus() throws Exception {
        balancer.root(
                "systemctl stop plus 2>/dev/null; systemctl reset-failed plus 2>/dev/null;"
                        + " systemd-run -q --unit plus java -XX:TieredStopAtLevel=1"
                        + " /opt/PlusStandIn.java 80 8080 nodes mi1:8290 mi2:8290;"
                        + " for i in $(seq 200); do curl -sf "
                        + UPSTREAM
                        + " && exit; sleep 0.2; done; exit 1");
    }

    private static List<String> states() throws Exception {
        return balancer.root(
                        "curl -sS "
                                + UPSTREAM
                                + " | grep -o '\"state\":\"[a-z]*\"'; cat /etc/nginx/.miprov-drained")
                .lines()
                .map(line -> line.replaceAll("\"state\":\"(.*)\"", "$1"))
                .toList();
    }

    private static void patch(int server, boolean down) throws Exception {
        balancer.root(
                "curl -sSf -X PATCH -d '{\"down\":"
                        + down
                        + "}' "
                        + UPSTREAM
                        + "/servers/"
                        + server);
    }

    private static Load clients(int slow) throws InterruptedException {
        List<Door> doors = List.of(Door.plain("localhost", balancer.port(80)));
        return new Load(new Plan(doors, RATE, slow, 0, 0, 0)).start().until(RATE);
    }

    private static void allWereServed(Load clients) throws InterruptedException {
        Result result = clients.stop();
        assertEquals(0, result.failed(), result::table);
        assertTrue(result.requests() > 2 * RATE, result::table);
    }

    private static String playbook() throws IOException, InterruptedException {
        // more starts than systemd takes to be good
        for (LabHost node : List.of(first, second)) {
            node.root("systemctl reset-failed micro-integrator");
        }
        return Files.writeString(
                        folder.resolve("roll.yml"),
                        """
                        - name: Nodes
                          hosts: micro_integrators
                          serial: 1
                          become: true
                          gather_facts: false
                          rolling:
                            balancer: nginx_plus
                            health:
                              url: http://127.0.0.1:9201/healthz
                              min_healthy_time: 2s
                              deadline: 90s
                          tasks: [{service: {name: micro-integrator, state: restarted}}]
                        """)
                .toString();
    }

    private static String[] words(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", playbook()));
        words.addAll(List.of("-i", inventory.toString(), "-i", overlay.toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    @Order(1)
    void aRestartLosesNoRequest() throws Exception {
        String one = first.root(PID);
        String two = second.root(PID);
        Load clients = clients(6);
        ClusterRun said = ends(0, apply("playbooks/rolling-restart.yml"));
        allWereServed(clients);
        assertTrue(said.text().contains("lock      lb1"), said.text());
        assertNotEquals(one, first.root(PID));
        assertNotEquals(two, second.root(PID));
        assertEquals(List.of("up", "up"), states());
        List<String> told =
                balancer.root("journalctl -u plus -o cat | grep -E '^mi[12]:8290 (up|down)'")
                        .lines()
                        .map(line -> line.replaceAll(" with .*", ""))
                        .toList();
        assertEquals(List.of("mi1:8290 down", "mi1:8290 up", "mi2:8290 down", "mi2:8290 up"), told);
    }

    /** The journal has it all: who was drained for how long, and that it was put back. */
    @Test
    @Order(2)
    void whatWasBegunIsWaitedFor() throws Exception {
        patch(1, true);
        CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return balancer.root(
                                        "curl -sS 'http://localhost/slow?seconds=8' || true");
                            } catch (IOException | InterruptedException e) {
                                return e.toString();
                            }
                        });
        balancer.root(
                "for i in $(seq 100); do curl -sS "
                        + UPSTREAM
                        + " | grep -q '\"active\":1' && exit; sleep 0.1; done; exit 1");
        patch(1, false);
        Controllers controllers = new Controllers(folder);
        controllers.says(0, words("--limit", "mi1"));
        assertTrue(slow.get().contains("\"node\":\"mi1\""), slow.get());
        List<String> steps =
                controllers.journal().stream()
                        .filter(line -> line.contains("\"phase\": \"done\""))
                        .map(line -> line.replaceAll(".*\"step\": \"([a-z]*)\".*", "$1"))
                        .toList();
        assertEquals(
                List.of("drain", "work", "health", "admit"),
                steps.stream().filter(each -> !each.matches("look|lock|point")).toList());
        assertTrue(steps.contains("lock"), steps::toString);
        String locks = controllers.says(0, "unlock", "-b", "-i", overlay.toString(), "-l", "lb1");
        assertTrue(locks.contains("No lock is held"), locks);
        assertEquals(List.of("up", "up"), states());
    }

    @Test
    @Order(3)
    void whatSomebodyTookOutByHandIsLeftSoAndTold() throws Exception {
        patch(1, true);
        String said = new Controllers(folder).says(0, words("--limit", "mi2"));
        assertTrue(said.contains("mi2 was taken out by hand: it stays so"), said);
        assertEquals(List.of("up", "down"), states());
        String refused = new Controllers(folder).says(1, words("--limit", "mi1"));
        assertTrue(refused.contains("would leave no member"), refused);
        assertEquals(List.of("up", "down"), states());
        patch(1, false);
    }

    @Test
    @Order(4)
    void aControllerThatIsKilledIsMadeUpFor() throws Exception {
        Controllers controllers = new Controllers(folder);
        for (String at : List.of("drain     mi1", "work      mi1", "admit     mi1")) {
            Load clients = clients(0);
            Controllers.Running run = controllers.start(words());
            Controllers.await(run, () -> run.text().contains(at));
            run.kill();
            controllers.says(0, words());
            allWereServed(clients);
            assertEquals(List.of("up", "up"), states(), at);
        }
    }

    /** Where its upstream has no {@code state} file, the mark is all that is left of a drain. */
    @Test
    @Order(5)
    void aPlusThatForgotADrainIsNoticed() throws Exception {
        Controllers controllers = new Controllers(folder);
        Controllers.Running run = controllers.start(words());
        Controllers.await(run, () -> run.text().contains("work      mi1"));
        run.kill();
        plus();
        assertFalse(states().contains("down"), () -> "it forgets");
        String said = controllers.says(0, words());
        assertTrue(said.contains("mi1 is drained by"), said);
        assertEquals(List.of("up", "up"), states());
    }

    private static ClusterRun ends(int status, ClusterRun said) {
        assertEquals(status, said.status(), said.text());
        return said;
    }

    private static ClusterRun apply(String playbook) throws IOException, InterruptedException {
        return ClusterRun.of(folder, inventory.toString(), overlay, "apply", playbook);
    }
}
