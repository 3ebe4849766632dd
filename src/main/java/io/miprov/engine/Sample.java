package io.miprov.engine;

import io.miprov.inventory.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hosts that are looked at before a run. All of them, as long as that takes no time that
 * anybody notices; of many, one for each kind: of the same groups, with variables of its own that
 * have the same names and shapes. The values that only one of many has wrong are told by the run.
 */
final class Sample {
    /** Looks at one task on one host; a thousand take about a tenth of a second. */
    private static final int MOST_LOOKS = 4_000;

    private Sample() {}

    /** Those of these hosts to look at for so many tasks, in their order. */
    static List<String> of(List<String> hosts, Inventory inventory, int tasks) {
        if ((long) hosts.size() * tasks <= MOST_LOOKS) {
            return hosts;
        }
        Map<List<Object>, String> kinds = new LinkedHashMap<>();
        for (String host : hosts) {
            Map<String, Object> shapes = new TreeMap<>();
            inventory.ownVariables(host).forEach((name, value) -> shapes.put(name, shape(value)));
            kinds.putIfAbsent(List.of(inventory.groupsOf(host), shapes), host);
        }
        return new ArrayList<>(kinds.values());
    }

    private static Object shape(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.keySet();
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        return value == null ? "nothing" : value.getClass();
    }
}
