package io.miprov.library.nginx;

/** How requests are spread over the servers of an upstream, by the names that guides use. */
public enum Strategy {
    /** All get requests, one after the other. */
    ACTIVE_ACTIVE,
    /** The same; NGINX Plus asks each server itself whether it is well. */
    ACTIVE_ACTIVE_HEALTH_CHECKS,
    /** Those that are {@code backup} get requests only when all others fail. */
    ACTIVE_PASSIVE,
    /** The same as active_active, by NGINX's own name. */
    ROUND_ROBIN,
    /** The server with the fewest connections gets the next request. */
    LEAST_CONN,
    /** Clients stay with a server by their address. */
    IP_HASH,
    /** Clients stay with a server by a cookie. */
    STICKY;

    /** The lines that it is in an upstream of this version; none for turns. */
    String directive() {
        return switch (this) {
            case LEAST_CONN -> "least_conn;";
            case IP_HASH -> "ip_hash;";
            case STICKY -> "sticky cookie miprov_route path=/ httponly;";
            case ACTIVE_ACTIVE, ACTIVE_ACTIVE_HEALTH_CHECKS, ACTIVE_PASSIVE, ROUND_ROBIN -> "";
        };
    }

    /**
     * Refuses what a version does not know.
     *
     * @throws IllegalArgumentException with what to do instead
     */
    void check(NginxVersion version) {
        if (this == STICKY && !version.sticky()) {
            throw new IllegalArgumentException(
                    "the strategy sticky needs NGINX 1.29.6 or newer, or NGINX Plus, and this is "
                            + version.text()
                            + "; use ip_hash, or install NGINX from nginx.org's repository");
        }
        if (this == ACTIVE_ACTIVE_HEALTH_CHECKS && !version.healthChecks()) {
            throw new IllegalArgumentException(
                    "the strategy active_active_health_checks needs NGINX Plus, and this is "
                            + version.text()
                            + "; active_active notices failing servers by the requests that they"
                            + " fail, and tries the next one");
        }
    }
}
