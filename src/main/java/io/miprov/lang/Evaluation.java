package io.miprov.lang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One filling-in of one template: what its names mean, and which templates wait for its result. A
 * variable is asked for and evaluated once.
 */
final class Evaluation {
    private final Scope scope;
    private final Evaluation waiting;
    private final Template template;
    private final Map<String, Object> known = new HashMap<>();
    private final Map<String, List<Stmt.Body>> blocks = new HashMap<>();

    Evaluation(Scope scope, Evaluation waiting, Template template) {
        this.scope = scope;
        this.waiting = waiting;
        this.template = template;
    }

    Scope scope() {
        return scope;
    }

    /** The bodies of each block, the most special one first. */
    Map<String, List<Stmt.Body>> blocks() {
        return blocks;
    }

    /** A variable, evaluated; or {@link Scope#NOTHING}. */
    Object variable(String name) {
        Object value = known.get(name);
        if (value == null && !known.containsKey(name)) {
            value = value(scope.get(name));
            known.put(name, value);
        }
        return value;
    }

    /** The value with its own template filled in; the parts of it wait until they are taken. */
    Object value(Object raw) {
        if (raw instanceof Template inner) {
            return inner(inner);
        }
        if (raw instanceof Map<?, ?> map && !(map instanceof Deferred.Mapping)) {
            return new Deferred.Mapping(map, this);
        }
        if (raw instanceof List<?> list
                && !(list instanceof Deferred.Items || list instanceof Tuple)) {
            return new Deferred.Items(list, this);
        }
        return raw instanceof Integer small ? (Object) small.longValue() : raw;
    }

    private Object inner(Template inner) {
        for (Evaluation each = this; each != null; each = each.waiting) {
            if (each.template == inner && each.scope == scope) {
                throw Fault.of(
                                "this needs its own value",
                                "which is `" + inner.text().strip() + "`")
                        .help("give one of the variables another name");
            }
        }
        try {
            return inner.evaluate(new Evaluation(scope, this, inner));
        } catch (TemplateError e) {
            if (e.undefined()) {
                return e.missing();
            }
            throw e;
        }
    }

    /** The value with nothing left to evaluate, in plain lists and maps. */
    Object finished(Object value) {
        Object done = Python.defined(value(value));
        if (done instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(finished(key), finished(each)));
            return plain;
        }
        if (done instanceof List<?> list) {
            List<Object> plain = new ArrayList<>(list.size());
            list.forEach(each -> plain.add(finished(each)));
            return list instanceof Tuple ? Tuple.of(plain) : plain;
        }
        return done == Undefined.BLANK ? "" : done;
    }
}
