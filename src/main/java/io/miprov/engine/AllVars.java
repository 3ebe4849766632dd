package io.miprov.engine;

import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;

/** All variables of a scope as one mapping. */
final class AllVars extends AbstractMap<String, Object> {
    private final Vars vars;

    AllVars(Vars vars) {
        this.vars = vars;
    }

    @Override
    public Object get(Object name) {
        Object value = vars.get(String.valueOf(name));
        return value == Scope.NOTHING ? null : Template.resolve(value, vars);
    }

    @Override
    public boolean containsKey(Object name) {
        return vars.get(String.valueOf(name)) != Scope.NOTHING;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Set<String> names = vars.own();
        names.addAll(Set.of("inventory_hostname", "inventory_hostname_short", "group_names"));
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                Iterator<String> each = names.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public Entry<String, Object> next() {
                        String name = each.next();
                        return new SimpleImmutableEntry<>(name, get(name));
                    }
                };
            }

            @Override
            public int size() {
                return names.size();
            }
        };
    }
}
