package io.miprov.lang;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/** The functions that Jinja2 itself has. The others are the scope's. */
final class Functions {
    static final List<String> KNOWN =
            List.of(
                    "range",
                    "dict",
                    "namespace",
                    "cycler",
                    "joiner",
                    "lookup",
                    "query",
                    "q",
                    "now",
                    "undef");

    private Functions() {}

    /** The function of that name, or NOTHING. To add one, add its line here. */
    static Object find(String name) {
        return switch (name) {
            case "range" -> (Callable) Functions::range;
            case "dict" -> (Callable) Functions::dict;
            case "namespace" -> (Callable) call -> new Space(dict(call));
            case "cycler" -> (Callable) call -> new Cycler(call.rest(0));
            case "joiner" -> (Callable) call -> new Joiner(call.text(0, "sep", ", "));
            case "undef" -> (Callable) Functions::undef;
            case "now" -> (Callable) TimeFilters::now;
            default -> Scope.NOTHING;
        };
    }

    private static Object range(Call call) {
        List<Object> bounds = call.rest(0);
        if (bounds.isEmpty() || bounds.size() > 3) {
            throw Fault.of("`range` takes an end, or a start and an end, or these and a step");
        }
        long first = bounds.size() == 1 ? 0 : call.whole("start", bounds.get(0));
        long end = call.whole("stop", bounds.get(bounds.size() == 1 ? 0 : 1));
        long step = bounds.size() < 3 ? 1 : call.whole("step", bounds.get(2));
        if (step == 0) {
            throw Fault.of("the step of `range` can not be 0");
        }
        long count = Math.max(0, (end - first + step - Long.signum(step)) / step);
        if (count > 1_000_000) {
            throw Fault.of("this range is too long", "it has " + count + " numbers");
        }
        return new Range(first, step, (int) count);
    }

    private static Map<Object, Object> dict(Call call, Map<Object, Object> made) {
        for (Object given : call.rest(0)) {
            if (Python.defined(given) instanceof Map<?, ?> map) {
                map.forEach(made::put);
            } else {
                for (Object pair : Python.items(given)) {
                    List<Object> two = Python.items(pair);
                    if (two.size() != 2) {
                        throw Fault.of("`dict` needs pairs", "one has " + two.size() + " parts");
                    }
                    made.put(Python.key(two.get(0)), two.get(1));
                }
            }
        }
        made.putAll(call.named());
        return made;
    }

    @SuppressWarnings("unchecked")
    private static <K> Map<K, Object> dict(Call call) {
        return (Map<K, Object>) dict(call, new LinkedHashMap<>());
    }

    private static Object undef(Call call) {
        return new Undefined(
                call.text(0, "hint", "undef()"),
                "it is left undefined on purpose",
                java.util.Optional.empty());
    }

    /** The numbers of {@code range}, none of which is kept. */
    static final class Range extends AbstractList<Object> implements RandomAccess {
        private final long first;
        private final long step;
        private final int count;

        Range(long first, long step, int count) {
            this.first = first;
            this.step = step;
            this.count = count;
        }

        @Override
        public Object get(int index) {
            return first + step * index;
        }

        @Override
        public int size() {
            return count;
        }
    }

    /** {@code cycler('odd', 'even')}: has a next one for ever. */
    static final class Cycler {
        private final List<Object> items;
        private int at;

        Cycler(List<Object> items) {
            this.items = List.copyOf(items);
        }

        Object current() {
            return items.get(at);
        }

        Object next() {
            Object item = current();
            at = (at + 1) % items.size();
            return item;
        }

        Object reset() {
            at = 0;
            return null;
        }
    }

    /** {@code joiner()}: nothing the first time, then the separator. */
    static final class Joiner implements Callable {
        private final String separator;
        private boolean used;

        Joiner(String separator) {
            this.separator = separator;
        }

        @Override
        public Object call(Call call) {
            String now = used ? separator : "";
            used = true;
            return now;
        }
    }
}
