package io.miprov.engine;

import io.miprov.lang.Hashes;
import io.miprov.lang.Scope;
import io.miprov.playbook.Variables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The values that a name has on all levels, the lowest first, put into each other. */
final class MergedLevels {
    private final String name;
    private Object value = Scope.NOTHING;

    MergedLevels(String name) {
        this.name = name;
    }

    /** Levels of which the highest comes first. */
    MergedLevels layers(List<Variables> layers) {
        List<Variables> rising = new ArrayList<>(layers);
        Collections.reverse(rising);
        rising.forEach(layer -> level(layer.values()));
        return this;
    }

    MergedLevels level(Map<String, Object> level) {
        Object there = level.get(name);
        return there != null || level.containsKey(name) ? value(there) : this;
    }

    /** A level that has this value, or none. */
    MergedLevels value(Object above) {
        if (above != Scope.NOTHING) {
            value = value == Scope.NOTHING ? above : Hashes.merged(value, above);
        }
        return this;
    }

    Object value() {
        return value;
    }
}
