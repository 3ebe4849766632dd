package io.miprov.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a node got no requests, though others did: as clients see that it was drained. A pause of
 * all (this computer may be busy) is none.
 */
final class Gaps {
    private static final long LEAST_MILLIS = 1500;
    private static final int LEAST_REQUESTS = 60;

    private final Map<String, Last> last = new TreeMap<>();
    private final Map<String, List<Double>> found = new TreeMap<>();
    private int answers;

    /** When a node answered last, and how many answers there were before, of all nodes. */
    private record Last(long millis, int answers) {}

    /** Hears that a node answered. */
    void answered(String node, long millis) {
        Last before = last.put(node, new Last(millis, ++answers));
        found.computeIfAbsent(node, n -> new ArrayList<>());
        if (before != null) {
            add(node, before, millis);
        }
    }

    /** The seconds of each gap, by node, with those that still are when the counting ends. */
    Map<String, List<Double>> upTo(long millis) {
        Map<String, List<Double>> all = new TreeMap<>();
        found.forEach((node, gaps) -> all.put(node, new ArrayList<>(gaps)));
        last.forEach((node, at) -> gap(at, millis).ifPresent(all.get(node)::add));
        return all;
    }

    private void add(String node, Last before, long millis) {
        gap(before, millis).ifPresent(found.get(node)::add);
    }

    private Optional<Double> gap(Last from, long to) {
        boolean is =
                to - from.millis() >= LEAST_MILLIS && answers - from.answers() > LEAST_REQUESTS;
        return is ? Optional.of(Math.round((to - from.millis()) / 100.0) / 10.0) : Optional.empty();
    }
}
