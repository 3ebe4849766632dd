package io.miprov.library.nginx;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.library.check.Finding;
import io.miprov.library.check.Findings;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@Doc(
        """
        Checks an NGINX that is there: whether it takes its configuration, its protocols and certificates, the members of its
        upstreams, and what it publishes. It changes nothing; what is wrong is no failure: `findings` has what it found, each
        with `check`, `severity` (error, warning, advice), `found` and `remedy`, as `mi_check` tells it. docs/verify.md tells of
        each check.

        - nginx_check:
            members: ["192.0.2.11:8290", "192.0.2.12:8290"]
            closed: ["192.0.2.11:9164", "192.0.2.12:9164"]
          register: checked
        """)
public final class NginxCheckModule implements Module<NginxCheckModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "the servers that upstreams should have, each `host:port` as it is"
                                            + " written there; upstreams without any of them are left"
                                            + " alone",
                            orElse = "")
                    List<String> members,
            @Doc(
                            value =
                                    "what should not be reached from this host, each `host:port`: where"
                                            + " nodes are managed",
                            orElse = "")
                    List<String> closed,
            @Doc(value = "ports of nodes that no site may lead to", orElse = "9154,9164,9191,9201")
                    List<Integer> managementPorts,
            @Doc(value = "how many days a certificate must be good for", orElse = "30") int days,
            @Doc(value = "the command of NGINX, with its options", orElse = "nginx") String command,
            @Doc(value = "checks that are left out", orElse = "") List<String> ignore) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        params.members().forEach(each -> split("members", each));
        List<String> closed = new ArrayList<>();
        params.closed().forEach(each -> closed.addAll(split("closed", each)));
        Sh ask =
                NginxWords.words()
                        .then(Sh.resource(NginxCheckModule.class, "check.sh"))
                        .then(Sh.of("nginx_checked {}", params.command()))
                        .then(Sh.of("nginx_reached {}", closed));
        return new Ask(ask, reply -> outcome(params, reply));
    }

    private static List<String> split(String parameter, String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        if (colon < 1 || !endpoint.substring(colon + 1).matches("\\d{1,5}")) {
            throw new BadParams(parameter, "has `" + endpoint + "`, which is no `host:port`");
        }
        return List.of(
                endpoint.substring(0, colon).replaceAll("[\\[\\]]", ""),
                endpoint.substring(colon + 1));
    }

    private static Outcome outcome(Params params, Reply reply) {
        if (!reply.ok()) {
            return Outcome.failed((reply.err() + reply.out()).strip());
        }
        NginxReport nginx = NginxReport.read(reply.out());
        List<Finding> found = new ArrayList<>();
        if (nginx.version().isEmpty()) {
            found.add(
                    Finding.error(
                            "nginx",
                            "there is no command " + params.command().split(" ", 2)[0],
                            "install it with `nginx`, or say in `command` how it is called"));
        }
        if (!nginx.refused().isEmpty()) {
            found.add(
                    Finding.error(
                            "nginx",
                            "NGINX refuses its configuration: "
                                    + String.join("; ", nginx.refused()),
                            "mend it before anything reloads or restarts it"));
        }
        nginx.tree()
                .ifPresent(
                        tree -> {
                            found.addAll(new SiteChecks(nginx, tree, params).found());
                            found.addAll(new MemberChecks(tree, params.members()).found());
                        });
        for (String each : nginx.reached()) {
            found.add(
                    Finding.warning(
                            "reachable",
                            "a node is managed at " + each + ", which this machine reaches",
                            "let only those there who manage it: ufw, firewalld or iptables on the"
                                    + " node"));
        }
        if (!nginx.asked()) {
            found.add(
                    Finding.advice(
                            "reachable",
                            "this machine has nothing to ask ports of others with",
                            "install bash, nc or curl"));
        }
        return Findings.outcome(
                found,
                params.ignore(),
                Map.of("version", nginx.version().map(NginxVersion::text).orElse("")));
    }
}
