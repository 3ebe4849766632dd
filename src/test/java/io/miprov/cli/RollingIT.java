package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/** Rolls over two real nodes behind a real NGINX, while clients ask for things all the time. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RollingIT {
    private static final String PID = "cat /opt/wso2mi/current/wso2carbon.pid";
    private static final String APPS =
            "/opt/wso2mi/current/repository/deployment/server/carbonapps";

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
        ends(0, apply("playbooks/cluster.yml"));
    }

    @AfterAll
    static void stop() {
        for (LabHost host : List.of(second, first, balancer)) {
            host.close();
        }
        network.close();
    }

    private static Clients clients() {
        return clients("pki/ca.crt");
    }

    /** Clients that trust these authorities. */
    private static Clients clients(String trust) {
        return new Clients(balancer, folder.resolve(trust));
    }

    private static String marks() throws Exception {
        return balancer.root("grep -rn 'miprov: drained' /etc/nginx || true");
    }

    private static ClusterRun roll(String rolling, String tasks) throws Exception {
        Path playbook = folder.resolve("roll.yml");
        Files.writeString(
                playbook,
                """
                - name: Nodes
                  hosts: micro_integrators
                  serial: 1
                  become: true
                  gather_facts: false
                  vars: {apps: %s}
                  rolling:
                    balancer: nginx
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
        return apply(playbook.toString());
    }

    @Test
    @Order(1)
    void aRestartLosesNoRequest() throws Exception {
        String one = first.root(PID);
        String two = second.root(PID);
        try (Clients clients = clients()) {
            ClusterRun said = ends(0, apply("playbooks/rolling-restart.yml"));
            assertTrue(said.text().contains("drain     mi1"), said.text());
            assertTrue(said.text().contains("admit     mi2"), said.text());
            clients.allWereServed();
        }
        assertNotEquals(one, first.root(PID));
        assertNotEquals(two, second.root(PID));
        assertEquals("", marks());
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
        ends(0, roll("", tasks));
        assertEquals("/opt/rolled", second.root("ls -d /opt/rolled"));
        String workers = balancer.root("pgrep -f 'nginx: worker'");
        ClusterRun said = ends(0, roll("", tasks));
        assertTrue(said.text().contains("nothing to change"), said.text());
        assertEquals(workers, balancer.root("pgrep -f 'nginx: worker'"));
    }

    @Test
    @Order(3)
    void aNodeThatIsNeverReadyIsRolledBack() throws Exception {
        String one = first.root(PID);
        try (Clients clients = clients()) {
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
            assertTrue(said.text().contains("bad"), said.text());
            assertTrue(said.text().contains("has its traffic again"), said.text());
            clients.allWereServed();
        }
        assertEquals("", first.root("ls " + APPS + "/bad.car 2>/dev/null || true"));
        assertEquals("", second.root("ls " + APPS + "/bad.car 2>/dev/null || true"));
        assertNotEquals(one, first.root(PID));
        assertEquals("", marks());
    }

    @Test
    @Order(4)
    void whatIsHeldIsDrainedAndTheNextRunPutsItBack() throws Exception {
        String tasks =
                """
                tasks:
                  - copy: {content: held, dest: /opt/held}
                  - command: "{{ does | default('false') }}"
                    changed_when: false
                """;
        ClusterRun said = ends(1, roll("on_failure: hold", tasks));
        assertTrue(said.text().contains("drained, without traffic: mi1"), said.text());
        assertTrue(marks().contains("drained"), marks());
        ends(0, roll("on_failure: hold", tasks.replace("'false'", "'true'")));
        assertEquals("", marks());
        assertEquals("held", second.root("cat /opt/held"));
    }

    @Test
    @Order(5)
    void aPlanTouchesNothing() throws Exception {
        ClusterRun said = run("plan", "playbooks/rolling-restart.yml");
        assertEquals(4, said.status(), said.text());
        assertTrue(said.text().contains("would be drained in lb1"), said.text());
        assertFalse(said.text().contains("drain     mi1"), said.text());
    }

    @Test
    @Order(5)
    void otherPortsAreRefusedBeforeAnybodyIsDrained() throws Exception {
        String one = first.root(PID);
        for (String playbook : List.of("cluster.yml", "rolling-config.yml")) {
            ClusterRun said = ends(1, apply("playbooks/" + playbook, "-e", "mi_offset=20"));
            assertTrue(said.text().contains("mi1 has its ports by the offset 10"), said.text());
            assertTrue(said.text().contains("remove-node.yml"), said.text());
            assertFalse(said.text().contains("drain     mi1"), said.text());
        }
        assertEquals(4, run("plan", "playbooks/rolling-restart.yml").status());
        assertEquals(one, first.root(PID));
        assertEquals("", marks());
    }

    /** First only NGINX trusts both authorities, then all nodes do, then nodes and NGINX change. */
    @Test
    @Order(6)
    void anAuthorityIsChangedWithoutAGap() throws Exception {
        Files.copy(folder.resolve("pki/ca.crt"), folder.resolve("old-ca.crt"));
        try (Clients clients = clients("old-ca.crt")) {
            ends(0, apply("playbooks/certificates.yml", "-e", "renew_ca=true"));
            assertEquals(List.of("mi1 old", "mi2 old", "lb1 old"), whoShowsWhose());
            clients.allWereServed();
        }
        assertEquals("2", authoritiesThatNginxTrusts());
        try (Clients clients = clients("pki/ca-bundle.crt")) {
            ClusterRun said = ends(0, apply("playbooks/rotate-certificates.yml"));
            assertTrue(said.text().contains("drain     mi1"), said.text());
            assertEquals(List.of("mi1 new", "mi2 new", "lb1 new"), whoShowsWhose());
            clients.allWereServed();
        }
        assertEquals("2", authoritiesThatNginxTrusts());
        assertTrue(trusted(second).contains("cluster-ca-previous"), trusted(second));
        try (Clients clients = clients()) {
            ends(0, apply("playbooks/rotate-certificates.yml", "-e", "keep_old_ca=false"));
            assertEquals(List.of("mi1 new", "mi2 new", "lb1 new"), whoShowsWhose());
            clients.allWereServed();
        }
        assertEquals("1", authoritiesThatNginxTrusts());
        assertFalse(trusted(first).contains("-previous"), trusted(first));
        assertEquals("", marks());
    }

    @Test
    @Order(7)
    void aKeyIsMadeAnewAtWill() throws Exception {
        String before = balancer.root("sha256sum /etc/nginx/tls/cluster.key");
        try (Clients clients = clients()) {
            ends(0, apply("playbooks/rotate-certificates.yml", "-e", "renew_now=true"));
            clients.allWereServed();
        }
        assertNotEquals(before, balancer.root("sha256sum /etc/nginx/tls/cluster.key"));
        assertEquals("", marks());
    }

    private static String authoritiesThatNginxTrusts() throws Exception {
        return balancer.root("grep -c BEGIN /etc/nginx/tls/ca.crt");
    }

    private static String trusted(LabHost node) throws Exception {
        return node.root(
                "keytool -list -storepass only-for-the-lab -keystore"
                        + " /opt/wso2mi/current/repository/resources/security/cluster-truststore.jks");
    }

    /**
     * Which authority each listener's certificate is of, as a client on the balancer verifies it.
     */
    private static List<String> whoShowsWhose() throws Exception {
        balancer.put(folder.resolve("old-ca.crt"), "/tmp/old-ca.crt");
        balancer.put(folder.resolve("pki/ca.crt"), "/tmp/new-ca.crt");
        List<String> shown = new ArrayList<>();
        for (String place : List.of("mi1 mi1:8253", "mi2 mi2:8253", "lb1 localhost:443")) {
            String[] words = place.split(" ");
            shown.add(
                    words[0]
                            + " "
                            + balancer.root(
                                    "for each in old new; do curl -s -o /dev/null --cacert /tmp/$each-ca.crt https://"
                                            + words[1]
                                            + "/ && echo $each; done; true"));
        }
        return shown;
    }

    private static ClusterRun ends(int status, ClusterRun said) {
        assertEquals(status, said.status(), said.text());
        return said;
    }

    private static ClusterRun apply(String playbook, String... more)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", playbook));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private static ClusterRun run(String... command) throws IOException, InterruptedException {
        return ClusterRun.of(folder, "inventory/lab", overlay, command);
    }
}
