package io.miprov.engine;

import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a role is given of what its argument specification names, for that to be held to it. */
final class RoleArguments {
    private RoleArguments() {}

    /**
     * The variables of the names that the role wants, and over them what is written beside its
     * name.
     */
    static Map<String, Object> given(Map<?, ?> wanted, Job job, Scope names) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (Object name : wanted.keySet()) {
            Object value = names.get(name.toString());
            if (value != Scope.NOTHING) {
                given.put(name.toString(), Template.resolve(value, names));
            }
        }
        beside(job).forEach((name, value) -> given.put(name, Template.resolve(value, names)));
        return given;
    }

    /**
     * As much of what the role wants as has a value before the run; what only the run can tell is
     * not in it.
     */
    static Map<Object, Object> known(Map<?, ?> wanted, Job job, Scope names) {
        Map<Object, Object> known = new LinkedHashMap<>(wanted);
        known.keySet().removeIf(name -> !isKnown(name.toString(), job, names));
        return known;
    }

    private static boolean isKnown(String name, Job job, Scope names) {
        try {
            Object value = beside(job).getOrDefault(name, Scope.NOTHING);
            Template.resolve(value == Scope.NOTHING ? names.get(name) : value, names);
            return true;
        } catch (Foreknown.Unknown e) {
            return false;
        }
    }

    private static Map<String, Object> beside(Job job) {
        return job.frame.role().map(role -> role.params().values()).orElse(Map.of());
    }
}
