package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters that look at each item of a list. */
final class ItemFilters {
    static final String NAMES = "map select reject selectattr rejectattr groupby subelements";

    private ItemFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "map" -> ItemFilters::map;
            case "select" -> call -> choose(call, false, true);
            case "reject" -> call -> choose(call, false, false);
            case "selectattr" -> call -> choose(call, true, true);
            case "rejectattr" -> call -> choose(call, true, false);
            case "groupby" -> ItemFilters::groupBy;
            case "subelements" -> ItemFilters::subelements;
            default -> null;
        };
    }

    /** A part of a value by a path with dots, as {@code attribute=} takes it; may be undefined. */
    static Object path(Object item, Object attribute) {
        if (!(attribute instanceof String path)) {
            return ValueFilters.part(item, attribute);
        }
        Object value = item;
        for (String key : path.split("\\.", -1)) {
            value = ValueFilters.part(value, key);
        }
        return value instanceof Undefined
                ? new Undefined(path, "an item is without it", java.util.Optional.empty())
                : value;
    }

    private static Object map(Call call) {
        List<Object> made = new ArrayList<>();
        if (call.has(0, "")) {
            String name = call.text(0, "filter");
            Filter filter = Filters.find(Plugins.shortName(name));
            if (filter == null) {
                throw Plugins.unknown(name);
            }
            List<Object> rest = call.rest(1);
            Map<String, Object> named = call.named();
            for (Object item : call.items()) {
                made.add(Filters.use(filter, new Call(call.frame(), name, item, rest, named)));
            }
            return made;
        }
        Object attribute = call.arg(-1, "attribute");
        Object orElse = call.arg(-1, "default", Scope.NOTHING);
        for (Object item : call.items()) {
            Object part = path(item, attribute);
            made.add(part instanceof Undefined && orElse != Scope.NOTHING ? orElse : part);
        }
        return made;
    }

    private static Object choose(Call call, boolean byPart, boolean wanted) {
        Object attribute = byPart ? call.arg(0, "attribute") : null;
        int place = byPart ? 1 : 0;
        boolean tested = call.has(place, "");
        String name = tested ? call.text(place, "test") : "";
        Check check = tested ? Checks.find(Plugins.shortName(name)) : null;
        if (tested && check == null) {
            throw Plugins.unknown(name);
        }
        List<Object> rest = call.rest(place + 1);
        Map<String, Object> named = call.named();
        List<Object> chosen = new ArrayList<>();
        for (Object item : call.items()) {
            Object value = byPart ? path(item, attribute) : item;
            boolean holds =
                    check == null
                            ? Python.truth(value)
                            : check.holds(
                                    new Call(call.frame(), name, value, rest, named).revealed());
            if (holds == wanted) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    private static Object groupBy(Call call) {
        Object attribute = call.arg(0, "attribute");
        Object orElse = call.arg(1, "default", null);
        boolean exact = call.flag(2, "case_sensitive", false);
        List<Object> sorted = new ArrayList<>(call.items());
        sorted.sort(
                (a, b) ->
                        Python.compare(
                                key(a, attribute, orElse, exact),
                                key(b, attribute, orElse, exact)));
        List<Object> groups = new ArrayList<>();
        ListFilters.grouped(sorted, attribute, orElse)
                .forEach((key, items) -> groups.add(Tuple.named("grouper", key, "list", items)));
        return groups;
    }

    private static Object key(Object item, Object attribute, Object orElse, boolean exact) {
        Object key = path(item, attribute);
        return ListFilters.folded(
                key instanceof Undefined && orElse != null ? orElse : Python.defined(key), exact);
    }

    private static Object subelements(Call call) {
        Object path = call.arg(0, "subelements");
        boolean skip = call.flag(1, "skip_missing", false);
        Object input = Python.defined(call.input());
        if (!(input instanceof Map) && !(input instanceof List)) {
            throw Fault.of("obj must be a list of dicts or a nested dict");
        }
        if (!(path instanceof List) && !(Python.plain(path) instanceof String)) {
            throw Fault.of("subelements must be a list or a string");
        }
        List<?> keys =
                path instanceof List<?> list
                        ? list
                        : List.of((Object[]) Python.str(path).split("\\.", -1));
        List<Object> pairs = new ArrayList<>();
        for (Object item :
                input instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : call.items()) {
            Object inner = below(item, keys, skip);
            if (!(inner instanceof Undefined)) {
                Python.items(inner).forEach(each -> pairs.add(Tuple.of(item, each)));
            }
        }
        return pairs;
    }

    /** The list that is there; undefined when there is none and that may be. */
    private static Object below(Object item, List<?> keys, boolean skip) {
        Object inner = item;
        for (Object key : keys) {
            if (!(inner instanceof Map)) {
                throw Fault.of(
                        "the key "
                                + key
                                + " should point to a dictionary, got "
                                + Python.kind(inner));
            }
            inner = ValueFilters.part(inner, key);
            if (inner instanceof Undefined && skip) {
                return inner;
            }
            if (inner instanceof Undefined) {
                throw Fault.of("could not find " + Python.repr(key) + " key in iterated item");
            }
        }
        if (!(inner instanceof List)) {
            throw Fault.of(
                    "the key "
                            + keys.get(keys.size() - 1)
                            + " should point to a list, got "
                            + Python.kind(inner));
        }
        return inner;
    }
}
