package io.miprov.engine;

import io.miprov.lang.Scope;
import io.miprov.playbook.Variables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known before there is a host: extra variables and what stands around. */
record StaticScope(List<Variables> layers) implements Scope {

    @Override
    public Object get(String name) {
        return Layers.get(layers, name);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        layers.forEach(layer -> names.addAll(layer.values().keySet()));
        return names;
    }
}
