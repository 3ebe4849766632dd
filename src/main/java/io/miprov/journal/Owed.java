package io.miprov.journal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A handler that a host was notified of, and that is not known to have run there since.
 *
 * @param since the id of the run that notified
 */
public record Owed(String play, String host, String handler, String since) {

    static Owed read(Map<?, ?> values) {
        return new Owed(
                String.valueOf(values.get("play")),
                String.valueOf(values.get("host")),
                String.valueOf(values.get("handler")),
                String.valueOf(values.get("since")));
    }

    /** As values of JSON. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("play", play);
        values.put("host", host);
        values.put("handler", handler);
        values.put("since", since);
        return values;
    }
}
