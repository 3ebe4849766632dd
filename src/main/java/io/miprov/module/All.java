package io.miprov.module;

import io.miprov.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several changes, one after another, up to the first that fails; changed when one of them is. */
public record All(List<Change> changes) implements Change {

    public All(Change... changes) {
        this(List.of(changes));
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        boolean changed = false;
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> facts = new LinkedHashMap<>();
        List<Outcome.TextDiff> diffs = new ArrayList<>();
        for (Change change : changes) {
            Outcome outcome = change.on(host, mode);
            changed |= outcome.status() == Outcome.Status.CHANGED;
            values.putAll(outcome.values());
            facts.putAll(outcome.facts());
            diffs.addAll(outcome.diffs());
            if (outcome.status() == Outcome.Status.FAILED) {
                return Outcome.of(Outcome.Status.FAILED, outcome.message(), values)
                        .withDiffs(diffs)
                        .withFacts(facts);
            }
        }
        return Outcome.of(changed ? Outcome.Status.CHANGED : Outcome.Status.OK, "", values)
                .withDiffs(diffs)
                .withFacts(facts);
    }
}
