package io.miprov.module;

import java.util.Map;

/**
 * What is known of a host, under Ansible's names without {@code ansible_}; empty before it was
 * asked.
 */
public record Facts(Map<String, Object> values) {
    public static final Facts NONE = new Facts(Map.of());

    /** A fact as text; empty when it is not known. */
    public String text(String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }
}
