package io.miprov.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one template takes from another. */
final class Blocks {
    private Blocks() {}

    /** {@code {% block name %}…{% endblock %}}: a template that extends this one may replace it. */
    record Block(String name, Stmt.Body body) implements Stmt {
        @Override
        public boolean prints() {
            return true;
        }

        @Override
        public Flow run(Frame frame, Output out) {
            List<Stmt.Body> bodies = frame.run().blocks().getOrDefault(name, List.of(body));
            print(bodies, 0, frame, out);
            return Flow.NEXT;
        }

        private static void print(List<Stmt.Body> bodies, int index, Frame frame, Output out) {
            Frame inner = frame.inner();
            inner.set("super", (Callable) call -> parent(bodies, index + 1, frame));
            bodies.get(index).run(inner, out);
        }

        private static Object parent(List<Stmt.Body> bodies, int index, Frame frame) {
            if (index >= bodies.size()) {
                throw Fault.of("there is no block above this one");
            }
            Output out = new Output();
            print(bodies, index, frame, out);
            return out.asText();
        }

        @Override
        public void names(Names found) {
            found.inner(
                    () -> {
                        found.set("super");
                        body.names(found);
                    });
        }
    }

    /** {@code {% extends 'name' %}}. */
    record Extends(Expr name) implements Stmt {
        /**
         * Notes the template that is extended; it is printed in the end, with the blocks of this
         * one in the place of its own.
         */
        @Override
        public Flow run(Frame frame, Output out) {
            frame.extend(find(name, frame, false));
            return Flow.EXTENDED;
        }

        @Override
        public void names(Names found) {
            name.names(found);
        }
    }

    /** {@code {% include 'name' %}}. */
    record Include(Expr name, boolean orNothing, boolean context) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            Template other = find(name, frame, orNothing);
            if (other != null) {
                other.included(context ? frame.inner() : new Frame(frame.run(), null), out);
            }
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            name.names(found);
        }
    }

    /** {@code {% import 'name' as m %}} and {@code {% from 'name' import a as b %}}. */
    record Import(Expr name, String as, Map<String, String> parts, boolean context)
            implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            Frame inner = context ? frame.inner() : new Frame(frame.run(), null);
            find(name, frame, false).included(inner, new Output());
            Map<String, Object> made = new LinkedHashMap<>(inner.own());
            if (!as.isEmpty()) {
                frame.set(as, new Space(made));
            }
            parts.forEach((part, under) -> frame.set(under, part(made, part)));
            return Flow.NEXT;
        }

        private Object part(Map<String, Object> made, String part) {
            return made.containsKey(part)
                    ? made.get(part)
                    : new Undefined(
                            part,
                            "the imported template does not have it",
                            java.util.Optional.of(name.at().span()),
                            made.keySet());
        }

        @Override
        public void names(Names found) {
            name.names(found);
            if (!as.isEmpty()) {
                found.set(as);
            }
            parts.values().forEach(found::set);
        }
    }

    /** {@code self}: each block of the template as a function. */
    static Object self(Frame frame) {
        Map<String, Object> blocks = new LinkedHashMap<>();
        frame.run()
                .blocks()
                .forEach(
                        (name, bodies) ->
                                blocks.put(
                                        name, (Callable) call -> Block.parent(bodies, 0, frame)));
        return blocks.isEmpty() ? Scope.NOTHING : new Space(blocks);
    }

    /**
     * The template of that name, or the first there is of a list of names; or null if there may be
     * none.
     */
    private static Template find(Expr name, Frame frame, boolean orNothing) {
        List<String> wanted = new ArrayList<>();
        try {
            Object value = Python.defined(name.in(frame));
            if (value instanceof List<?> list) {
                list.forEach(each -> wanted.add(Python.str(each)));
            } else {
                wanted.add(Python.str(value));
            }
            for (String each : wanted) {
                Template found = frame.scope().template(each);
                if (found != null) {
                    return found;
                }
            }
            if (orNothing) {
                return null;
            }
            throw Fault.of("there is no template `" + String.join("`, `", wanted) + "`");
        } catch (Fault fault) {
            throw name.at().fail(fault, frame.scope());
        }
    }
}
