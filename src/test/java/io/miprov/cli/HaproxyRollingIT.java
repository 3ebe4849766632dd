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
 * Rolls over two real nodes behind two real HAProxies, while clients of both ask for things all the
 * time. HAProxy's configuration is that of {@code bench/haproxy}; it calls its servers otherwise
 * than the inventory calls the nodes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
final class HaproxyRollingIT {
    private static final String PID = "cat /opt/wso2mi/current/wso2carbon.pid";
    private static final String APPS =
            "/opt/wso2mi/current/repository/deployment/server/carbonapps";
    private static final int RATE = 40;
    private static final int WAIT_SECONDS = 60;

    @TempDir private static Path folder;
    private static Network network;
    private static List<LabHost> balancers;
    private static LabHost first;
    private static LabHost second;
    private static Path overlay;
    private static Path inventory;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        balancers =
                List.of(
                        LabHost.start("lb1", network, 80, 443),
                        LabHost.start("lb2", network, 80, 443));
        first = LabHost.start("mi1", network);
        second = LabHost.start("mi2", network);
        overlay = LabHost.overlay(folder, balancers.get(0), balancers.get(1), first, second);
        inventory =
                Files.writeString(
                        folder.resolve("hosts.yml"),
                        """
                        all:
                          vars:
                            cluster_names: [localhost, 127.0.0.1]
                            mi_keystore_password: only-for-the-lab
                            mi_memory: -Xms48m -Xmx192m
                            mi_balancer: haproxy
                          children:
                            load_balancers: {hosts: {lb1: , lb2: }}
                            micro_integrators: {hosts: {mi1: , mi2: }}
                        """);
        ends(0, apply("bench/haproxy/cluster.yml"));
        ClusterRun again = ends(0, apply("bench/haproxy/cluster.yml"));
        assertTrue(again.text().contains("nothing changed"), again.text());
    }

    @AfterAll
    static void stop() {
        for (LabHost host : List.of(second, first, balancers.get(1), balancers.get(0))) {
            host.close();
        }
        network.close();
    }

    /** Clients of both balancers, over both schemes, with slow requests and WebSockets. */
    private static Load clients() throws IOException, InterruptedException {
        return clients(6, 4);
    }

    /** The same without what a drain waits for long. */
    private static Load quickClients() throws IOException, InterruptedException {
        return clients(0, 0);
    }

    private static Load clients(int slow, int sockets) throws IOException, InterruptedException {
        List<Door> doors = new ArrayList<>();
        for (LabHost balancer : balancers) {
            doors.add(Door.plain("localhost", balancer.port(80)));
            doors.add(Door.secured("localhost", balancer.port(443), folder.resolve("pki/ca.crt")));
        }
        return new Load(new Plan(doors, RATE, slow, sockets, 5, 0)).start().until(RATE);
    }

    private static Result allWereServed(Load clients) throws InterruptedException {
        Result result = clients.stop();
        assertEquals(0, result.failed(), result::table);
        assertTrue(result.requests() > 2 * RATE, result::table);
        return result;
    }

    private static ClusterRun roll(String rolling, String tasks, String... more) throws Exception {
        manyStarts();
        return apply(playbook(rolling, tasks).toString(), more);
    }

    /** Lets the nodes start more often than systemd takes to be good. */
    private static void manyStarts() throws Exception {
        for (LabHost node : List.of(first, second)) {
            node.root("systemctl reset-failed micro-integrator");
        }
    }

    private static Path playbook(String rolling, String tasks) throws IOException {
        return Files.writeString(
                folder.resolve("roll.yml"),
                """
                - name: Nodes
                  hosts: micro_integrators
                  serial: 1
                  become: true
                  gather_facts: false
                  vars: {apps: %s}
                  rolling:
                    balancer: haproxy
                    health:
                      url: http://127.0.0.1:9201/healthz
                      liveness: http://127.0.0.1:9201/liveness
                      home: /opt/wso2mi/current
                      min_healthy_time: 2s
                      deadline: 90s
                """
                                .formatted(APPS)
                        + rolling.indent(4)
                        + tasks.indent(2));
    }

    private static final String RESTART =
            "tasks: [{service: {name: micro-integrator, state: restarted}}]\n";

    /** What each balancer says of each server, with what its configuration says. */
    private static List<String> servers() throws Exception {
        List<String> servers = new ArrayList<>();
        for (LabHost balancer : balancers) {
            String told =
                    balancer.root(
                            "echo show stat | socat /run/haproxy/admin.sock - |"
                                    + " awk -F , '$2 ~ /^node-/ && $1 !~ /https/ { sub(/ .*/, \"\", $18); print $2, $18 }';"
                                    + " grep -o 'miprov: drained' /etc/haproxy/haproxy.cfg || true");
            servers.addAll(told.lines().toList());
        }
        return servers;
    }

    private static void bothAreIn() throws Exception {
        assertEquals(List.of("node-1 UP", "node-2 UP", "node-1 UP", "node-2 UP"), servers());
    }

    private static void reload() throws Exception {
        for (LabHost balancer : balancers) {
            String before = worker(balancer);
            balancer.root("systemctl reload haproxy");
            for (int i = 0; i < WAIT_SECONDS && worker(balancer).equals(before); i++) {
                Thread.sleep(500);
            }
            assertNotEquals(before, worker(balancer));
        }
    }

    private static String worker(LabHost balancer) throws Exception {
        return balancer.root(
                "echo show info | socat /run/haproxy/admin.sock - | sed -n 's/^Pid: //p'");
    }

    private static void say(String command) throws Exception {
        for (LabHost balancer : balancers) {
            balancer.root("echo '" + command + "' | socat /run/haproxy/admin.sock -");
        }
    }

    @Test
    @Order(1)
    void aRestartLosesNoRequest() throws Exception {
        String one = first.root(PID);
        String two = second.root(PID);
        Load clients = clients();
        ClusterRun said = ends(0, apply("playbooks/rolling-restart.yml"));
        Result result = allWereServed(clients);
        List<String> order =
                said.text()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.matches("(drain|admit) +mi[12] .*"))
                        .map(line -> line.split(" +")[0] + " " + line.split(" +")[1])
                        .distinct()
                        .toList();
        assertEquals(List.of("drain mi1", "admit mi1", "drain mi2", "admit mi2"), order);
        assertFalse(result.away().get("mi1").isEmpty(), result::table);
        assertFalse(result.away().get("mi2").isEmpty(), result::table);
        assertNotEquals(one, first.root(PID));
        assertNotEquals(two, second.root(PID));
        bothAreIn();
    }

    @Test
    @Order(2)
    void anUnchangedRollDrainsNobody() throws Exception {
        String tasks =
                """
                tasks:
                  - file: {path: /opt/rolled, state: directory}
                  - command: 'true'
                    changed_when: false
                """;
        ClusterRun first = ends(0, roll("", tasks));
        assertTrue(first.text().contains("drain     mi2"), first.text());
        ClusterRun again = ends(0, roll("", tasks));
        assertTrue(again.text().contains("nothing to change"), again.text());
        assertFalse(again.text().contains("out of lb1"), again.text());
        bothAreIn();
    }

    @Test
    @Order(3)
    void aNodeThatIsNeverReadyIsRolledBack() throws Exception {
        Load clients = clients();
        ClusterRun said =
                ends(
                        1,
                        roll(
                                "rollback: {base: /opt/wso2mi, restart: micro-integrator}",
                                """
                                tasks:
                                  - copy: {content: no zip, dest: "{{ apps }}/bad.car"}
                                    notify: restart
                                handlers:
                                  - name: restart
                                    service: {name: micro-integrator, state: restarted}
                                """));
        allWereServed(clients);
        assertTrue(said.text().contains("has its traffic again"), said.text());
        assertFalse(said.text().contains("drain     mi2"), said.text());
        assertEquals("", first.root("ls " + APPS + "/bad.car 2>/dev/null || true"));
        assertEquals("", second.root("ls " + APPS + "/bad.car 2>/dev/null || true"));
        bothAreIn();
    }

    /** Neither a reload nor a new configuration from the template brings it back. */
    @Test
    @Order(4)
    void whatIsDrainedStaysSoUntilTheNextRun() throws Exception {
        List<String> drained =
                List.of(
                        "node-1 MAINT",
                        "node-2 UP",
                        "miprov: drained",
                        "miprov: drained",
                        "node-1 MAINT",
                        "node-2 UP",
                        "miprov: drained",
                        "miprov: drained");
        String tasks = RESTART.replace("]", ", {command: 'false'}]");
        ClusterRun said = ends(1, roll("on_failure: hold", tasks));
        assertTrue(said.text().contains("drained, without traffic: mi1"), said.text());
        assertEquals(drained, servers());
        reload();
        assertEquals(drained, servers());
        for (LabHost balancer : balancers) {
            balancer.root("echo '# somebody was here' >>/etc/haproxy/haproxy.cfg");
        }
        ends(0, apply("bench/haproxy/front.yml"));
        assertEquals(drained, servers());
        Load clients = clients();
        ends(0, roll("", RESTART));
        allWereServed(clients);
        bothAreIn();
        reload();
        bothAreIn();
    }

    /** It began in a process of HAProxy that a reload replaced in the middle of the drain. */
    @Test
    @Order(5)
    void aRequestOfAnEarlierHaproxyIsWaitedFor() throws Exception {
        say("set server micro_integrator/node-2 state maint");
        CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return balancers
                                        .get(0)
                                        .root(
                                                "curl -sS 'http://localhost/slow?seconds=15' || true");
                            } catch (IOException | InterruptedException e) {
                                return e.toString();
                            }
                        });
        first.root(
                "for i in $(seq 100); do ss -tn state established '( sport = :8290 )' | grep -q . && exit; sleep 0.1; done");
        say("set server micro_integrator/node-2 state ready");
        reload();
        ends(0, roll("", RESTART, "--limit", "mi1,load_balancers"));
        assertTrue(slow.get().contains("\"node\":\"mi1\""), slow.get());
        bothAreIn();
    }

    @Test
    @Order(6)
    void whatSomebodyTookOutByHandIsLeftSoAndTold() throws Exception {
        say("set server micro_integrator/node-2 state maint");
        say("set server micro_integrator_https/node-2 state maint");
        String pid = second.root(PID);
        ClusterRun said = ends(0, roll("", RESTART, "--limit", "mi2"));
        assertTrue(said.text().contains("mi2 was taken out by hand: it stays so"), said.text());
        assertNotEquals(pid, second.root(PID));
        List<String> held = List.of("node-1 UP", "node-2 MAINT", "node-1 UP", "node-2 MAINT");
        assertEquals(held, servers());
        reload();
        assertEquals(held, servers());
        // the other one is the last, and is never drained
        ClusterRun refused = ends(1, roll("", RESTART, "--limit", "mi1"));
        assertTrue(refused.text().contains("would leave no member"), refused.text());
        say("set server micro_integrator/node-2 state ready");
        say("set server micro_integrator_https/node-2 state ready");
        bothAreIn();
    }

    @Test
    @Order(7)
    void aControllerThatIsKilledIsMadeUpFor() throws Exception {
        Controllers controllers = new Controllers(folder);
        for (String at : List.of("drain     mi1", "work      mi1", "admit     mi1")) {
            Load clients = quickClients();
            Controllers.Running run =
                    controllers.start(
                            "apply",
                            playbook("", RESTART).toString(),
                            "-i",
                            inventory.toString(),
                            "-i",
                            overlay.toString());
            Controllers.await(run, () -> run.text().contains(at));
            run.kill();
            ClusterRun again = roll("", RESTART);
            assertEquals(0, again.status(), at + "\n" + run.text() + again.text());
            allWereServed(clients);
            bothAreIn();
        }
    }

    private static ClusterRun ends(int status, ClusterRun said) {
        assertEquals(status, said.status(), said.text());
        return said;
    }

    private static ClusterRun apply(String playbook, String... more)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", playbook));
        words.addAll(List.of(more));
        return ClusterRun.of(folder, inventory.toString(), overlay, words.toArray(String[]::new));
    }
}
