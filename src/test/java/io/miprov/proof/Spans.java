package io.miprov.proof;

import io.miprov.lang.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the batches of a roll can not do without, in seconds: each is drained, its slowest node is
 * stopped and started, it is proven healthy and put back. Read from the journal of the last run.
 *
 * @param drain the sum over all batches
 * @param restart the sum of each batch's slowest node: tasks that stop or start it
 * @param health the sum over all batches
 * @param admit the sum over all batches
 * @param batches how many there were
 * @param drained how many members were taken out of their balancer
 */
record Spans(double drain, double restart, double health, double admit, int batches, int drained) {
    private static final Set<String> STEPS = Set.of("drain", "health", "admit");
    private static final String RESTARTS =
            ".*(Restart Micro Integrator|Run it, now and at boot|Wait until it is healthy)";

    /** The last run that was started from this folder. */
    static Spans last(Path folder) throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(".miprov/runs"))) {
            return of(runs.max(Path::compareTo).orElseThrow().resolve("journal.jsonl"));
        }
    }

    private static Spans of(Path journal) throws IOException {
        Map<String, Instant> begun = new HashMap<>();
        Map<String, Double> sums = new HashMap<>();
        Map<String, Double> nodes = new HashMap<>();
        Map<Long, Double> slowest = new TreeMap<>();
        long batch = 0;
        int drained = 0;
        for (String line : Files.readAllLines(journal)) {
            Map<?, ?> event = (Map<?, ?>) Json.read(line);
            if ("batch_started".equals(event.get("event"))) {
                batch = (Long) event.get("number");
                nodes.clear();
            } else if ("task_finished".equals(event.get("event"))
                    && event.get("task").toString().matches(RESTARTS)) {
                double took =
                        ((Number) ((Map<?, ?>) event.get("result")).get("took")).doubleValue();
                double node = nodes.merge(event.get("host").toString(), took, Double::sum);
                slowest.merge(batch, node, Math::max);
            } else if (event.get("step") instanceof String step && STEPS.contains(step)) {
                Instant at = Instant.parse(event.get("at").toString());
                Instant from = begun.get(step);
                if ("begun".equals(event.get("phase"))) {
                    begun.put(step, at);
                } else if (from != null) {
                    sums.merge(step, Duration.between(from, at).toMillis() / 1e3, Double::sum);
                    begun.put(step, at);
                }
                if (event.get("says").toString().startsWith("out of ")) {
                    drained += ((List<?>) event.get("hosts")).size();
                }
            }
        }
        return new Spans(
                sums.getOrDefault("drain", 0.0),
                slowest.values().stream().mapToDouble(Double::doubleValue).sum(),
                sums.getOrDefault("health", 0.0),
                sums.getOrDefault("admit", 0.0),
                (int) batch,
                drained);
    }

    Map<String, Object> members() {
        return Map.of(
                "drain", drain, "restart", restart, "health", health, "admit", admit, "batches",
                batches);
    }
}
