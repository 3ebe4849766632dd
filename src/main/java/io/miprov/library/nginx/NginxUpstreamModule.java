package io.miprov.library.nginx;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

@Doc(
        """
        Makes an upstream of NGINX in a file of its own, for sites that name it. Members that are drained
        (`balancer_member`) or were taken out by hand stay out. The file is tried with `nginx -t`, and taken back when
        NGINX refuses it; a running NGINX is then reloaded.

        - nginx_upstream:
            name: micro_integrator
            strategy: active_passive
            servers:
              - {address: 192.0.2.11, port: 8290}
              - {address: 192.0.2.12, port: 8290, backup: true}
        """)
public final class NginxUpstreamModule implements Module<NginxUpstreamModule.Params> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Whether the upstream should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** What it takes. */
    public record Params(
            @Doc(value = "the upstream", flat = true) Upstream upstream,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(
                            value = "the folder of NGINX's configuration on the host",
                            orElse = "/etc/nginx",
                            path = true)
                    String config,
            @Doc(value = "the file on the host (default: conf.d/upstream-NAME.conf)", path = true)
                    Optional<String> path,
            @Doc(value = "the command of NGINX, with its options", orElse = "nginx")
                    String command) {}

    @Override
    public Change plan(Params params, Facts facts) {
        Upstream upstream = params.upstream();
        if (!NAME.matcher(upstream.name()).matches()) {
            throw new BadParams("name", "needs letters, digits, dots, dashes and underscores");
        }
        String path =
                params.path()
                        .orElse(params.config() + "/conf.d/upstream-" + upstream.name() + ".conf");
        ConfFile file = new ConfFile(params.command(), params.config(), path, Map.of("path", path));
        if (params.state() == State.ABSENT) {
            return file.absent();
        }
        if (upstream.servers().isEmpty()) {
            throw new BadParams(
                    "servers", "needs at least one server: NGINX takes no upstream without");
        }
        upstream.check("servers");
        try {
            text(upstream, NginxVersion.of("nginx/99.0.0 (nginx-plus)"));
        } catch (IllegalArgumentException e) {
            throw new BadParams("servers", e.getMessage());
        }
        return file.holds(version -> text(upstream, version));
    }

    private static String text(Upstream upstream, NginxVersion version) {
        StringBuilder text =
                new StringBuilder("# Made by miprov for the upstream ")
                        .append(upstream.name())
                        .append(". What is changed here by hand is lost, but for `down`.\n")
                        .append(
                                UpstreamText.of(
                                        upstream.name(),
                                        upstream.strategy(),
                                        upstream.servers(),
                                        version));
        if (!upstream.httpsServers().isEmpty()) {
            text.append('\n')
                    .append(
                            UpstreamText.of(
                                    UpstreamText.httpsName(upstream),
                                    upstream.strategy(),
                                    upstream.httpsServers(),
                                    version));
        }
        return text.toString();
    }
}
