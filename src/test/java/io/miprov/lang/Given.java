package io.miprov.lang;

import io.miprov.lookup.Disk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Variables from a map, and the two lookups that need no controller. */
class Given implements Scope {
    private final Map<?, ?> variables;

    Given(Map<?, ?> variables) {
        this.variables = variables;
    }

    @Override
    public Object get(String name) {
        return variables.containsKey(name) ? variables.get(name) : NOTHING;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        variables.keySet().forEach(name -> names.add((String) name));
        return names;
    }

    @Override
    public Controller controller() {
        return new Disk();
    }

    @Override
    public Object call(String function, List<Object> args, Map<String, Object> named) {
        boolean query = function.equals("query") || function.equals("q");
        if (!query && !function.equals("lookup")) {
            return NOTHING;
        }
        return switch ((String) args.get(0)) {
            case "env" -> "/root";
            case "vars" -> get((String) args.get(1));
            case "items" -> args.get(1);
            default -> NOTHING;
        };
    }
}
