package io.miprov.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last line of a journal: what came of the run.
 *
 * @param result in a word: {@code done}, {@code failed}, {@code lost}, {@code interrupted} …
 * @param hosts how many there were
 * @param changed how many tasks changed something, over all hosts
 * @param took seconds
 * @param owed handlers that hosts were notified of and that did not run
 * @param drained members that are out of the balancers
 */
record Closing(
        Instant at,
        String result,
        long hosts,
        long changed,
        double took,
        List<Owed> owed,
        List<String> drained) {
    static final String EVENT = "run_closed";

    static Closing of(Instant at, String result, Ledger ledger) {
        return new Closing(
                at,
                result,
                ledger.hosts(),
                ledger.count("changed"),
                ledger.took(),
                ledger.owed(),
                ledger.drained());
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("at", at.toString());
        values.put("event", EVENT);
        values.put("result", result);
        values.put("hosts", hosts);
        values.put("changed", changed);
        values.put("took", took);
        values.put("owed", owed.stream().map(Owed::values).toList());
        values.put("drained", drained);
        return values;
    }

    /** Throws a RuntimeException when these values are no closing line. */
    static Closing read(Map<?, ?> values) {
        return new Closing(
                Instant.parse(String.valueOf(values.get("at"))),
                String.valueOf(values.get("result")),
                ((Number) values.get("hosts")).longValue(),
                ((Number) values.get("changed")).longValue(),
                ((Number) values.get("took")).doubleValue(),
                Head.owed(values.get("owed")),
                Head.texts(values.get("drained")));
    }
}
