package io.miprov.diag;

/**
 * A text that somebody wrote, and the name by which people know it: a path, or {@code -e} for the
 * command line.
 *
 * @param sealed whether it came out of a vault, so that nobody is shown its lines
 */
public record Source(String name, String text, boolean sealed) {

    public Source(String name, String text) {
        this(name, text, false);
    }

    /** A text that came out of a vault. */
    public static Source sealed(String name, String text) {
        return new Source(name, text, true);
    }

    /**
     * The line with this number, counted from one, without its end; empty past the last line, and
     * for what nobody may see.
     */
    public String line(int number) {
        if (sealed) {
            return "";
        }
        int from = 0;
        for (int line = 1; line < number; line++) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                return "";
            }
            from = end + 1;
        }
        int end = text.indexOf('\n', from);
        return (end < 0 ? text.substring(from) : text.substring(from, end)).replace("\r", "");
    }

    /** A place of no width at the start of this text, for problems of the whole. */
    public Span start() {
        return new Span(this, 0, 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
