package io.miprov.engine;

import io.miprov.diag.Span;
import io.miprov.playbook.Variables;
import java.util.List;
import java.util.Optional;

/**
 * The variables that a task sees because of where it stands, each list from the highest.
 *
 * @param params of includes and roles: above what the run has set
 * @param vars of task, blocks, roles, {@code vars_files} and play, in that order
 * @param defaults of roles: below everything
 */
record Layers(List<Variables> params, List<Variables> vars, List<Variables> defaults) {
    static final Layers NONE = new Layers(List.of(), List.of(), List.of());

    /** Where the variable was written, when it is one of these. */
    static Optional<Span> place(List<Variables> layers, String name) {
        for (Variables layer : layers) {
            if (layer.places().containsKey(name)) {
                return Optional.of(layer.places().get(name));
            }
        }
        return Optional.empty();
    }

    /** The value, or {@link io.miprov.lang.Scope#NOTHING}. */
    static Object get(List<Variables> layers, String name) {
        for (int i = 0; i < layers.size(); i++) {
            Object value = layers.get(i).values().get(name);
            if (value != null || layers.get(i).values().containsKey(name)) {
                return value;
            }
        }
        return io.miprov.lang.Scope.NOTHING;
    }
}
