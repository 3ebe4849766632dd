package io.miprov.lang;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Python's tuple: a list that prints with parentheses and feeds {@code %} formatting. */
final class Tuple extends AbstractList<Object> implements RandomAccess {
    private final Object[] items;
    private final List<String> names;

    private Tuple(Object[] items, List<String> names) {
        this.items = items;
        this.names = names;
    }

    /** A pair whose parts also have names. */
    static Tuple named(String firstName, Object first, String secondName, Object second) {
        return new Tuple(new Object[] {first, second}, List.of(firstName, secondName));
    }

    /** A part by its name, or NOTHING. */
    Object get(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Scope.NOTHING : items[index];
    }

    static Tuple of(Object... items) {
        return new Tuple(items.clone(), List.of());
    }

    static Tuple of(List<?> items) {
        return new Tuple(items.toArray(), List.of());
    }

    @Override
    public Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}
