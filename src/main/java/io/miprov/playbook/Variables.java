package io.miprov.playbook;

import io.miprov.diag.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables that somebody wrote, and where each stands. */
public record Variables(Map<String, Object> values, Map<String, Span> places) {
    public static final Variables NONE = new Variables(Map.of(), Map.of());

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** All of both; where both have a name, these win. */
    public Variables over(Variables others) {
        Map<String, Object> allValues = new LinkedHashMap<>(others.values);
        Map<String, Span> allPlaces = new LinkedHashMap<>(others.places);
        allValues.putAll(values);
        allPlaces.putAll(places);
        return new Variables(allValues, allPlaces);
    }
}
