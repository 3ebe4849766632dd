package io.miprov.proof;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Writes docs/rolling-proof.md. */
final class RollsPage {
    private static final String HEAD =
            """
            # Rolls under load

            Made by `bench/rolls` on throwaway machines (`bench/clusters`): NGINX of Debian 12 in front of two, five
            and twenty nodes that run the stand-in for Micro Integrator. Clients of `bench/load` come through the
            balancer before, during and after each roll, over HTTP and HTTPS, on kept and on new connections: GETs,
            POSTs with bodies of 1 KB to 1 MB that must come back with the right sum, requests that take 5 to 20 s,
            and WebSockets that echo each second. They send when it is time to, whether or not earlier requests have
            been answered, and repeat nothing in secret. A request has failed when its client saw anything but
            the right answer: an error status, a wrong body, a connection refused or reset, no answer in time.

            - *retried*: the balancer closed an idle connection in the instant in which the client used it again; no
              byte of an answer came, and the client sent its GET again on a new connection, as HTTP has clients do
              (RFC 9110, 9.2.2). For a POST this counts as failed.
            - *echoes*: of WebSockets; a socket that ends without its client having closed it is a failure.
            - *away*: the longest time for which a node got no request, as clients saw it.
            - *p99*: the latency of 99 of 100 requests, from the time when they were due, beyond what a slow one
              asks for. All machines, the clients and miprov share two cores, so this says more of them than of
              rolling.

            - *batches*: how many, and what they can not do without, in seconds: drain, stop and start of the slowest
              node, health, and the way back into the balancer. *took* is the whole run.
            """;

    private static final String TABLE =
            """

            | nodes | roll | requests | failed | slow | echoes | retried | drained | away, s | p99, ms | batches, s | took, s | ended with | runs now |
            |--:|---|--:|--:|--:|--:|--:|--:|---|--:|---|--:|---|---|
            """;

    private static final String HAPROXY =
            """

            ## Behind HAProxy

            HAProxy 2.6 of Debian 12 in front of two nodes, with the configuration of `bench/haproxy`: `bench/rolls haproxy`.
            """;

    private final List<Map<?, ?>> results;

    RollsPage(List<Map<?, ?>> results) {
        this.results = results;
    }

    /** The page; rows of an earlier page stay when there is nothing newer. */
    String over(String page) {
        int cut = Math.max(page.indexOf("## Behind HAProxy"), 0);
        return HEAD
                + TABLE
                + rows(false, cut == 0 ? page : page.substring(0, cut))
                + HAPROXY
                + TABLE
                + rows(true, cut == 0 ? "" : page.substring(cut));
    }

    private String rows(boolean haproxy, String page) {
        Map<String, String> rows = new LinkedHashMap<>();
        page.lines()
                .filter(line -> line.matches("\\| \\d+ \\| [a-z]+ \\| .*"))
                .forEach(line -> rows.put(key(line), line + "\n"));
        results.stream()
                .filter(came -> came.get("cluster").equals("haproxy") == haproxy)
                .map(RollsPage::row)
                .forEach(line -> rows.put(key(line), line));
        return rows.values().stream()
                .sorted(Comparator.comparingInt(RollsPage::place))
                .collect(Collectors.joining());
    }

    private static String key(String row) {
        String[] cells = row.split(" *\\| *");
        return cells[1] + " " + cells[2];
    }

    /** By how many nodes there are, then in the order of the kinds. */
    private static int place(String row) {
        String[] key = key(row).split(" ");
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::word).toList();
        return Integer.parseInt(key[0]) * kinds.size() + kinds.indexOf(key[1]);
    }

    private static String row(Map<?, ?> came) {
        Map<?, ?> load = (Map<?, ?>) came.get("load");
        Map<?, ?> verdicts = (Map<?, ?>) load.get("verdicts");
        boolean ended = Integer.valueOf(0).equals(number(came.get("status")).intValue());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %s | %s | %d | %s | %s | %s | %.0f | %s | %.0f | %s | %s |%n",
                came.get("nodes"),
                came.get("kind"),
                number(load.get("requests")).intValue(),
                load.get("failed"),
                load.get("slow"),
                echoes((Map<?, ?>) load.get("kinds")),
                verdicts.get("retried") == null ? 0 : verdicts.get("retried"),
                came.get("drained"),
                away((Map<?, ?>) load.get("away_seconds")),
                number(((Map<?, ?>) load.get("latency_ms")).get("p99")).doubleValue(),
                batches((Map<?, ?>) came.get("spans")),
                number(came.get("took")).doubleValue(),
                ended ? "0" : came.get("status") + ": " + came.get("trouble"),
                running((Map<?, ?>) came.get("running")));
    }

    private static String batches(Map<?, ?> spans) {
        double[] seconds =
                Stream.of("drain", "restart", "health", "admit")
                        .mapToDouble(part -> number(spans.get(part)).doubleValue())
                        .toArray();
        return String.format(
                Locale.ROOT,
                "%s: %.0f + %.0f + %.0f + %.0f = %.0f",
                spans.get("batches"),
                seconds[0],
                seconds[1],
                seconds[2],
                seconds[3],
                DoubleStream.of(seconds).sum());
    }

    private static int echoes(Map<?, ?> kinds) {
        return kinds.entrySet().stream()
                .filter(kind -> kind.getKey().toString().startsWith("websocket"))
                .mapToInt(kind -> number(((Map<?, ?>) kind.getValue()).get("ok")).intValue())
                .sum();
    }

    private static String away(Map<?, ?> gaps) {
        return gaps.values().stream()
                .map(each -> longest((List<?>) each))
                .collect(Collectors.joining(" "));
    }

    private static String longest(List<?> gaps) {
        return gaps.stream()
                .map(RollsPage::number)
                .max(Comparator.comparingDouble(Number::doubleValue))
                .map(most -> Math.round(most.doubleValue()) + "")
                .orElse("–");
    }

    private static String running(Map<?, ?> running) {
        return running.values().stream()
                .map(Object::toString)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static Number number(Object value) {
        return value instanceof Number number ? number : 0;
    }
}
