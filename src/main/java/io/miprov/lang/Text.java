package io.miprov.lang;

import io.miprov.diag.Source;
import io.miprov.diag.Span;

/** Characters, and where in a source each of them was written. */
public interface Text {
    String text();

    /** The place of the characters from (inclusive) to (exclusive). */
    Span span(int from, int to);

    /** The place of all of it. */
    default Span span() {
        return span(0, text().length());
    }

    /** A whole source. */
    static Text of(Source source) {
        return new Whole(source);
    }

    /** A text that was made, all of it from one place. */
    static Text at(String text, Span span) {
        return new Made(text, span);
    }

    /** All of a source. */
    record Whole(Source source) implements Text {
        @Override
        public String text() {
            return source.text();
        }

        @Override
        public Span span(int from, int to) {
            return new Span(source, from, to);
        }
    }

    /** A text whose characters have no places of their own. */
    record Made(String text, Span at) implements Text {
        @Override
        public Span span(int from, int to) {
            return at;
        }
    }
}
