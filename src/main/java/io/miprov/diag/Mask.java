package io.miprov.diag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows every secret value of a run and puts stars over it, in texts and in values of any depth.
 * Everything that leaves the engine passes here. Safe for many threads.
 */
public final class Mask {
    /** Shorter ones would put stars all over ordinary output. */
    private static final int SHORTEST = 4;

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    public void learn(Secret secret) {
        if (secret.value().length() >= SHORTEST) {
            secrets.add(secret.value());
        }
    }

    public String over(String text) {
        String shown = text;
        for (String secret : secrets) {
            if (shown.contains(secret)) {
                shown = shown.replace(secret, Secret.STARS);
            }
        }
        return shown;
    }

    /** The text with a star for each character of a secret. */
    public String sameLength(String text) {
        String shown = text;
        for (String secret : secrets) {
            if (shown.contains(secret)) {
                shown = shown.replace(secret, "*".repeat(secret.length()));
            }
        }
        return shown;
    }

    /** The same value with stars in every text of it. */
    public Object over(Object value) {
        if (value instanceof String text) {
            return over(text);
        }
        if (value instanceof Secret) {
            return Secret.STARS;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> shown = new LinkedHashMap<>();
            map.forEach((key, each) -> shown.put(over(key), over(each)));
            return shown;
        }
        if (value instanceof List<?> list) {
            List<Object> shown = new ArrayList<>();
            list.forEach(each -> shown.add(over(each)));
            return shown;
        }
        return value;
    }
}
