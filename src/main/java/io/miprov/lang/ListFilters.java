package io.miprov.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Filters for whole lists: their order, their parts, their union with others. */
final class ListFilters {
    static final String NAMES =
            "first last list sort unique reverse flatten zip zip_longest product union intersect difference "
                    + "symmetric_difference batch slice min max sum shuffle random permutations combinations";

    private ListFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "first" -> call -> end(call, 0);
            case "last" -> call -> end(call, -1);
            case "list" -> call -> new ArrayList<>(call.items());
            case "sort" -> ListFilters::sort;
            case "unique" -> ListFilters::unique;
            case "reverse" -> ListFilters::reverse;
            case "flatten" -> ListFilters::flatten;
            case "zip" -> call -> zip(call, false, null);
            case "zip_longest" -> call -> zip(call, true, call.arg(-1, "fillvalue", null));
            case "product" -> Arrangements::product;
            case "permutations" -> Arrangements::permutations;
            case "combinations" -> Arrangements::combinations;
            case "union" -> ListFilters::union;
            case "intersect" ->
                    call -> distinct(keep(call.items(), Python.items(call.arg(0, "b")), true));
            case "difference" ->
                    call -> distinct(keep(call.items(), Python.items(call.arg(0, "b")), false));
            case "symmetric_difference" -> ListFilters::either;
            case "batch" -> ListFilters::batch;
            case "slice" -> ListFilters::slice;
            case "min" -> call -> extreme(call, 1);
            case "max" -> call -> extreme(call, -1);
            case "sum" -> ListFilters::sum;
            case "shuffle" -> Chance::shuffle;
            case "random" -> Chance::random;
            default -> null;
        };
    }

    private static Object end(Call call, int index) {
        List<Object> items = call.items();
        if (items.isEmpty()) {
            return new Undefined(
                    call.name(),
                    "the list is empty",
                    java.util.Optional.empty(),
                    Set.of(),
                    "No " + call.name() + " item, sequence was empty.");
        }
        return items.get(index < 0 ? items.size() - 1 : 0);
    }

    private static Object sort(Call call) {
        boolean reverse = call.flag(0, "reverse", false);
        boolean exact = call.flag(1, "case_sensitive", false);
        Object attribute = call.arg(2, "attribute", null);
        List<Object> sorted = new ArrayList<>(call.items());
        Comparator<Object> order =
                (a, b) -> Python.compare(keys(a, attribute, exact), keys(b, attribute, exact));
        sorted.sort(reverse ? order.reversed() : order);
        return sorted;
    }

    private static Object keys(Object item, Object attribute, boolean exact) {
        if (attribute == null) {
            return folded(item, exact);
        }
        List<Object> keys = new ArrayList<>();
        for (String each : Python.str(attribute).split(",")) {
            keys.add(
                    folded(
                            Python.defined(
                                    ItemFilters.path(
                                            item, attribute instanceof String ? each : attribute)),
                            exact));
        }
        return keys;
    }

    static Object folded(Object value, boolean exact) {
        return !exact && value instanceof String text
                ? text.toLowerCase(java.util.Locale.ROOT)
                : value;
    }

    private static Object unique(Call call) {
        boolean exact = call.flag(0, "case_sensitive", false);
        Object attribute = call.arg(1, "attribute", null);
        boolean asked = attribute != null || call.arg(0, "case_sensitive", null) != null;
        List<Object> seen = new ArrayList<>();
        List<Object> kept = new ArrayList<>();
        for (Object item : call.items()) {
            Object key =
                    folded(attribute == null ? item : ItemFilters.path(item, attribute), exact);
            if (asked && (key instanceof Map || key instanceof List && !(key instanceof Tuple))) {
                throw Fault.of(
                        "`unique` cannot fall back to Ansible's own for these parameters",
                        "it has `case_sensitive` or `attribute`, and compares " + Python.kind(key));
            }
            if (!Python.contains(seen, key)) {
                seen.add(key);
                kept.add(item);
            }
        }
        return kept;
    }

    private static List<Object> distinct(List<Object> items) {
        List<Object> kept = new ArrayList<>();
        for (Object item : items) {
            if (!Python.contains(kept, item)) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static List<Object> keep(List<Object> items, List<Object> others, boolean in) {
        List<Object> kept = new ArrayList<>();
        for (Object item : items) {
            if (Python.contains(others, item) == in) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Object union(Call call) {
        List<Object> both = new ArrayList<>(call.items());
        both.addAll(Python.items(call.arg(0, "b")));
        return distinct(both);
    }

    private static Object either(Call call) {
        List<Object> others = Python.items(call.arg(0, "b"));
        List<Object> both = keep(call.items(), others, false);
        both.addAll(keep(others, call.items(), false));
        return distinct(both);
    }

    private static Object reverse(Call call) {
        if (call.input() instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        List<Object> items = new ArrayList<>(call.items());
        Collections.reverse(items);
        return items;
    }

    private static Object flatten(Call call) {
        Object levels = call.arg(0, "levels", null);
        boolean skipNulls = call.flag(1, "skip_nulls", true);
        List<Object> flat = new ArrayList<>();
        flatten(
                call.items(),
                levels == null ? Integer.MAX_VALUE : call.whole("levels", levels),
                skipNulls,
                flat);
        return flat;
    }

    private static void flatten(List<?> items, int levels, boolean skipNulls, List<Object> flat) {
        for (Object item : items) {
            boolean nothing = item == null || "None".equals(item) || "null".equals(item);
            if (skipNulls && nothing) {
                continue;
            }
            if (item instanceof List<?> inner && levels > 0) {
                flatten(inner, levels - 1, skipNulls, flat);
            } else {
                flat.add(item);
            }
        }
    }

    private static Object zip(Call call, boolean longest, Object fill) {
        List<List<Object>> lists = new ArrayList<>(List.of(call.items()));
        call.rest(0).forEach(each -> lists.add(Python.items(each)));
        int size = lists.get(0).size();
        for (List<Object> each : lists) {
            size = longest ? Math.max(size, each.size()) : Math.min(size, each.size());
        }
        List<Object> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Object[] row = new Object[lists.size()];
            for (int j = 0; j < row.length; j++) {
                row[j] = i < lists.get(j).size() ? lists.get(j).get(i) : fill;
            }
            rows.add(Tuple.of(row));
        }
        return rows;
    }

    private static Object batch(Call call) {
        int size = call.whole("linecount", call.arg(0, "linecount"));
        Object fill = call.arg(1, "fill_with", null);
        List<Object> rows = new ArrayList<>();
        List<Object> row = new ArrayList<>();
        for (Object item : call.items()) {
            if (row.size() == size) {
                rows.add(row);
                row = new ArrayList<>();
            }
            row.add(item);
        }
        while (fill != null && !row.isEmpty() && row.size() < size) {
            row.add(fill);
        }
        if (!row.isEmpty()) {
            rows.add(row);
        }
        return rows;
    }

    private static Object slice(Call call) {
        int slices = Math.max(1, call.whole("slices", call.arg(0, "slices")));
        Object fill = call.arg(1, "fill_with", null);
        List<Object> items = call.items();
        int each = items.size() / slices;
        int longer = items.size() % slices;
        List<Object> rows = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < slices; i++) {
            int to = from + each + (i < longer ? 1 : 0);
            List<Object> row = new ArrayList<>(items.subList(from, to));
            if (fill != null && i >= longer) {
                row.add(fill);
            }
            rows.add(row);
            from = to;
        }
        return rows;
    }

    private static Object extreme(Call call, int sign) {
        boolean exact = call.flag(-1, "case_sensitive", false);
        Object attribute = call.arg(-1, "attribute", null);
        Object best = Scope.NOTHING;
        for (Object item : call.items()) {
            if (best == Scope.NOTHING
                    || sign
                                    * Python.compare(
                                            keys(item, attribute, exact),
                                            keys(best, attribute, exact))
                            < 0) {
                best = item;
            }
        }
        return best == Scope.NOTHING ? end(call, 0) : best;
    }

    private static Object sum(Call call) {
        Object attribute = call.arg(0, "attribute", null);
        Object total = call.arg(1, "start", 0L);
        for (Object item : call.items()) {
            Object value = attribute == null ? item : ItemFilters.path(item, attribute);
            total = Operator.ADD.of(total, value);
        }
        return total;
    }

    /** Groups of items by a key, in the order of the keys. */
    static Map<Object, List<Object>> grouped(List<Object> items, Object attribute, Object orElse) {
        Map<Object, List<Object>> groups = new LinkedHashMap<>();
        for (Object item : items) {
            Object key = ItemFilters.path(item, attribute);
            key = key instanceof Undefined && orElse != null ? orElse : Python.defined(key);
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(item);
        }
        return groups;
    }
}
