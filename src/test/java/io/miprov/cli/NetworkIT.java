package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Firewalls and balancers: the kernel's packet filter, ufw, firewalld and haproxy themselves. */
@Timeout(300)
final class NetworkIT {
    @TempDir private static Path folder;
    private static LabHost host;
    private static Playing play;

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("network");
        play = new Playing(folder, host);
        host.root(
                "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends"
                        + " iptables ufw firewalld haproxy </dev/null && systemctl stop firewalld");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void addsRulesAndChainsAndTakesThemOut() throws Exception {
        play.changesOnce(
                """
                - iptables: {chain: MINE, chain_management: true}
                - iptables:
                    {chain: MINE, protocol: tcp, destination_ports: ["8290", "8253"], ctstate: [NEW, ESTABLISHED],
                     jump: ACCEPT, comment: it is mine}
                - iptables: {chain: MINE, source: "!192.0.2.0/24", syn: negate, protocol: tcp, jump: DROP, action: insert, rule_num: "1"}
                - iptables: {chain: MINE, limit: 2/second, log_prefix: "mine: ", log_level: info}
                - iptables: {chain: OUTPUT, policy: ACCEPT, table: mangle}
                """);
        String rules = host.root("iptables -S MINE");
        assertTrue(rules.lines().toList().get(1).contains("! -s 192.0.2.0/24"), rules);
        assertTrue(rules.contains("\"it is mine\""), rules);
        assertTrue(rules.contains("--log-prefix \"mine: \" --log-level 6"), rules);
        play.changesOnce("- iptables: {chain: FORWARD, policy: DROP, table: mangle}");
        assertEquals("-P FORWARD DROP", host.root("iptables -t mangle -S FORWARD"));
        String said = play.apply("- iptables: {chain: MINE, policy: DROP}", 1);
        assertTrue(said.contains("only built-in chains"), said);
        play.changesOnce(
                "- iptables: {chain: MINE, limit: 2/second, log_prefix: \"mine: \", log_level: info, state: absent}");
        play.apply("- iptables: {chain: MINE, flush: true}", 0);
        play.changesOnce("- iptables: {chain: MINE, chain_management: true, state: absent}");
        assertEquals("", host.root("iptables -S | grep MINE || true"));
    }

    @Test
    void keepsUfwAsItIsSaid() throws Exception {
        play.changesOnce(
                """
                - ufw: {rule: allow, port: "22", proto: tcp}
                - ufw: {default: reject, direction: incoming, logging: medium}
                - ufw: {rule: allow, port: "8290,8253", proto: tcp, from_ip: 192.0.2.0/24, comment: the integrator}
                - ufw: {rule: deny, direction: in, interface: eth0, from_ip: 192.0.2.7, insert: 1}
                - ufw: {rule: limit, port: "80", proto: tcp, insert: 0, insert_relative_to: first-ipv6}
                - ufw: {state: enabled}
                """);
        String status = host.root("ufw status verbose");
        assertTrue(status.contains("Default: reject (incoming)"), status);
        assertTrue(status.contains("# the integrator"), status);
        assertTrue(host.root("ufw status numbered | grep '^\\[ 1\\]'").contains("DENY IN"), status);
        play.changesOnce(
                """
                - ufw: {rule: deny, direction: in, interface: eth0, from_ip: 192.0.2.7, delete: true}
                - ufw: {rule: allow, port: "8290,8253", proto: tcp, from_ip: 192.0.2.0/24, delete: true}
                - ufw: {state: disabled, logging: "off"}
                """);
        assertEquals("Status: inactive", host.root("ufw status"));
        String said = play.apply("- ufw: {rule: allow, port: nonsense}", 1);
        assertTrue(said.contains("ERROR"), said);
    }

    @Test
    void letsTrafficThroughFirewalld() throws Exception {
        play.changesOnce("- firewalld: {service: http, permanent: true, state: enabled}");
        String said = play.apply("- firewalld: {service: http, state: enabled}", 1);
        assertTrue(said.contains("not currently running"), said);
        host.root("systemctl start firewalld");
        play.changesOnce(
                """
                - firewalld: {zone: mine, state: present, permanent: true}
                - firewalld: {zone: mine, target: DROP, state: enabled, permanent: true}
                """);
        host.root("firewall-cmd --reload");
        play.changesOnce(
                """
                - firewalld: {zone: mine, port: 8290/tcp, state: enabled, permanent: true, immediate: true}
                - firewalld: {zone: mine, rich_rule: rule service name="ftp" accept, state: enabled}
                - firewalld: {zone: mine, interface: mine0, state: enabled, permanent: true}
                - firewalld:
                    zone: mine
                    port_forward: [{port: 443, proto: tcp, toport: 8243}]
                    state: enabled
                - firewalld: {zone: mine, masquerade: true, state: enabled}
                """);
        assertEquals("8290/tcp", host.root("firewall-cmd --zone=mine --list-ports"));
        assertEquals("8290/tcp", host.root("firewall-cmd --permanent --zone=mine --list-ports"));
        play.changesOnce(
                """
                - firewalld: {service: http, permanent: true, immediate: true, state: disabled}
                - firewalld: {zone: mine, port: 8290/tcp, state: disabled, permanent: true, immediate: true}
                """);
        play.changesOnce("- firewalld: {zone: mine, state: absent, permanent: true}");
        said = play.apply("- firewalld: {service: none-such, state: enabled}", 1);
        assertTrue(said.contains("INVALID_SERVICE"), said);
        host.root("systemctl stop firewalld");
    }

    @Test
    void takesAServerOutOfHaproxyAndPutsItBack() throws Exception {
        host.root(
                """
                cat >/etc/haproxy/haproxy.cfg <<end
                global
                  stats socket /run/haproxy.sock mode 600 level admin
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 5s
                  timeout server 5s
                backend one
                  server mi-1 127.0.0.1:22 check inter 200
                  server mi-2 127.0.0.1:9002
                backend two
                  server mi-1 127.0.0.1:9001
                end
                systemctl restart haproxy
                """);
        play.changesOnce(
                "- haproxy: {host: mi-1, backend: one, state: disabled, shutdown_sessions: true, wait: true, wait_interval: 1}");
        String said =
                play.apply(
                        """
                        - haproxy: {host: mi-1, state: disabled}
                          register: out
                        - debug: {var: out}
                        - assert:
                            that:
                              - out is changed
                              - out.state_before | map(attribute='status') | list == ['MAINT', 'no check']
                              - out.state_after | map(attribute='status') | list == ['MAINT', 'MAINT']
                              - out.command == ['disable server two/mi-1']
                        """,
                        0);
        assertTrue(said.contains("MAINT"), said);
        play.changesOnce("- haproxy: {host: mi-1, backend: one, state: drain}");
        play.changesOnce(
                "- haproxy: {host: mi-1, state: enabled, weight: 50, health: true, wait: true, wait_interval: 1}");
        said = play.apply("- haproxy: {host: mi-9, state: enabled, fail_on_not_found: true}", 1);
        assertTrue(said.contains("mi-9"), said);
        said = play.apply("- haproxy: {host: mi-1, state: enabled, socket: /run/none}", 1);
        assertTrue(said.contains("/run/none is no socket"), said);
    }
}
