package io.miprov.lookup;

import io.miprov.lang.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The lookups that only arrange what they are given. */
final class Arrangements {
    private Arrangements() {}

    static List<Object> items(Request request) {
        return flat(request.terms());
    }

    static List<Object> dict(Request request) {
        List<Object> pairs = new ArrayList<>();
        for (Object term : request.terms()) {
            if (!(term instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(
                        "with_dict expects a dict, and this is " + PythonText.repr(term));
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

    static List<Object> indexed(Request request) {
        List<Object> found = new ArrayList<>();
        for (Object each : flat(request.terms())) {
            found.add(listOf((long) found.size(), each));
        }
        return found;
    }

    static List<Object> nested(Request request) {
        if (request.terms().isEmpty()) {
            throw new IllegalArgumentException(
                    "with_nested requires at least one element in the nested list");
        }
        List<Object> rows = new ArrayList<>();
        list(request.terms().get(0)).forEach(each -> rows.add(flat(listOf(each))));
        List<Object> found = rows;
        for (Object term : request.terms().subList(1, request.terms().size())) {
            List<Object> longer = new ArrayList<>();
            for (Object row : found) {
                list(term).forEach(each -> longer.add(flat(listOf(row, each))));
            }
            found = longer;
        }
        return found;
    }

    static List<Object> together(Request request) {
        if (request.terms().isEmpty()) {
            throw new IllegalArgumentException(
                    "with_together requires at least one element in each list");
        }
        List<Object> rows = new ArrayList<>();
        int longest = request.terms().stream().mapToInt(term -> list(term).size()).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            List<Object> row = new ArrayList<>();
            for (Object term : request.terms()) {
                row.add(i < list(term).size() ? list(term).get(i) : null);
            }
            rows.add(flat(row));
        }
        return rows;
    }

    static List<Object> flattened(Request request) {
        return deep(request.terms());
    }

    private static List<Object> deep(List<?> terms) {
        List<Object> all = new ArrayList<>();
        for (Object term : terms) {
            if (term instanceof List<?> list) {
                all.addAll(deep(list));
            } else {
                all.add(term);
            }
        }
        return all;
    }

    static List<Object> choice(Request request) {
        List<Object> terms = request.terms();
        return terms.isEmpty()
                ? terms
                : listOf(terms.get(ThreadLocalRandom.current().nextInt(terms.size())));
    }

    /** The members of lists, and what is none, one level deep. */
    static List<Object> flat(List<?> terms) {
        List<Object> all = new ArrayList<>();
        for (Object term : terms) {
            all.addAll(term instanceof List<?> list ? list : listOf(term));
        }
        return all;
    }

    /** A list as it is, the keys of a mapping, or one value alone. */
    static List<?> list(Object term) {
        if (term instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        return term instanceof List<?> list ? list : listOf(term);
    }

    static List<Object> listOf(Object... values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(value);
        }
        return list;
    }
}
