package io.miprov.library.check;

import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a module has found, in the form that each module of this kind tells it in. */
public final class Findings {
    private Findings() {}

    /**
     * The outcome that tells them, the worst first.
     *
     * @param more what is told besides
     * @param ignore the checks that are left out
     */
    public static Outcome outcome(
            List<Finding> all, List<String> ignore, Map<String, Object> more) {
        List<Finding> found = new ArrayList<>(all);
        found.removeIf(each -> ignore.contains(each.check()));
        found.sort((one, other) -> one.severity().compareTo(other.severity()));
        Map<String, Object> values = new LinkedHashMap<>(more);
        values.put("findings", found.stream().map(Finding::values).toList());
        values.put(
                "errors",
                found.stream().filter(f -> f.severity() == Finding.Severity.ERROR).count());
        values.put("msg", found.isEmpty() ? "nothing found" : told(found));
        return Outcome.ok(values);
    }

    private static String told(List<Finding> found) {
        List<String> lines = new ArrayList<>();
        for (Finding each : found) {
            lines.add(
                    String.format(
                            "%-8s %-20s %s; %s",
                            each.values().get("severity"),
                            each.check(),
                            each.found(),
                            each.remedy()));
        }
        return String.join("\n", lines);
    }
}
