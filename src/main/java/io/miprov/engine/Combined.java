package io.miprov.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lookups that only arrange what they are given. */
final class Combined {
    private Combined() {}

    static List<Object> ask(String name, List<Object> terms) {
        return switch (name) {
            case "dict" -> dict(terms);
            case "indexed_items" -> indexed(terms);
            case "nested" -> nested(terms);
            case "together" -> together(terms);
            case "subelements" -> subelements(terms);
            case "sequence" -> sequence(terms);
            default ->
                    throw new IllegalArgumentException(
                            "is not supported yet; there are "
                                    + String.join(", ", new java.util.TreeSet<>(Lookups.NAMES)));
        };
    }

    private static List<Object> dict(List<Object> terms) {
        List<Object> pairs = new ArrayList<>();
        for (Object term : terms) {
            if (!(term instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("it needs a mapping, and this is " + term);
            }
            map.forEach((key, value) -> pairs.add(pair(key, value)));
        }
        return pairs;
    }

    private static Map<String, Object> pair(Object key, Object value) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("key", key);
        pair.put("value", value);
        return pair;
    }

    private static List<Object> indexed(List<Object> terms) {
        List<Object> found = new ArrayList<>();
        for (Object term : terms) {
            for (Object each : list(term)) {
                found.add(listOf((long) found.size(), each));
            }
        }
        return found;
    }

    private static List<Object> nested(List<Object> terms) {
        List<Object> found = new ArrayList<>();
        found.add(List.of());
        for (Object term : terms) {
            List<Object> longer = new ArrayList<>();
            for (Object before : found) {
                for (Object each : list(term)) {
                    List<Object> row = new ArrayList<>((List<?>) before);
                    row.add(each);
                    longer.add(row);
                }
            }
            found = longer;
        }
        return found;
    }

    private static List<Object> together(List<Object> terms) {
        List<Object> rows = new ArrayList<>();
        int longest = terms.stream().mapToInt(term -> list(term).size()).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            List<Object> row = new ArrayList<>();
            for (Object term : terms) {
                row.add(i < list(term).size() ? list(term).get(i) : null);
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<Object> subelements(List<Object> terms) {
        List<Object> found = new ArrayList<>();
        List<?> elements =
                terms.get(0) instanceof Map<?, ?> map
                        ? new ArrayList<>(map.values())
                        : list(terms.get(0));
        for (Object element : elements) {
            Object part = element;
            for (String key : String.valueOf(terms.get(1)).split("\\.")) {
                part = part instanceof Map<?, ?> map ? map.get(key) : null;
            }
            if (part == null && (terms.size() < 3 || !skipsMissing(terms.get(2)))) {
                throw new IllegalArgumentException(
                        "an element has no `" + terms.get(1) + "`: " + element);
            }
            list(part == null ? List.of() : part).forEach(each -> found.add(listOf(element, each)));
        }
        return found;
    }

    private static boolean skipsMissing(Object flags) {
        return flags instanceof Map<?, ?> map && Vars.truth(map.get("skip_missing"));
    }

    /** {@code start=0 end=4 stride=2 count=3 format=x%02d}, or {@code 1-5/2}. */
    private static List<Object> sequence(List<Object> terms) {
        List<Object> found = new ArrayList<>();
        terms.forEach(term -> found.addAll(Sequence.of(term).texts()));
        return found;
    }

    static List<?> list(Object term) {
        return term instanceof List<?> list ? list : listOf(term);
    }

    private static List<Object> listOf(Object... values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(value);
        }
        return list;
    }
}
