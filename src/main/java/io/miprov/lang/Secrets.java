package io.miprov.lang;

import io.miprov.diag.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is made of a secret is one. */
final class Secrets {
    private Secrets() {}

    /** Whether a value is a secret or holds one. */
    static boolean in(Object value) {
        if (value instanceof Secret) {
            return true;
        }
        if (value instanceof Map<?, ?> map) {
            for (Object each : map.values()) {
                if (in(each)) {
                    return true;
                }
            }
        } else if (value instanceof List<?> list && !(list instanceof Functions.Range)) {
            for (Object each : list) {
                if (in(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same value with every text of it secret. */
    static Object of(Object value) {
        if (value instanceof String text) {
            return new Secret(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> hidden = new LinkedHashMap<>();
            map.forEach((key, each) -> hidden.put(key, of(each)));
            return hidden;
        }
        if (value instanceof List<?> list) {
            List<Object> hidden = new ArrayList<>(list.size());
            list.forEach(each -> hidden.add(of(each)));
            return hidden;
        }
        return value;
    }
}
