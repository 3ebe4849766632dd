package io.miprov.lang;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python's regular expressions for modules that take one ({@code lineinfile}, {@code replace}), as
 * <a href="https://docs.python.org/3/library/re.html">re</a> reads them.
 */
public final class PythonRegex {
    private PythonRegex() {}

    /**
     * Compiles a pattern.
     *
     * @param multiline whether {@code ^} and {@code $} mean each line
     * @throws IllegalArgumentException when it is none
     */
    public static Pattern compile(String pattern, boolean multiline) {
        try {
            return Regex.compile(pattern, false, multiline, false);
        } catch (Fault e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + e.label(), e);
        }
    }

    /**
     * What stands for a match: the replacement with {@code \1} and {@code \g<name>} put in.
     *
     * @throws IllegalArgumentException when there is no such group
     */
    public static String expand(String replacement, Matcher match) {
        try {
            return Regex.expand(replacement, match);
        } catch (Fault e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
