package io.miprov.library.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Ensure;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
    private static final String ABSENT = "absent";
    private static final int LAST_PORT = 65535;

    /** Whether the site should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** Which server gets the next request. */
    public enum Strategy {
        ROUND_ROBIN,
        LEAST_CONN,
        IP_HASH;

        String directive() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of the servers. */
    public record Server(
            @Doc("the host name or address") String address,
            @Doc("the port") int port,
            @Doc(value = "use it only when all others fail", orElse = "no") boolean backup,
            @Doc(value = "its share of the requests", orElse = "1") int weight,
            @Doc(value = "send it nothing", orElse = "no") boolean down) {}

    /** The servers. */
    public record Upstream(
            @Doc("the name of the upstream") String name,
            @Doc(value = "round_robin, least_conn or ip_hash", orElse = "round_robin")
                    Strategy strategy,
            @Doc("the servers for HTTP") List<Server> servers,
            @Doc(
                            value =
                                    "the servers for HTTPS, reached by HTTPS; without them, requests"
                                            + " by HTTPS go to the servers for HTTP",
                            orElse = "")
                    List<Server> httpsServers) {}

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
            @Doc(value = "seconds to wait for a connection to a server", orElse = "3")
                    int connectTimeout,
            @Doc(value = "seconds to wait for a server's answer", orElse = "300") int readTimeout,
            @Doc(value = "the largest body of a request; 0: any", orElse = "100m") String maxBody,
            @Doc(value = "tell browsers to come by HTTPS only from now on", orElse = "no")
                    boolean hsts,
            @Doc(value = "say in a header which server answered", orElse = "no")
                    boolean showUpstream,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc("the file on the host: /etc/nginx/conf.d/NAME.conf") Optional<String> path,
            @Doc(value = "the command of NGINX, with its options", orElse = "nginx")
                    String command) {

        Upstream balanced() {
            return upstream.orElseThrow();
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (!NAME.matcher(params.name()).matches()) {
            throw new BadParams("name", "needs letters, digits, dots, dashes and underscores");
        }
        String path = params.path().orElse("/etc/nginx/conf.d/" + params.name() + ".conf");
        Map<String, Object> says = Map.of("path", path);
        if (params.state() == State.ABSENT) {
            return ensure(path, ABSENT, "", params, says);
        }
        check(params);
        byte[] text = text(params).getBytes(UTF_8);
        return ensure(
                path,
                Base64.getEncoder().encodeToString(text),
                new String(text, UTF_8),
                params,
                says);
    }

    private static String text(Params params) {
        try {
            return SiteText.of(params);
        } catch (IllegalArgumentException e) {
            throw new BadParams("", e.getMessage());
        }
    }

    private static Change ensure(
            String path, String wanted, String text, Params params, Map<String, Object> says) {
        return new Ensure(
                Sh.of("file_bytes {}", path),
                wanted,
                Sh.of("put_tested {} {} {}", path, word(wanted), params.command()),
                Optional.of(
                        new Ensure.Contents(path, Sh.of("cat {} 2>/dev/null || :", path), text)),
                says);
    }

    private static Object word(String wanted) {
        return wanted.equals(ABSENT) ? wanted : new Bytes(wanted);
    }

    private static void check(Params params) {
        if (params.upstream().isEmpty() || params.balanced().servers().isEmpty()) {
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
        checkServers(params, params.balanced().servers());
        checkServers(params, params.balanced().httpsServers());
    }

    private static void port(String parameter, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new BadParams(parameter, "needs a port from 1 to " + LAST_PORT + ", or 0");
        }
    }

    private static void checkServers(Params params, List<Server> servers) {
        for (Server server : servers) {
            if (server.port() < 1 || server.port() > LAST_PORT || server.weight() < 1) {
                throw new BadParams(
                        "upstream",
                        "has "
                                + server.address()
                                + " with the port "
                                + server.port()
                                + " and the weight "
                                + server.weight());
            }
        }
        boolean hash = params.balanced().strategy() == Strategy.IP_HASH;
        if (hash && servers.stream().anyMatch(Server::backup)) {
            throw new BadParams("upstream", "has a backup server, which ip_hash does not know");
        }
        if (!servers.isEmpty() && servers.stream().allMatch(Server::down)) {
            throw new BadParams("upstream", "has only servers that are down; one must be up");
        }
    }
}
