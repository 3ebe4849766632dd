package io.miprov.lang;

import io.miprov.diag.Secret;
import io.miprov.diag.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calling functions, filters and tests. */
final class Invocation {
    /** The functions that call a lookup. */
    static final Set<String> LOOKUPS = Set.of("lookup", "query", "q");

    private Invocation() {}

    /** What stands between the parentheses. A star spreads a list, two stars a mapping. */
    record Arguments(
            List<Expr> places, Map<String, Expr> named, List<Expr> star, List<Expr> stars) {
        static final Arguments NONE = new Arguments(List.of(), Map.of(), List.of(), List.of());

        Call of(Frame frame, String name, Object input) {
            List<Object> args = new ArrayList<>(places.size());
            places.forEach(each -> args.add(each.in(frame)));
            star.forEach(each -> args.addAll(Python.items(each.in(frame))));
            if (named.isEmpty() && stars.isEmpty()) {
                return new Call(frame, name, input, args, Map.of());
            }
            Map<String, Object> byName = new LinkedHashMap<>();
            named.forEach((key, each) -> byName.put(key, each.in(frame)));
            for (Expr each : stars) {
                if (Python.defined(each.in(frame)) instanceof Map<?, ?> map) {
                    map.forEach((key, value) -> byName.put(Python.str(key), value));
                }
            }
            return new Call(frame, name, input, args, byName);
        }

        void names(Names found) {
            places.forEach(each -> each.names(found));
            named.values().forEach(each -> each.names(found));
            star.forEach(each -> each.names(found));
            stars.forEach(each -> each.names(found));
        }
    }

    /** {@code f(a)} or {@code a.f(b)}. */
    record Calling(At at, Expr callee, Arguments arguments) implements Expr {

        /** The call, if it can be: a lookup that is named in place must be there. */
        static Calling of(At at, Expr callee, Arguments arguments) {
            if (callee instanceof Expr.Name function
                    && LOOKUPS.contains(function.name())
                    && !arguments.places().isEmpty()
                    && arguments.places().get(0) instanceof Expr.Literal literal
                    && literal.value() instanceof String name
                    && !Plugins.LOOKUPS.contains(Plugins.shortName(name))) {
                throw Plugins.unknown("lookup", name, literal.at(), Plugins.LOOKUPS, Set.of());
            }
            return new Calling(at, callee, arguments);
        }

        @Override
        public Object in(Frame frame) {
            try {
                if (callee instanceof Part.Attr attr) {
                    Object of = attr.of().in(frame);
                    Callable method = Methods.find(of, attr.name());
                    return call(method == null ? attr.from(of) : method, attr.name(), of, frame);
                }
                if (callee instanceof Expr.Name name) {
                    Object value = frame.get(name.name());
                    return value == Scope.NOTHING
                            ? outside(name, frame)
                            : call(value, name.name(), null, frame);
                }
                return call(callee.in(frame), "this", null, frame);
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            }
        }

        private Object call(Object callee, String name, Object of, Frame frame) {
            if (!(Python.defined(callee) instanceof Callable function)) {
                throw Fault.of("`" + name + "` can not be called", "it is " + Python.kind(callee));
            }
            Call call = arguments.of(frame, name, of);
            boolean secret = of instanceof Secret;
            Object result = function.call(call);
            call.finish();
            return secret ? Secrets.of(result) : result;
        }

        private Object outside(Expr.Name name, Frame frame) {
            Call call = arguments.of(frame, name.name(), null);
            List<Object> args = new ArrayList<>();
            call.rest(0).forEach(each -> args.add(frame.run().finished(each)));
            Map<String, Object> named = new LinkedHashMap<>();
            call.named().forEach((key, each) -> named.put(key, option(each, frame)));
            Object result = called(name.name(), args, named, frame);
            if (result == Scope.NOTHING) {
                Fault fault = Fault.of("there is no function `" + name.name() + "`");
                throw Suggestion.closest(name.name(), Functions.KNOWN)
                        .map(near -> fault.help("did you mean `" + near + "`?"))
                        .orElse(fault);
            }
            return frame.run().value(result);
        }

        /** An option may be undefined: whoever takes it decides. */
        private static Object option(Object value, Frame frame) {
            return value instanceof Undefined ? value : frame.run().finished(value);
        }

        private static Object called(
                String name, List<Object> args, Map<String, Object> named, Frame frame) {
            try {
                return frame.scope().call(name, args, named);
            } catch (IllegalArgumentException e) {
                throw e instanceof Fault fault ? fault : Fault.of(e.getMessage());
            }
        }

        @Override
        public void names(Names found) {
            if (!(callee instanceof Expr.Name)) {
                callee.names(found);
            }
            if (callee instanceof Expr.Name name && LOOKUPS.contains(name.name())) {
                arguments.places().forEach(each -> each.names(found));
                found.maybe(() -> arguments.names(found));
            } else {
                arguments.names(found);
            }
        }
    }

    /** {@code a | f(b)}. */
    record Filtered(At at, String name, Filter filter, Expr of, Arguments arguments)
            implements Expr {
        @Override
        public Object in(Frame frame) {
            Object input = of.in(frame);
            try {
                return Filters.use(filter, arguments.of(frame, name, input));
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            }
        }

        @Override
        public void names(Names found) {
            if (Filters.forgives(name)) {
                found.guarded(of);
            } else {
                of.names(found);
            }
            if (name.equals("format")) {
                found.maybe(() -> arguments.names(found)); // %r shows what is undefined, too
            } else {
                arguments.names(found);
            }
        }

        /** Names of what gives no value when something in it is undefined, and takes no offence. */
        void guarded(Names found) {
            of.names(found);
            found.guarded(arguments.places().get(0));
            arguments.places().stream().skip(1).forEach(each -> each.names(found));
        }

        /** Whether it hands an undefined first argument on. */
        boolean passesOn() {
            return Plugins.shortName(name).equals("extract") && !arguments.places().isEmpty();
        }
    }

    /** {@code a is t(b)}. */
    record Tested(At at, String name, Check check, Expr of, Arguments arguments) implements Expr {
        @Override
        public Object in(Frame frame) {
            Object input = of.in(frame);
            try {
                Call call = arguments.of(frame, name, input).revealed();
                boolean holds = check.holds(call);
                call.finish();
                return holds;
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            }
        }

        @Override
        public void names(Names found) {
            if (name.endsWith("defined")) {
                found.guarded(of);
            } else {
                of.names(found);
            }
            arguments.names(found);
        }
    }
}
