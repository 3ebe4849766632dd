package io.miprov.library.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Facts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as words, without a firewall. */
final class RulesTest {

    @Test
    void ordersTheWordsOfARuleAsIptablesWantsThem() {
        assertEquals(
                "-p tcp ! -s 10.0.0.0/8 -m tcp --tcp-flags ALL SYN,ACK -j DNAT --to-destination 10.1.1.1:80"
                        + " --destination-port 80 -m conntrack --ctstate NEW,RELATED -m comment --comment a b",
                iptables(
                        Map.of(
                                "chain", "PREROUTING",
                                "protocol", "tcp",
                                "source", "!10.0.0.0/8",
                                "match", "tcp",
                                "tcp_flags",
                                        Map.of(
                                                "flags", List.of("ALL"),
                                                "flags_set", List.of("SYN", "ACK")),
                                "jump", "DNAT",
                                "to_destination", "10.1.1.1:80",
                                "destination_port", 80,
                                "ctstate", "NEW,RELATED",
                                "comment", "a b")));
    }

    @Test
    void namesAnExtensionOnce() {
        assertEquals(
                "-m state -j ACCEPT --state NEW",
                iptables(
                        Map.of(
                                "chain", "A", "match", "state", "ctstate", "NEW", "jump",
                                "ACCEPT")));
        assertEquals(
                "-j REJECT -m iprange --src-range 10.0.0.1-10.0.0.9 --reject-with tcp-reset",
                iptables(
                        Map.of(
                                "chain", "A",
                                "src_range", "10.0.0.1-10.0.0.9",
                                "jump", "REJECT",
                                "reject_with", "tcp-reset")));
        assertEquals(
                "-p icmp -m limit --limit 1/second -j REJECT --icmpv6-type echo-request"
                        .replace("-j REJECT ", ""),
                iptables(
                        Map.of(
                                "chain", "A",
                                "ip_version", "ipv6",
                                "protocol", "icmp",
                                "limit", "1/second",
                                "icmp_type", "echo-request")));
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        refuses(Map.of("chain", "A", "jump", "DROP", "log_prefix", "x"), "jump");
        refuses(Map.of("chain", "A", "jump", "TEE"), "gateway");
        refuses(Map.of("chain", "A", "set_dscp_mark", "8"), "jump");
        refuses(Map.of("chain", "A", "flush", true, "policy", "DROP"), "policy");
        refuses(Map.of("jump", "DROP"), "chain");
        refuses(Map.of("chain", "A"), "chain");
    }

    private static void refuses(Map<String, ?> params, String parameter) {
        BadParams refused = assertThrows(BadParams.class, () -> iptables(params));
        assertEquals(parameter, refused.parameter());
    }

    private static String iptables(Map<String, ?> params) {
        IptablesModule module = new IptablesModule();
        IptablesModule.Params bound = trial("iptables").bound(module, params);
        module.plan(bound, Facts.NONE);
        return String.join(" ", new IptablesRule(bound).words());
    }

    private static Trial trial(String module) {
        return new Trial(module, Path.of("."), Shells.DASH);
    }

    @ParameterizedTest
    @CsvSource({
        "zero, 2, 2",
        "first-ipv4, 1, 2",
        "last-ipv4, 0, 2",
        "first-ipv6, 0, 3",
        "last-ipv6, 0, 3",
        "last-ipv6, 1, 0"
    })
    void countsFromOtherRulesOfUfw(String from, int insert, int at) {
        String list =
                """
                Status: active

                     To                         Action      From
                     --                         ------      ----
                [ 1] 22/tcp                     ALLOW IN    Anywhere
                [ 2] 80                         ALLOW IN    10.0.0.1
                [ 3] 22/tcp (v6)                ALLOW IN    Anywhere (v6)
                """;
        UfwModule.Params params =
                trial("ufw")
                        .bound(
                                new UfwModule(),
                                Map.of(
                                        "rule",
                                        "allow",
                                        "insert",
                                        insert,
                                        "insert_relative_to",
                                        from));
        assertEquals(at, UfwRule.insertAt(params, list).orElse(0));
    }

    @Test
    void readsTheServersOfHaproxy() {
        HaproxyServers servers =
                HaproxyServers.read(
                        """
                        # pxname,svname,scur,status,weight,
                        b,s1,3,DRAIN,1,
                        b,BACKEND,0,UP,1,
                        \0361
                        # be_id be_name srv_id srv_name srv_admin_state srv_uweight srv_iweight srv_check_state
                        3 b 1 s1 8 5 10 6
                        """);
        assertEquals(List.of("b"), servers.backends());
        assertEquals(
                List.of(Map.of("status", "DRAIN", "weight", "1", "scur", "3")),
                servers.told(Optional.empty(), "s1"));
        HaproxyServers.Server server = servers.server("b", "s1").orElseThrow();
        assertTrue(server.draining() && server.healthDiffers(false));
        assertFalse(server.inMaintenance() || server.agentDiffers(true));
        assertTrue(server.weighs("50%") && server.weighs("5") && !server.weighs("10"));
    }
}
