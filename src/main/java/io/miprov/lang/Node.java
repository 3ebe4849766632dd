package io.miprov.lang;

import io.miprov.diag.Span;
import java.util.List;
import java.util.Optional;

/** A piece of YAML as it was written, with its place. */
public sealed interface Node {
    Span span();

    /** A scalar: its text as YAML reads it, whether it was written without quotes, its tag. */
    record Scalar(Span span, String text, boolean plain, String tag) implements Node, Text {

        /**
         * Exact where the text stands in the source as it is; else the scalar's first line or all
         * of it.
         */
        @Override
        public Span span(int from, int to) {
            String written = span.source().text();
            int quote =
                    !plain
                                    && span.start() < written.length()
                                    && "\"'".indexOf(written.charAt(span.start())) >= 0
                            ? 1
                            : 0;
            int start = span.start() + quote;
            if (written.startsWith(text, start)) {
                return new Span(span.source(), start + from, start + to);
            }
            String part =
                    text.substring(Math.min(from, text.length()), Math.min(to, text.length()))
                            .strip();
            int line = part.indexOf('\n');
            String first = line < 0 ? part : part.substring(0, line);
            int found = first.isEmpty() ? -1 : written.indexOf(first, span.start());
            for (int i = occurrence(first, from); i > 0 && found >= 0; i--) {
                found = written.indexOf(first, found + 1);
            }
            return found < 0 || found > span.end()
                    ? span
                    : new Span(span.source(), found, found + first.length());
        }

        /** How many times the part stands in the text before this offset. */
        private int occurrence(String part, int from) {
            int count = 0;
            for (int at = part.isEmpty() ? -1 : text.indexOf(part);
                    at >= 0 && at < from;
                    at = text.indexOf(part, at + 1)) {
                count++;
            }
            return count;
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
