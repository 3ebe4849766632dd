package io.miprov.lookup;

import io.miprov.lang.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lookup {@code subelements}: each item of a list beside each member of a list inside of it.
 * The item is given without that list.
 */
final class Subelements implements Lookup {

    @Override
    public List<Object> answer(Request request) {
        List<Object> terms = request.terms();
        if (terms.size() < 2 || terms.size() > 3) {
            throw wrongTerms("and this has " + terms.size());
        }
        if (!(terms.get(1) instanceof String path)) {
            throw wrongTerms(
                    "first a dict or a list, second a string pointing to the subkey, and this is "
                            + PythonText.repr(terms.get(1)));
        }
        boolean skip = terms.size() == 3 && skipsMissing(terms.get(2));
        List<Object> found = new ArrayList<>();
        for (Object item : items(terms.get(0))) {
            if (!(item instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(
                        "subelements lookup expects a dictionary, got '"
                                + PythonText.str(item)
                                + "'");
            }
            if (!skipped(map)) {
                Object rest = without(map, List.of(path.split("\\.")));
                members(map, path, skip)
                        .forEach(each -> found.add(Arrangements.listOf(rest, each)));
            }
        }
        return found;
    }

    private static IllegalArgumentException wrongTerms(String why) {
        return new IllegalArgumentException(
                "subelements lookup expects a list of two or three items, " + why);
    }

    private static boolean skipsMissing(Object flags) {
        if (!(flags instanceof Map<?, ?> map)
                || map.keySet().stream().anyMatch(key -> !"skip_missing".equals(key))) {
            throw wrongTerms(
                    "the optional third item must be a dict with flags ('skip_missing',), got "
                            + PythonText.repr(flags));
        }
        return Request.truth(map.get("skip_missing"));
    }

    private static List<?> items(Object term) {
        if (term instanceof Map<?, ?> map) {
            return skipped(map) ? List.of() : new ArrayList<>(map.values());
        }
        return Arrangements.list(term);
    }

    /** Whether it is the result of a task that was skipped. */
    private static boolean skipped(Map<?, ?> item) {
        return item.containsKey("skipped") && !Boolean.FALSE.equals(item.get("skipped"));
    }

    private static List<?> members(Map<?, ?> item, String path, boolean skip) {
        Map<?, ?> at = item;
        String[] keys = path.split("\\.");
        for (int i = 0; i < keys.length; i++) {
            Object value = at.get(keys[i]);
            boolean last = i + 1 == keys.length;
            if (last && value instanceof List<?> list) {
                return list;
            }
            if (!last && value instanceof Map<?, ?> map) {
                at = map;
                continue;
            }
            boolean there = at.containsKey(keys[i]);
            if (skip && (!last || !there)) {
                return List.of();
            }
            throw new IllegalArgumentException(
                    there
                            ? "the key %s should point to a %s, got '%s'"
                                    .formatted(
                                            keys[i],
                                            last ? "list" : "dictionary",
                                            PythonText.str(value))
                            : "could not find '%s' key in iterated item '%s'"
                                    .formatted(keys[i], PythonText.str(at)));
        }
        return List.of();
    }

    private static Map<Object, Object> without(Map<?, ?> item, List<String> path) {
        Map<Object, Object> rest = new LinkedHashMap<>(item);
        Object inner = rest.get(path.get(0));
        if (path.size() == 1) {
            rest.remove(path.get(0));
        } else if (inner instanceof Map<?, ?> map) {
            rest.put(path.get(0), without(map, path.subList(1, path.size())));
        }
        return rest;
    }
}
