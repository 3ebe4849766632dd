package io.miprov.lang;

import java.util.Map;

/**
 * What {@code namespace()} makes: names that a loop may set for those around it; or an imported
 * template.
 */
record Space(Map<String, Object> names) {

    Object get(String name) {
        return names.containsKey(name) ? names.get(name) : Scope.NOTHING;
    }

    @Override
    public String toString() {
        return "<Namespace " + Python.repr(names) + ">";
    }
}
