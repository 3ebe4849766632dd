package io.miprov.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Methods of a mapping. */
final class MapMethods {
    private MapMethods() {}

    /** The method, or null. To add one, add its line here. */
    @SuppressWarnings("unchecked")
    static Callable find(Map<?, ?> of, String name) {
        Map<Object, Object> map = (Map<Object, Object>) of;
        return switch (name) {
            case "items", "iteritems" -> call -> items(map);
            case "keys" -> call -> new ArrayList<>(map.keySet());
            case "values" -> call -> new ArrayList<>(map.values());
            case "copy" -> call -> new LinkedHashMap<>(map);
            case "get" -> call -> get(map, call);
            case "update" -> call -> update(map, call);
            case "pop" -> call -> pop(map, call);
            case "setdefault" -> call -> setDefault(map, call);
            case "clear" -> call -> clear(map);
            default -> null;
        };
    }

    /** The pairs of key and value. */
    static List<Object> items(Map<?, ?> map) {
        List<Object> pairs = new ArrayList<>(map.size());
        map.forEach((key, value) -> pairs.add(Tuple.of(key, value)));
        return pairs;
    }

    private static Object get(Map<Object, Object> map, Call call) {
        Object key = Python.key(Python.defined(call.arg(0, "key")));
        Object orElse = call.arg(1, "default", null);
        return map.containsKey(key) ? map.get(key) : orElse;
    }

    private static Object update(Map<Object, Object> map, Call call) {
        for (Object other : call.rest(0)) {
            map.putAll(call.mapping(other));
        }
        map.putAll(call.named());
        return null;
    }

    private static Object pop(Map<Object, Object> map, Call call) {
        Object key = Python.key(call.arg(0, "key"));
        Object orElse = call.arg(1, "default", Scope.NOTHING);
        if (map.containsKey(key)) {
            Object value = map.get(key);
            map.remove(key);
            return value;
        }
        if (orElse == Scope.NOTHING) {
            throw Fault.of("there is no key " + Python.repr(key) + " to take away");
        }
        return orElse;
    }

    private static Object setDefault(Map<Object, Object> map, Call call) {
        Object key = Python.key(call.arg(0, "key"));
        Object orElse = call.arg(1, "default", null);
        if (!map.containsKey(key)) {
            map.put(key, orElse);
        }
        return map.get(key);
    }

    private static Object clear(Map<Object, Object> map) {
        List.copyOf(map.keySet()).forEach(map::remove);
        return null;
    }
}
