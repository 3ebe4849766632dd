package io.miprov.library.nginx;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

@Doc(
        """
        Makes a site of NGINX that balances over servers, over HTTP, HTTPS or both. The new file is
        put in place, tried with `nginx -t`, and taken back when NGINX refuses it, with NGINX's own
        words; a running NGINX is then reloaded, so no request is lost.

        - nginx_site:
            name: micro-integrator
            server_names: [mi.example.org]
            http_port: 80
            https_port: 443
            certificate: /etc/nginx/tls/cluster.crt
            certificate_key: /etc/nginx/tls/cluster.key
            upstream:
              name: micro_integrator
              servers: [{address: 192.0.2.11, port: 8290}, {address: 192.0.2.12, port: 8290}]
              https_servers: [{address: 192.0.2.11, port: 8253}, {address: 192.0.2.12, port: 8253}]
            backend_ca: /etc/nginx/tls/ca.crt
            backend_name: mi.example.org
        """)
public final class NginxSiteModule implements Module<NginxSiteModule.Params> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int LAST_PORT = 65535;

    /** Whether the site should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** What it takes. */
    public record Params(
            @Doc("the name of the site") String name,
            @Doc(value = "the names that clients ask for; none: any", orElse = "")
                    List<String> serverNames,
            @Doc(value = "the port for HTTP; 0: none", orElse = "80") int httpPort,
            @Doc(value = "the port for HTTPS; 0: none", orElse = "0") int httpsPort,
            @Doc("the certificate on the host, needed for HTTPS") Optional<String> certificate,
            @Doc("its private key on the host") Optional<String> certificateKey,
            @Doc("what it balances over, needed unless it is to be absent")
                    Optional<Upstream> upstream,
            @Doc("the authority, on the host, that the servers' certificates must come from")
                    Optional<String> backendCa,
            @Doc("the name that the servers' certificates must have") Optional<String> backendName,
            @Doc(value = "seconds to wait for a connection to a server", orElse = "5")
                    int connectTimeout,
            @Doc(
                            value =
                                    "seconds to wait for a server's answer; more than the servers"
                                            + " themselves wait, so that their answer comes first",
                            orElse = "190")
                    int readTimeout,
            @Doc(value = "the largest body of a request; 0: any", orElse = "100m") String maxBody,
            @Doc(value = "tell browsers to come by HTTPS only from now on", orElse = "no")
                    boolean hsts,
            @Doc(value = "send clients that come by HTTP to HTTPS", orElse = "no") boolean redirect,
            @Doc(value = "speak HTTP/2 with clients that come by HTTPS", orElse = "no")
                    boolean http2,
            @Doc(
                            value =
                                    "the paths that clients may reach, with all below them; none:"
                                            + " every path",
                            orElse = "")
                    List<String> paths,
            @Doc(
                            value =
                                    "the path that NGINX Plus asks whether a server is well, for the"
                                            + " strategy active_active_health_checks",
                            orElse = "/")
                    String healthPath,
            @Doc(
                            value =
                                    "the upstream is in a file of its own, which `nginx_upstream`"
                                            + " made, and is only named here",
                            orElse = "no")
                    boolean elsewhere,
            @Doc(value = "the same for that of HTTPS, NAME_https", orElse = "no")
                    boolean httpsElsewhere,
            @Doc(value = "say in a header which server answered", orElse = "no")
                    boolean showUpstream,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(
                            value = "the folder of NGINX's configuration on the host",
                            orElse = "/etc/nginx",
                            path = true)
                    String config,
            @Doc(value = "the file on the host (default: conf.d/NAME.conf)", path = true)
                    Optional<String> path,
            @Doc(value = "the command of NGINX, with its options", orElse = "nginx")
                    String command) {

        Upstream balanced() {
            return upstream.orElseThrow();
        }

        /** Whether requests that came by HTTPS go on by HTTPS. */
        boolean backendTls() {
            return httpsElsewhere || !balanced().httpsServers().isEmpty();
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (!NAME.matcher(params.name()).matches()) {
            throw new BadParams("name", "needs letters, digits, dots, dashes and underscores");
        }
        String path = params.path().orElse(params.config() + "/conf.d/" + params.name() + ".conf");
        ConfFile file = new ConfFile(params.command(), params.config(), path, Map.of("path", path));
        if (params.state() == State.ABSENT) {
            return file.absent();
        }
        check(params);
        try {
            // what can be known before the host is asked; the newest version takes all there is
            SiteText.of(params, NginxVersion.of("nginx/99.0.0 (nginx-plus)"));
        } catch (IllegalArgumentException e) {
            throw new BadParams("", e.getMessage());
        }
        return file.holds(version -> SiteText.of(params, version));
    }

    private static void check(Params params) {
        if (params.upstream().isEmpty()) {
            throw new BadParams("upstream", "is needed, with at least one server in `servers`");
        }
        boolean elsewhere = params.elsewhere() || params.httpsElsewhere();
        boolean http = params.httpPort() > 0 && !params.redirect() || !params.backendTls();
        if (elsewhere
                && params.balanced().servers().size() + params.balanced().httpsServers().size()
                        > 0) {
            throw new BadParams(
                    "upstream", "is elsewhere, so its servers are not given here; only its `name`");
        }
        if (!elsewhere && http && params.balanced().servers().isEmpty()) {
            throw new BadParams("upstream", "needs at least one server in `servers`");
        }
        port("http_port", params.httpPort());
        port("https_port", params.httpsPort());
        if (params.httpPort() == 0 && params.httpsPort() == 0) {
            throw new BadParams("http_port", "needs a port, here or for `https_port`");
        }
        boolean halfTls = params.certificate().isEmpty() || params.certificateKey().isEmpty();
        if (params.httpsPort() > 0 && halfTls) {
            throw new BadParams("https_port", "needs `certificate` and `certificate_key` too");
        }
        if (!params.balanced().httpsServers().isEmpty()
                && params.backendCa().isPresent() != params.backendName().isPresent()) {
            throw new BadParams("backend_ca", "goes with `backend_name`: give both or none");
        }
        if (params.redirect() && (params.httpPort() == 0 || params.httpsPort() == 0)) {
            throw new BadParams("redirect", "needs both `http_port` and `https_port`");
        }
        for (String each : params.paths()) {
            if (!each.startsWith("/")) {
                throw new BadParams(
                        "paths", "has `" + each + "`, which does not begin with a slash");
            }
        }
        params.balanced().check("upstream");
    }

    private static void port(String parameter, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new BadParams(parameter, "needs a port from 1 to " + LAST_PORT + ", or 0");
        }
    }
}
