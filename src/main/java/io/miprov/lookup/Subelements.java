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
        if (terms.size() < 2 || terms.size() > 3 || !(terms.get(1) instanceof String path)) {
            throw new IllegalArgumentException(
                    "it needs a list, the key of a list in its items, and no more than flags");
        }
        boolean skip = terms.size() == 3 && skipsMissing(terms.get(2));
        List<Object> found = new ArrayList<>();
        for (Object item : items(terms.get(0))) {
            if (!(item instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(
                        "the items must be mappings, and one is " + PythonText.repr(item));
            }
            if (!skipped(map)) {
                Object rest = without(map, List.of(path.split("\\.")));
                members(map, path, skip)
                        .forEach(each -> found.add(Arrangements.listOf(rest, each)));
            }
        }
        return found;
    }

    private static boolean skipsMissing(Object flags) {
        if (!(flags instanceof Map<?, ?> map)
                || map.keySet().stream().anyMatch(key -> !"skip_missing".equals(key))) {
            throw new IllegalArgumentException(
                    "the flags are a mapping with skip_missing, and this is "
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
        Object at = item;
        for (String key : path.split("\\.")) {
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(key)) {
                if (skip) {
                    return List.of();
                }
                throw new IllegalArgumentException(
                        "an item has no `" + path + "`: " + PythonText.repr(item));
            }
            at = map.get(key);
        }
        if (at instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(
                "`" + path + "` must be a list, and this is " + PythonText.repr(at));
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
