package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a host line into words as Python's {@code shlex} does for Ansible: quotes are taken off,
 * {@code #} begins a comment wherever it stands outside of quotes.
 */
final class Words {
    private final Source source;
    private final int end;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int at;
    private int from = -1;

    private Words(Source source, int start, int end) {
        this.source = source;
        this.at = start;
        this.end = end;
    }

    /** A word without its quotes, and where it stands. */
    record Word(String text, Span span) {}

    /** The words of a part of a source; empty when a quote is not closed. */
    static Optional<List<Word>> of(Source source, int start, int end, Problems problems) {
        Words words = new Words(source, start, end);
        int open = words.split();
        if (open >= 0) {
            problems.add(
                    Diagnostic.error("this quote is not closed", new Span(source, open, open + 1))
                            .help("close it on the same line, or escape it with a backslash"));
            return Optional.empty();
        }
        return Optional.of(words.words);
    }

    /** Splits all; the place of a quote that is left open, or -1. */
    private int split() {
        while (at < end && source.text().charAt(at) != '#') {
            char c = source.text().charAt(at);
            if (Character.isWhitespace(c)) {
                finish();
                at++;
            } else if (c == '"' || c == '\'') {
                begin();
                int open = at;
                if (!quoted(c)) {
                    return open;
                }
            } else {
                begin();
                at += c == '\\' && at + 1 < end ? 1 : 0;
                word.append(source.text().charAt(at++));
            }
        }
        finish();
        return -1;
    }

    private void begin() {
        from = from < 0 ? at : from;
    }

    private void finish() {
        if (from >= 0) {
            words.add(new Word(word.toString(), new Span(source, from, at)));
            word.setLength(0);
            from = -1;
        }
    }

    /** Whether the quote that opens here is closed. */
    private boolean quoted(char quote) {
        String text = source.text();
        for (at++; at < end; at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return true;
            }
            boolean escaped =
                    quote == '"'
                            && c == '\\'
                            && at + 1 < end
                            && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
            word.append(escaped ? text.charAt(++at) : c);
        }
        return false;
    }
}
