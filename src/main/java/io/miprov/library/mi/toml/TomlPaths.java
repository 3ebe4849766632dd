package io.miprov.library.mi.toml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths of tables from the root: names, and the places in arrays of tables, from 0. Headers name no
 * places; the last table of an array is meant, or for its own header a new one.
 */
final class TomlPaths {
    private final Map<List<Object>, Integer> arrays = new HashMap<>();

    /** The path of the next header. */
    List<Object> header(List<String> names, boolean array) {
        List<Object> path = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            path.add(names.get(i));
            Integer last = arrays.get(path);
            if (array && i == names.size() - 1) {
                last = last == null ? 0 : last + 1;
                arrays.put(List.copyOf(path), last);
            }
            if (last != null) {
                path.add(last);
            }
        }
        return path;
    }

    static boolean startsWith(List<?> path, List<?> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    /** How many parts at the beginning are the same. */
    static int common(List<?> a, List<?> b) {
        int same = 0;
        while (same < Math.min(a.size(), b.size()) && a.get(same).equals(b.get(same))) {
            same++;
        }
        return same;
    }

    static <T> List<T> joined(List<? extends T> a, List<? extends T> b) {
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    /** The names in a path, without the places. */
    static List<String> names(List<Object> path) {
        return path.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }
}
