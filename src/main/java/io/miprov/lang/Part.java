package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Taking a part of a value: {@code a.b}, {@code a['b']}, {@code a[1:2]}. */
final class Part {
    private Part() {}

    /** {@code a.b}. */
    record Attr(At at, Expr of, String name) implements Expr {
        @Override
        public Object in(Frame frame) {
            Object value = of.in(frame);
            try {
                return from(value);
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            } catch (TemplateError e) {
                throw e.usedAt(at);
            }
        }

        /** The part of a value that was evaluated already. */
        Object from(Object value) {
            Object part = take(value, name);
            if (part != Scope.NOTHING) {
                return part;
            }
            Callable method = Methods.find(value, name);
            return method == null ? missing(value, name, of, at) : method;
        }

        @Override
        public void names(Names found) {
            of.names(found);
        }
    }

    /** {@code a['b']} or {@code a[0]}. */
    record Item(At at, Expr of, Expr key) implements Expr {
        @Override
        public Object in(Frame frame) {
            Object value = of.in(frame);
            Object index = key.in(frame);
            try {
                Object by = Python.plain(Python.defined(index));
                Object part = take(value, by);
                return part == Scope.NOTHING ? missing(value, by, of, at) : part;
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            } catch (TemplateError e) {
                throw e.usedAt(at);
            }
        }

        @Override
        public void names(Names found) {
            of.names(found);
            key.names(found);
        }
    }

    /** {@code a[from:to:step]}, each part of which may be left out and is then null. */
    record Slice(At at, Expr of, Expr from, Expr to, Expr step) implements Expr {
        @Override
        public Object in(Frame frame) {
            try {
                return cut(frame);
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            }
        }

        private Object cut(Frame frame) {
            Object value = Python.defined(of.in(frame));
            Object text = Python.plain(value);
            if (!(value instanceof List) && !(text instanceof String)) {
                throw Fault.of("only lists and texts have slices", "this is " + Python.kind(value));
            }
            List<Object> items = Python.items(value);
            List<Object> cut =
                    Part.cut(items, bound(frame, from), bound(frame, to), bound(frame, step));
            if (value instanceof List) {
                return value instanceof Tuple ? Tuple.of(cut) : cut;
            }
            StringBuilder joined = new StringBuilder();
            cut.forEach(joined::append);
            return value == text ? joined.toString() : Secrets.of(joined.toString());
        }

        private Integer bound(Frame frame, Expr part) {
            Object value = part == null ? null : Python.defined(part.in(frame));
            if (value != null && !Numbers.whole(value)) {
                throw Fault.of("a slice needs whole numbers", "this has " + Python.kind(value));
            }
            return value == null ? null : Numbers.big(value).intValue();
        }

        @Override
        public void names(Names found) {
            of.names(found);
            for (Expr part : new Expr[] {from, to, step}) {
                if (part != null) {
                    part.names(found);
                }
            }
        }
    }

    /** As Python cuts: ends that are left out are null, negative ones count from the end. */
    static List<Object> cut(List<Object> items, Integer from, Integer to, Integer step) {
        int by = step == null ? 1 : step;
        if (by == 0) {
            throw Fault.of("the step of a slice can not be 0");
        }
        int size = items.size();
        int start = from == null ? (by > 0 ? 0 : size - 1) : clamp(from, size, by);
        int end = to == null ? (by > 0 ? size : -1) : clamp(to, size, by);
        List<Object> cut = new ArrayList<>();
        for (int i = start; by > 0 ? i < end : i > end; i += by) {
            cut.add(items.get(i));
        }
        return cut;
    }

    private static int clamp(int index, int size, int by) {
        int at = index < 0 ? index + size : index;
        return by > 0 ? Math.max(0, Math.min(at, size)) : Math.max(-1, Math.min(at, size - 1));
    }

    /** A part of a mapping by its key, of a list or a text by number; or NOTHING. */
    static Object take(Object value, Object by) {
        Object part = own(value, by);
        return part == Scope.NOTHING && "__class__".equals(by) && !(value instanceof Undefined)
                ? Type.of(value)
                : part;
    }

    private static Object own(Object value, Object by) {
        if (value instanceof Map<?, ?> map) {
            Object key = Python.key(by);
            Object part = map.get(key);
            return part != null || map.containsKey(key) ? part : Scope.NOTHING;
        }
        if (value instanceof Tuple tuple
                && by instanceof String name
                && tuple.get(name) != Scope.NOTHING) {
            return tuple.get(name);
        }
        if (by instanceof String name && !(value instanceof String) && !(value instanceof List)) {
            return named(value, name);
        }
        Object index =
                by instanceof String text && text.matches("\\d{1,9}") ? Long.valueOf(text) : by;
        if (Numbers.whole(index)
                && (value instanceof List || Python.plain(value) instanceof String)) {
            List<Object> items = Python.items(value);
            int at = Numbers.big(index).intValue();
            at = at < 0 ? at + items.size() : at;
            return at >= 0 && at < items.size() ? items.get(at) : Scope.NOTHING;
        }
        return Scope.NOTHING;
    }

    private static Object named(Object value, String name) {
        if (value instanceof Type type) {
            return type.get(name);
        } else if (value instanceof Space space) {
            return space.get(name);
        } else if (value instanceof Loops.Loop loop) {
            return loop.get(name);
        } else if (value instanceof Moment moment) {
            return moment.get(name);
        } else if (value instanceof Moment.Span span) {
            return span.get(name);
        } else if (value instanceof Functions.Cycler cycler && name.equals("current")) {
            return cycler.current();
        }
        return Scope.NOTHING;
    }

    private static Object missing(Object value, Object by, Expr of, At at) {
        if (value instanceof Undefined undefined) {
            return undefined.blank()
                    ? Python.defined(
                            new Undefined(
                                    "." + by, "it is part of nothing", Optional.of(at.span())))
                    : undefined;
        }
        String whole = of.at().text().text().substring(of.at().from(), of.at().to());
        return new Undefined(
                by instanceof String ? whole + "." + by : whole + "[" + Python.str(by) + "]",
                "`" + whole + "` is " + Python.kind(value) + " without it",
                Optional.of(at.span()),
                value instanceof Map<?, ?> map ? textKeys(map) : Set.of(),
                Undefined.noPart(value, by));
    }

    private static Set<String> textKeys(Map<?, ?> map) {
        Set<String> keys = new java.util.TreeSet<>();
        for (Object key : map.keySet()) {
            if (keys.size() < 200 && key instanceof String text) {
                keys.add(text);
            }
        }
        return keys;
    }
}
