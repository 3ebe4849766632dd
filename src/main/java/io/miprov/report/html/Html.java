package io.miprov.report.html;

import java.time.Duration;
import java.util.Locale;

/**
 * Text of a page. What comes from outside gets in by {@link #text} and attributes only, which take
 * away all that a browser would take for more than text. Elements are closed as XML wants it.
 */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Opens an element; names and values of attributes follow in turns. */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String element, String text, String... attributes) {
        open(element, attributes).text(text);
        out.append("</").append(element).append('>');
        return this;
    }

    /** An element without a content. */
    Html empty(String element, String... attributes) {
        open(element, attributes);
        out.setLength(out.length() - 1);
        out.append("/>");
        return this;
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** What is ours: style sheet and script. */
    Html raw(String text) {
        out.append(text);
        return this;
    }

    /** A row of column heads; those of numbers begin with {@code #}. */
    Html heads(String... names) {
        open("thead").open("tr");
        for (String name : names) {
            if (name.startsWith("#")) {
                element("th", name.substring(1), "scope", "col", "class", "n");
            } else {
                element("th", name, "scope", "col");
            }
        }
        return close("tr").close("thead");
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                default -> character(text, i, c);
            }
        }
    }

    /** Nothing that XML does not have, nor what turns the direction of writing. */
    private void character(String text, int i, char c) {
        boolean lonely =
                Character.isHighSurrogate(c)
                                && !(i + 1 < text.length()
                                        && Character.isLowSurrogate(text.charAt(i + 1)))
                        || Character.isLowSurrogate(c)
                                && !(i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
        boolean turning = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
        boolean control = Character.isISOControl(c) || c >= '\ufffe';
        if (c == '\r') {
            return;
        }
        out.append(lonely || turning || control ? '\ufffd' : c);
    }

    /** A length of time as people say it. */
    static String length(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        if (time.isZero()) {
            return "0 s";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 60) {
            return Math.round(seconds) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    static String count(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
