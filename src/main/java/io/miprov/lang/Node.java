package io.miprov.lang;

import io.miprov.diag.Span;
import java.util.List;
import java.util.Optional;

/** A piece of YAML as it was written, with its place. */
public sealed interface Node {
    Span span();

    /** A scalar: its text as YAML reads it, whether it was written without quotes, its tag. */
    record Scalar(Span span, String text, boolean plain, String tag) implements Node, Text {

        /** Exact in every style of writing; all of it when the text was made by somebody else. */
        @Override
        public Span span(int from, int to) {
            int[] offsets = Written.offsets(span, text);
            if (offsets.length == 0) {
                return span;
            }
            int start = offsets[Math.min(from, text.length())];
            int last = offsets[Math.max(0, Math.min(to, text.length()) - 1)] + 1;
            return new Span(span.source(), start, from < to ? Math.max(start + 1, last) : start);
        }

        /** The whole scalar as written, with its quotes. */
        @Override
        public Span span() {
            return span;
        }
    }

    /** A list. */
    record Items(Span span, List<Node> nodes) implements Node {}

    /** A mapping, in the order of writing, merge keys already merged; keys are unique. */
    record Mapping(Span span, List<Entry> entries) implements Node {

        public Optional<Node> get(String key) {
            return entries.stream()
                    .filter(e -> e.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, Node value) {}
}
