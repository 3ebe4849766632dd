package io.miprov.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of all requests: a count for each kind, door, verdict and node, how long they took, and
 * when each node served.
 */
final class Tally {
    private static final int MOST_FAILURES = 200;
    private static final long MILLI = 1_000_000;

    private final long begin = System.nanoTime();
    private final Instant began = Instant.now();
    private final Map<String, Map<Verdict, Integer>> kinds = new TreeMap<>();
    private final Map<String, Integer> nodes = new TreeMap<>();
    private final Gaps gaps = new Gaps();
    private final List<Map<String, Object>> failures = new ArrayList<>();
    private long[] micros = new long[1 << 16];
    private int timed;
    private int requests;
    private int failed;
    private int slow;

    /** Milliseconds since the beginning. */
    long now() {
        return (System.nanoTime() - begin) / MILLI;
    }

    /**
     * Counts a request.
     *
     * @param due when it should have been sent, in nanoseconds; a request that had to wait here
     *     took longer for its client
     */
    synchronized void count(String door, Kind kind, Visitor.Seen seen, long due) {
        note(door, kind, seen.verdict(), seen.node(), seen.detail());
        if (seen.verdict() != Verdict.UNSENT) {
            requests++;
        }
        if (kind == Kind.SLOW) {
            slow++;
        }
        if (!seen.verdict().failure()) {
            time((System.nanoTime() - due) / 1000 - 1_000_000L * seen.seconds());
        }
    }

    /** Counts something that is no request: an echo, or the end of a WebSocket. */
    synchronized void note(String door, Kind kind, Verdict verdict, String node, String detail) {
        kinds.computeIfAbsent(kind.word() + " " + door, k -> new EnumMap<>(Verdict.class))
                .merge(verdict, 1, Integer::sum);
        if (!node.isEmpty()) {
            nodes.merge(node, 1, Integer::sum);
            gaps.answered(node.split(" ", 2)[0], now());
        }
        if (verdict.failure()) {
            failed++;
            if (failures.size() < MOST_FAILURES) {
                Map<String, Object> failure = new LinkedHashMap<>();
                failure.put("at", began.plusMillis(now()).toString());
                failure.put("kind", kind.word() + " " + door);
                failure.put("verdict", verdict.word());
                failure.put("node", node);
                failure.put("detail", detail);
                failures.add(failure);
            }
        }
    }

    synchronized int requests() {
        return requests;
    }

    /**
     * All of it.
     *
     * @param sent until when requests were sent, in milliseconds since the beginning
     */
    synchronized Result result(long sent) {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        kinds.values()
                .forEach(
                        counts ->
                                counts.forEach(
                                        (verdict, n) -> verdicts.merge(verdict, n, Integer::sum)));
        long[] sorted = Arrays.copyOf(micros, timed);
        Arrays.sort(sorted);
        Map<String, Double> latency = new LinkedHashMap<>();
        for (double share : new double[] {50, 90, 99, 99.9, 100}) {
            latency.put(
                    share == 100 ? "max" : "p" + Double.toString(share).replace(".0", ""),
                    at(sorted, share));
        }
        return new Result(
                began,
                now() / 1000.0,
                requests,
                failed,
                slow,
                verdicts,
                new LinkedHashMap<>(kinds),
                new TreeMap<>(nodes),
                gaps.upTo(sent),
                latency,
                List.copyOf(failures));
    }

    private void time(long took) {
        if (timed == micros.length) {
            micros = Arrays.copyOf(micros, 2 * timed);
        }
        micros[timed++] = took;
    }

    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(share / 100 * sorted.length) - 1;
        return Math.max(0, sorted[Math.max(0, index)]) / 1000.0;
    }
}
