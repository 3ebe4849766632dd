package io.miprov.library.nginx;

import java.util.List;
import java.util.regex.Pattern;

/** Writes upstreams, and values, as NGINX reads them. */
final class UpstreamText {
    private static final Pattern PLAIN = Pattern.compile("[^\\s;{}\"'\\\\#$]+");

    private UpstreamText() {}

    /** The name of the upstream for requests that came by HTTPS. */
    static String httpsName(Upstream upstream) {
        return upstream.name() + "_https";
    }

    /** An upstream with these servers. */
    static String of(
            String name, Strategy strategy, List<Upstream.Server> servers, NginxVersion version) {
        strategy.check(version);
        StringBuilder text = new StringBuilder();
        text.append("upstream ").append(word(name)).append(" {\n");
        text.append("    zone ").append(word(name)).append(" 64k;\n");
        if (!strategy.directive().isEmpty()) {
            text.append("    ").append(strategy.directive()).append('\n');
        }
        for (Upstream.Server server : servers) {
            text.append("    server ").append(server(server)).append('\n');
        }
        return text.append("    keepalive 32;\n}\n").toString();
    }

    private static String server(Upstream.Server server) {
        String address = server.address();
        boolean ipv6 = address.indexOf(':') >= 0 && !address.startsWith("[");
        StringBuilder text =
                new StringBuilder(word(ipv6 ? "[" + address + "]" : address))
                        .append(':')
                        .append(server.port())
                        .append(" max_fails=3 fail_timeout=5s");
        if (server.weight() != 1) {
            text.append(" weight=").append(server.weight());
        }
        text.append(server.backup() ? " backup" : "");
        return text.append(server.down() ? " down;" + ServerLine.AS_TOLD : ";").toString();
    }

    /**
     * A value as NGINX takes it: plain, or in quotes.
     *
     * @throws IllegalArgumentException when it can be neither
     */
    static String word(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        if (value.isEmpty() || value.indexOf('\n') >= 0 || value.indexOf('$') >= 0) {
            throw new IllegalArgumentException("`" + value + "` can not stand in a configuration");
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
