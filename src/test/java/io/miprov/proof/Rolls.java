package io.miprov.proof;

import io.miprov.lang.Json;
import io.miprov.load.Load;
import io.miprov.load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Does each kind of roll on a cluster under load: {@code bench/rolls}. What came is kept beside the
 * cluster's folder, and docs/rolling-proof.md is made of all that is there.
 */
public final class Rolls {
    private static final List<String> CLUSTERS = List.of("two", "five", "twenty", "haproxy");
    private static final Path PAGE = Path.of("docs/rolling-proof.md");

    private final int rate;
    private final int requests;

    private Rolls(int rate, int requests) {
        this.rate = rate;
        this.requests = requests;
    }

    /** Clusters and kinds in any order, or all of them. */
    public static void main(String[] words) throws Exception {
        List<String> wanted = Arrays.asList(words);
        Rolls rolls =
                new Rolls(
                        Integer.parseInt(System.getProperty("rate", "200")),
                        Integer.parseInt(System.getProperty("requests", "20000")));
        boolean good = true;
        for (String name : chosen(CLUSTERS, wanted)) {
            Cluster cluster = new Cluster(name);
            List<String> kinds =
                    Arrays.stream(Kind.values())
                            .filter(kind -> !cluster.haproxy() || kind.anyBalancer())
                            .map(Kind::word)
                            .toList();
            for (String kind : chosen(kinds, wanted)) {
                good &= rolls.roll(cluster, Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
                Files.writeString(PAGE, new RollsPage(results()).over(Files.readString(PAGE)));
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static List<String> chosen(List<String> all, List<String> wanted) {
        List<String> chosen = all.stream().filter(wanted::contains).toList();
        return chosen.isEmpty() ? all : chosen;
    }

    private boolean roll(Cluster cluster, Kind kind) throws IOException, InterruptedException {
        System.out.printf("%s nodes, %s%n", cluster.name(), kind.word());
        cluster.whole(kind.before());
        Load load = cluster.load(rate, 6, 10).until(rate);
        Miprov run =
                cluster.start(
                        kind.word(),
                        kind.playbook(),
                        kind.pack(),
                        kind.options(Long.toString(System.currentTimeMillis()))
                                .toArray(String[]::new));
        int status = run.end();
        double took = run.seconds();
        Result result = load.until(requests).stop();
        Map<String, Object> came = new LinkedHashMap<>();
        came.put("cluster", cluster.name());
        came.put("nodes", cluster.nodes().size());
        came.put("kind", kind.word());
        came.put("status", status);
        came.put("took", took);
        came.put("trouble", run.trouble());
        Spans spans = Spans.last(cluster.folder());
        came.put("drained", spans.drained());
        came.put("spans", spans.members());
        came.put("running", cluster.running());
        came.put("members", cluster.members());
        came.put("load", result.members());
        Files.writeString(
                cluster.folder().resolve(kind.word() + ".json"), Json.pretty(came) + "\n");
        System.out.print(result.table());
        System.out.printf("status %d after %.0f s; %s%n", status, took, cluster.running());
        System.out.println(came.get("spans") + System.lineSeparator());
        return status == 0 && result.failed() == 0;
    }

    /** All that earlier runs have left, by cluster and in the order of the kinds. */
    private static List<Map<?, ?>> results() throws IOException {
        List<Map<?, ?>> results = new ArrayList<>();
        for (String cluster : CLUSTERS) {
            for (Kind kind : Kind.values()) {
                Path file = Path.of("target/proof", cluster, kind.word() + ".json");
                if (Files.exists(file)) {
                    results.add((Map<?, ?>) Json.read(Files.readString(file)));
                }
            }
        }
        return results;
    }
}
