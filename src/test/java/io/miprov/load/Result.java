package io.miprov.load;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a drive came to.
 *
 * @param seconds how long it took
 * @param slow how many of the requests were slow ones
 * @param verdicts all counts, those of WebSockets among them
 * @param kinds the same by kind and door
 * @param nodes how much each node served, by node and version
 * @param away the seconds of each time in which a node got nothing
 * @param latency milliseconds from when a request was due until its answer was whole, beyond what
 *     the server was told to take
 * @param failures the first of them, with what is known
 */
public record Result(
        Instant began,
        double seconds,
        int requests,
        int failed,
        int slow,
        Map<Verdict, Integer> verdicts,
        Map<String, Map<Verdict, Integer>> kinds,
        Map<String, Integer> nodes,
        Map<String, List<Double>> away,
        Map<String, Double> latency,
        List<Map<String, Object>> failures) {

    /** As JSON has it. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("began", began.toString());
        members.put("seconds", seconds);
        members.put("requests", requests);
        members.put("failed", failed);
        members.put("slow", slow);
        members.put("verdicts", words(verdicts));
        Map<String, Object> byKind = new LinkedHashMap<>();
        kinds.forEach((kind, counts) -> byKind.put(kind, words(counts)));
        members.put("kinds", byKind);
        members.put("nodes", nodes);
        members.put("away_seconds", away);
        members.put("latency_ms", latency);
        members.put("failures", failures);
        return members;
    }

    /** As people read it. */
    public String table() {
        StringBuilder text = new StringBuilder();
        kinds.forEach(
                (kind, counts) -> text.append(String.format("%-18s %s%n", kind, said(counts))));
        nodes.forEach((node, count) -> text.append(String.format("%-18s %d%n", node, count)));
        away.forEach(
                (node, gaps) ->
                        text.append(String.format("%-18s got nothing for %s s%n", node, gaps)));
        text.append(String.format("%-18s %s%n", "latency, ms", latency));
        failures.stream()
                .limit(10)
                .forEach(failure -> text.append(String.format("FAILED %s%n", failure.values())));
        return text.append(
                        String.format(
                                Locale.ROOT,
                                "%d requests (%d slow) in %.0f s, %d failed%n",
                                requests,
                                slow,
                                seconds,
                                failed))
                .toString();
    }

    /** How often something ended so. */
    public int count(String verdict) {
        return verdicts.getOrDefault(Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)), 0);
    }

    private static String said(Map<Verdict, Integer> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getKey().word() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Integer> words(Map<Verdict, Integer> counts) {
        Map<String, Integer> words = new LinkedHashMap<>();
        counts.forEach((verdict, count) -> words.put(verdict.word(), count));
        return words;
    }
}
