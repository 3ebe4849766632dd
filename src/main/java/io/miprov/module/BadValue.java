package io.miprov.module;

import java.util.Map;

/** A value that a parameter can not take, and of which a registered result says more. */
public final class BadValue extends IllegalArgumentException {
    private final transient Map<String, Object> result;

    /** What is wrong, and what the result says besides, under the names that Ansible has there. */
    BadValue(String message, Map<String, Object> result) {
        super(message);
        this.result = Map.copyOf(result);
    }

    /** What the result says besides the message. */
    public Map<String, Object> result() {
        return result;
    }
}
