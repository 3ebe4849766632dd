package io.miprov.library.balancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of haproxy, where a drained server is {@code disabled} with a comment that
 * tells by whom: so it stays out when haproxy starts anew. haproxy reads it line by line.
 */
record HaproxyConf(String text) {
    private static final Pattern SECTION =
            Pattern.compile(
                    "(?:backend|listen)\\s+(\\S+).*"
                            + "|(?:global|defaults|frontend|peers|resolvers|userlist|mailers|cache|ring|program"
                            + "|http-errors|fcgi-app|log-forward|crt-store)\\b(?!\\s*[-_]).*");
    private static final Pattern SERVER =
            Pattern.compile("(\\s*server\\s+(\\S+)\\s+[^#\\r]*?)([ \\t]*(?:#.*)?\\r?)");
    private static final Pattern MARK =
            Pattern.compile(" disabled # miprov: drained by ([^\\s#]+)");

    /** Who drained a server; empty when nobody did. */
    Optional<String> mark(String backend, String server) {
        return line(backend, server)
                .flatMap(
                        line -> {
                            Matcher mark = MARK.matcher(line);
                            return mark.find() ? Optional.of(mark.group(1)) : Optional.empty();
                        });
    }

    /** Whether a server has a line of its own, which a mark can be on. */
    boolean has(String backend, String server) {
        return line(backend, server).isPresent();
    }

    /** The same, with these servers ({@code BACKEND/SERVER}) drained. */
    HaproxyConf drained(List<String> servers, String mark) {
        return with(
                servers,
                line -> {
                    String clean = MARK.matcher(line).replaceFirst("");
                    Matcher parts = SERVER.matcher(clean);
                    return parts.matches()
                            ? parts.group(1)
                                    + " disabled # miprov: drained by "
                                    + mark
                                    + parts.group(3)
                            : line;
                });
    }

    /** The same, with these servers getting requests. */
    HaproxyConf admitted(List<String> servers) {
        return with(servers, line -> MARK.matcher(line).replaceFirst(""));
    }

    private interface Edit {
        String of(String line);
    }

    private HaproxyConf with(List<String> servers, Edit edit) {
        List<String> after = new ArrayList<>();
        each(
                (name, line) -> {
                    after.add(servers.contains(name) ? edit.of(line) : line);
                });
        return new HaproxyConf(String.join("\n", after));
    }

    private Optional<String> line(String backend, String server) {
        List<String> found = new ArrayList<>();
        each(
                (name, line) -> {
                    if (name.equals(backend + "/" + server)) {
                        found.add(line);
                    }
                });
        return found.stream().findFirst();
    }

    private interface Line {
        void is(String server, String line);
    }

    /** Every line, with the server that it is of; empty when it is of none. */
    private void each(Line visit) {
        String section = "";
        for (String line : text.split("\n", -1)) {
            Matcher begins = SECTION.matcher(line.strip());
            Matcher server = SERVER.matcher(line);
            if (begins.matches()) {
                section = begins.group(1) == null ? "" : begins.group(1);
            }
            boolean counts = !section.isEmpty() && server.matches();
            visit.is(counts ? section + "/" + server.group(2) : "", line);
        }
    }
}
