package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.library.check.Finding;
import io.miprov.library.check.Findings;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Sums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

@Doc(
        """
        Checks a machine before a Micro Integrator comes to it (`stage: preflight`), or a Micro Integrator that is
        there (`stage: verify`): its Java, kernel and disk; keystores, passwords, protocols, permissions,
        limits, ports. It changes nothing and fails never: `findings` has what it found, each with `check`,
        `severity` (error, warning, advice), `found` and `remedy`, and `parity` what must be alike on all nodes.
        docs/verify.md tells of each check.

        - mi_check:
            home: /opt/wso2mi/current
            java_home: /usr/lib/jvm/java-17-openjdk-amd64
            ports: [8290, 8253, 9201, 9164]
            tls_ports: [8253, 9164]
            management: https://127.0.0.1:9164/management
          register: checked
        """)
public final class MiCheckModule implements Module<MiCheckModule.Params> {
    private static final Set<String> OF_THE_NODE =
            Set.of("server.hostname", "server.offset", "cluster_config.node_id");

    /** What it takes. */
    public record Params(
            @Doc(value = "what is checked", orElse = "verify") Stage stage,
            @Doc(value = "the home of the Micro Integrator, there or to come", path = true)
                    String home,
            @Doc(value = "the home of its Java", path = true) Optional<String> javaHome,
            @Doc("the version to come, for its Java; when it is there, it is known")
                    Optional<String> version,
            @Doc(value = "the ports that it listens on, or that must be free for it", orElse = "")
                    List<Integer> ports,
            @Doc(value = "ports that are asked for old versions of TLS", orElse = "")
                    List<Integer> tlsPorts,
            @Doc("the management API, which is tried with the password that everybody knows")
                    Optional<String> management,
            @Doc("the password of the keystores, where deployment.toml has it encrypted")
                    Optional<Secret> keystorePassword,
            @Doc(value = "whether the node must know its own name", orElse = "yes") boolean resolve,
            @Doc(value = "how many days a certificate must be good for", orElse = "30") int days,
            @Doc(value = "how many MB must be free", orElse = "1000") int freeMb,
            @Doc(value = "checks that are left out", orElse = "") List<String> ignore) {}

    /** What is checked. */
    public enum Stage {
        PREFLIGHT,
        VERIFY
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh ask =
                Sh.resource(MiCheckModule.class, "java.sh")
                        .then(Sh.resource(MiCheckModule.class, "server.sh"))
                        .then(Sh.resource(MiCheckModule.class, "check.sh"))
                        .then(
                                Sh.of(
                                        "check_machine {} {}",
                                        params.javaHome().orElse(""),
                                        params.home()));
        if (params.stage() == Stage.PREFLIGHT) {
            return new Ask(ask, reply -> outcome(params, reply));
        }
        ask =
                ask.then(Sh.of("check_server {}", params.home()))
                        .then(Sh.of("check_ldap {}", params.home()));
        // the name that the node has for itself is in a file that only it has
        ask =
                ask.then(
                        Sh.of(
                                "check_name \"$(sed -n 's/^ *hostname *= *\"\\([^\"]*\\)\".*/\\1/p'"
                                        + " {}/conf/deployment.toml 2>/dev/null | head -n 1)\"",
                                params.home()));
        if (params.management().isPresent()) {
            ask = ask.then(Sh.of("check_login {}", params.management().get()));
        }
        for (int port : params.tlsPorts()) {
            ask = ask.then(Sh.of("check_tls {}", port));
        }
        return new Ask(ask.then(Sh.of("true")), reply -> outcome(params, reply));
    }

    private static Outcome outcome(Params params, Reply reply) {
        if (!reply.ok()) {
            return Outcome.failed((reply.err() + reply.out()).strip());
        }
        NodeReport node = new NodeReport(reply.out());
        KeystoreChecks keystores = new KeystoreChecks(node, params);
        List<Finding> found = new ArrayList<>(new MachineChecks(node, params).found());
        Map<String, Object> values = new LinkedHashMap<>();
        if (params.stage() == Stage.VERIFY) {
            found.addAll(new ServerChecks(node, params).found());
            found.addAll(new AccessChecks(node).found());
            found.addAll(keystores.found());
            values.put("parity", parity(node, keystores.internal()));
            values.put("node_id", node.setting("cluster_config.node_id", ""));
        } else {
            found.addAll(taken(node, params));
        }
        return Findings.outcome(found, params.ignore(), values);
    }

    /** Ports that somebody else has, before anything of ours runs. */
    private static List<Finding> taken(NodeReport node, Params params) {
        return params.ports().stream()
                .filter(port -> node.listening().contains(port) && node.is("server").isEmpty())
                .map(
                        port ->
                                Finding.error(
                                        "ports",
                                        "somebody listens on " + port,
                                        "end that, or give this node another offset"))
                .toList();
    }

    private static Map<String, Object> parity(NodeReport node, String internal) {
        Map<String, Object> parity = new LinkedHashMap<>();
        parity.put("version", node.is("version"));
        parity.put("release", node.is("release"));
        parity.put("product", node.is("product"));
        parity.put("apps", node.all("app").stream().sorted().toList());
        parity.put("internal_keystore", internal);
        Map<String, String> alike = new TreeMap<>(node.settings());
        alike.keySet()
                .removeIf(
                        key ->
                                OF_THE_NODE.contains(key)
                                        || key.startsWith("secrets.") // encrypted anew by each
                                        || key.matches("(dashboard|icp)_config\\..*"));
        // so that settings can be compared without being told
        parity.put("settings", Sums.sha256(alike.toString().getBytes(UTF_8)));
        return parity;
    }
}
