package io.miprov.lang;

import java.util.List;
import java.util.Map;

/** The methods that Python's texts, lists and mappings have, as far as templates use them. */
final class Methods {
    private Methods() {}

    /** The method of that name that such a value has, or null. */
    static Callable find(Object value, String name) {
        Object of = Python.plain(value);
        if (of instanceof String text) {
            return TextMethods.find(text, name);
        }
        if (of instanceof Map<?, ?> map) {
            return MapMethods.find(map, name);
        }
        if (of instanceof List<?> list) {
            return ListMethods.find(list, name);
        }
        if (of instanceof Moment moment) {
            return moment.method(name);
        }
        if (of instanceof Moment.Span span) {
            return span.method(name);
        }
        if (of instanceof Functions.Cycler cycler) {
            return switch (name) {
                case "next" -> call -> cycler.next();
                case "reset" -> call -> cycler.reset();
                default -> null;
            };
        }
        return null;
    }
}
