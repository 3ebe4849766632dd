package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;

/** Filters that arrange items in every way. */
final class Arrangements {
    private Arrangements() {}

    static Object product(Call call) {
        int repeat = call.whole(-1, "repeat", 1);
        List<List<Object>> lists = new ArrayList<>();
        for (int i = 0; i < repeat; i++) {
            lists.add(call.items());
            call.rest(0).forEach(each -> lists.add(Python.items(each)));
        }
        List<List<Object>> rows = List.of(List.of());
        for (List<Object> list : lists) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> row : rows) {
                list.forEach(each -> longer.add(with(row, each)));
            }
            rows = longer;
        }
        return tuples(rows);
    }

    static Object permutations(Call call) {
        Object size = call.arg(0, "r", null);
        List<List<Object>> rows = new ArrayList<>();
        int wanted = size == null ? call.items().size() : call.whole("r", size);
        grow(call.items(), List.of(), wanted, false, rows);
        return tuples(rows);
    }

    static Object combinations(Call call) {
        List<List<Object>> rows = new ArrayList<>();
        grow(call.items(), List.of(), call.whole("r", call.arg(0, "r")), true, rows);
        return tuples(rows);
    }

    /** Extends a row by each item that is left; in order only by those behind the last. */
    private static void grow(
            List<Object> items,
            List<Object> indexes,
            int wanted,
            boolean ordered,
            List<List<Object>> rows) {
        if (indexes.size() == wanted) {
            List<Object> row = new ArrayList<>();
            indexes.forEach(index -> row.add(items.get((Integer) index)));
            rows.add(row);
            return;
        }
        int from =
                ordered && !indexes.isEmpty() ? (Integer) indexes.get(indexes.size() - 1) + 1 : 0;
        for (int i = from; i < items.size(); i++) {
            if (!indexes.contains(i)) {
                grow(items, with(indexes, i), wanted, ordered, rows);
            }
        }
    }

    private static List<Object> with(List<Object> row, Object item) {
        List<Object> longer = new ArrayList<>(row);
        longer.add(item);
        return longer;
    }

    private static List<Object> tuples(List<List<Object>> rows) {
        List<Object> tuples = new ArrayList<>(rows.size());
        rows.forEach(row -> tuples.add(Tuple.of(row)));
        return tuples;
    }
}
