package io.miprov.lang;

/** Values as text, as Python writes them. What is undefined is refused. */
public final class PythonText {
    private PythonText() {}

    /** {@code str(value)}; a secret is its own text. */
    public static String str(Object value) {
        return Python.str(value);
    }

    /** {@code repr(value)}. */
    public static String repr(Object value) {
        return Python.repr(value);
    }

    /**
     * {@code format % value}.
     *
     * @throws IllegalArgumentException when the value does not fit the format
     */
    public static String format(String format, Object value) {
        return PercentFormat.of(format, value);
    }
}
