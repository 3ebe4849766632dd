package io.miprov.lang;

/**
 * What Python calls the class of a value, as {@code value.__class__} gives it.
 *
 * @param name as {@code type_debug} tells it
 */
record Type(String name) {
    /** The class of a value. */
    static Type of(Object value) {
        return new Type(ValueFilters.type(value));
    }

    /** A part by its name, or NOTHING. */
    Object get(String part) {
        return part.equals("__name__") ? name : Scope.NOTHING;
    }

    @Override
    public String toString() {
        return "<class '" + name + "'>";
    }
}
