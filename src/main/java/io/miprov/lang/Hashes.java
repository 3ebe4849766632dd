package io.miprov.lang;

import java.util.LinkedHashMap;
import java.util.Map;

/** Mappings that are put into each other, as {@code hash_behaviour = merge} does. */
public final class Hashes {
    private Hashes() {}

    /** Mappings become one, to any depth; all else is replaced. */
    public static Object merged(Object below, Object above) {
        if (!(below instanceof Map<?, ?> old && above instanceof Map<?, ?> now)) {
            return above;
        }
        Map<Object, Object> both = new LinkedHashMap<>(old);
        now.forEach(
                (name, value) ->
                        both.put(
                                name,
                                both.containsKey(name) ? merged(both.get(name), value) : value));
        return both;
    }
}
