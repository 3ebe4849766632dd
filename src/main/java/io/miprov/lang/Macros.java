package io.miprov.lang;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code {% macro %}} and {@code {% call %}}. */
final class Macros {
    private Macros() {}

    /** What a macro takes; a default is null where there is none. */
    record Signature(List<String> names, List<Expr> defaults) {

        void names(Names found) {
            for (int i = 0; i < names.size(); i++) {
                if (defaults.get(i) != null) {
                    defaults.get(i).names(found);
                }
                found.set(names.get(i));
            }
            List.of("varargs", "kwargs", "caller").forEach(found::set);
        }
    }

    /** {@code {% macro m(a, b=1) %}}. */
    record Macro(At at, String name, Signature signature, Stmt.Body body) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            frame.set(name, new Bound(name, signature, body, frame));
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            found.set(name);
            inside(signature, body, found);
        }
    }

    /** {@code {% call(a) m(b) %}…{% endcall %}}. */
    record CallBlock(Invocation.Calling call, Signature signature, Stmt.Body body) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            Map<String, Expr> named = new LinkedHashMap<>(call.arguments().named());
            Bound caller = new Bound("caller", signature, body, frame);
            named.put("caller", new Expr.Literal(call.at(), caller));
            Invocation.Arguments given = call.arguments();
            Invocation.Arguments more =
                    new Invocation.Arguments(given.places(), named, given.star(), given.stars());
            out.write(new Invocation.Calling(call.at(), call.callee(), more).in(frame));
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            call.names(found);
            inside(signature, body, found);
        }
    }

    private static void inside(Signature signature, Stmt.Body body, Names found) {
        found.inner(
                () ->
                        found.maybe(
                                () -> {
                                    signature.names(found);
                                    body.names(found);
                                }));
    }

    /** A macro with the names around it. */
    record Bound(String name, Signature signature, Stmt.Body body, Frame around)
            implements Callable {
        @Override
        public Object call(Call call) {
            Frame inner = around.inner();
            List<String> names = signature.names();
            for (int i = 0; i < names.size(); i++) {
                Object value = call.arg(i, names.get(i), Scope.NOTHING);
                inner.set(names.get(i), value == Scope.NOTHING ? orElse(i, inner) : value);
            }
            inner.set("varargs", Tuple.of(call.rest(names.size())));
            Map<Object, Object> more = new LinkedHashMap<>(call.named());
            names.forEach(more::remove);
            Object caller = more.remove("caller");
            if (caller != null && !names.contains("caller")) {
                inner.set("caller", caller);
            }
            inner.set("kwargs", more);
            return body.text(inner);
        }

        private Object orElse(int index, Frame inner) {
            Expr value = signature.defaults().get(index);
            String missing = signature.names().get(index);
            return value == null
                    ? new Undefined(
                            missing,
                            "`" + name + "` was called without it",
                            java.util.Optional.empty())
                    : value.in(inner);
        }

        @Override
        public String toString() {
            return "<Macro '" + name + "'>";
        }
    }
}
