package io.miprov.library.nginx;

import io.miprov.module.BadParams;
import io.miprov.module.Doc;
import java.util.List;
import java.util.Set;

/** The servers that a site balances over, as a playbook gives them. */
public record Upstream(
        @Doc("the name of the upstream; that for HTTPS has `_https` behind it") String name,
        @Doc(
                        value =
                                "active_active, active_active_health_checks (NGINX Plus),"
                                        + " active_passive, round_robin, least_conn, ip_hash or"
                                        + " sticky (1.29.6 or Plus)",
                        orElse = "round_robin")
                Strategy strategy,
        @Doc(value = "the servers for HTTP", orElse = "") List<Server> servers,
        @Doc(
                        value =
                                "the servers for HTTPS, reached by HTTPS; without them, requests by"
                                        + " HTTPS go to the servers for HTTP",
                        orElse = "")
                List<Server> httpsServers) {
    private static final int LAST_PORT = 65535;

    /** Ports of a Micro Integrator where it is managed: with the offsets 0 and 10. */
    private static final Set<Integer> MANAGEMENT = Set.of(9154, 9191, 9164, 9201);

    /** One of the servers. */
    public record Server(
            @Doc("the host name or address") String address,
            @Doc("the port") int port,
            @Doc(value = "use it only when all others fail", orElse = "no") boolean backup,
            @Doc(value = "its share of the requests", orElse = "1") int weight,
            @Doc(value = "send it nothing", orElse = "no") boolean down) {}

    /** Refuses what no NGINX takes, or should; tells the parameter that it came by. */
    void check(String parameter) {
        check(parameter, servers);
        check(parameter, httpsServers);
    }

    private void check(String parameter, List<Server> given) {
        for (Server server : given) {
            if (server.port() < 1 || server.port() > LAST_PORT || server.weight() < 1) {
                throw new BadParams(
                        parameter,
                        "has "
                                + server.address()
                                + " with the port "
                                + server.port()
                                + " and the weight "
                                + server.weight());
            }
            if (MANAGEMENT.contains(server.port())) {
                throw new BadParams(
                        parameter,
                        "has "
                                + server.address()
                                + ":"
                                + server.port()
                                + ", where a Micro Integrator is managed; that is not for clients."
                                + " Give the ports of its listeners: 8290 and 8253, unless its"
                                + " offset is another one");
            }
        }
        if (given.isEmpty()) {
            return;
        }
        boolean hash = strategy == Strategy.IP_HASH;
        boolean backup = given.stream().anyMatch(Server::backup);
        if (hash && backup) {
            throw new BadParams(parameter, "has a backup server, which ip_hash does not know");
        }
        if (strategy == Strategy.ACTIVE_PASSIVE
                && (!backup || given.stream().allMatch(Server::backup))) {
            throw new BadParams(
                    parameter,
                    "is active_passive, which needs a server with `backup: yes`, and one without");
        }
        if (given.stream().allMatch(Server::down)) {
            throw new BadParams(parameter, "has only servers that are down; one must be up");
        }
    }
}
