package io.miprov.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A part of an expression; compiled once, never changed. */
interface Expr {
    Object in(Frame frame);

    At at();

    /** Tells the names that it reads. */
    void names(Names found);

    /** A number, a text, true, none. */
    record Literal(At at, Object value) implements Expr {
        @Override
        public Object in(Frame frame) {
            return value;
        }

        @Override
        public void names(Names found) {}
    }

    /** A variable. */
    record Name(At at, String name) implements Expr {
        @Override
        public Object in(Frame frame) {
            try {
                Object value = frame.get(name);
                return value == Scope.NOTHING
                        ? new Undefined(name, "nothing sets it", Optional.of(at.span()), Set.of())
                        : value;
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            } catch (TemplateError e) {
                throw e.usedAt(at);
            }
        }

        @Override
        public void names(Names found) {
            found.read(name);
        }
    }

    /** {@code [a, b]} or {@code (a, b)}. */
    record Sequence(At at, List<Expr> parts, boolean tuple) implements Expr {
        @Override
        public Object in(Frame frame) {
            List<Object> items = new ArrayList<>(parts.size());
            for (Expr part : parts) {
                items.add(part.in(frame));
            }
            return tuple ? Tuple.of(items) : items;
        }

        @Override
        public void names(Names found) {
            parts.forEach(part -> part.names(found));
        }
    }

    /** {@code {'a': b}}. */
    record Dict(At at, List<Expr> keys, List<Expr> values) implements Expr {
        @Override
        public Object in(Frame frame) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                try {
                    map.put(
                            Python.key(Python.defined(keys.get(i).in(frame))),
                            values.get(i).in(frame));
                } catch (Fault fault) {
                    throw keys.get(i).at().fail(fault, frame.scope());
                }
            }
            return map;
        }

        @Override
        public void names(Names found) {
            keys.forEach(key -> key.names(found));
            values.forEach(value -> value.names(found));
        }
    }
}
