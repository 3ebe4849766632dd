package io.miprov.lang;

import io.miprov.diag.Span;

/**
 * Follows a YAML scalar as it was written, with its quotes, escapes, folds and indents, to find
 * where each character of its text stands.
 */
final class Written {
    private static final int[] LOST = {};

    private final String source;
    private final int end;
    private final String text;
    private final int[] offsets;
    private int at;

    private Written(String source, int start, int end, String text) {
        this.source = source;
        this.end = end;
        this.text = text;
        this.offsets = new int[text.length() + 1];
        this.at = start;
    }

    /**
     * The place of each character and of the end; nothing when the text is not what stands there.
     */
    static int[] offsets(Span span, String text) {
        String source = span.source().text();
        Written written = new Written(source, span.start(), span.end(), text);
        written.properties();
        return written.follow() ? written.offsets : LOST;
    }

    /** Goes past {@code !tag} and {@code &anchor}. */
    private void properties() {
        while (at < end && (source.charAt(at) == '!' || source.charAt(at) == '&')) {
            while (at < end && !Character.isWhitespace(source.charAt(at))) {
                at++;
            }
            while (at < end && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
        }
    }

    private boolean follow() {
        char first = at < end ? source.charAt(at) : ' ';
        boolean followed =
                switch (first) {
                    case '"', '\'' -> quoted(first);
                    case '|', '>' -> block();
                    default -> flow(' ');
                };
        offsets[text.length()] = Math.min(at, end);
        return followed;
    }

    private boolean quoted(char quote) {
        at++;
        return flow(quote);
    }

    /**
     * Plain or quoted: a line break is a space, several are one less; spaces around them are none.
     */
    private boolean flow(char quote) {
        for (int i = 0; i < text.length(); i++) {
            while (quote == '"' && at + 1 < end && source.charAt(at) == '\\' && isBreak(at + 1)) {
                at++;
                skipBlank();
            }
            if (at >= end) {
                return false;
            }
            offsets[i] = at;
            char c = text.charAt(i);
            if (quote == '"' && source.charAt(at) == '\\') {
                i += escape(i);
            } else if (foldAt()) {
                if (c != ' ' && c != '\n') {
                    return false;
                }
                i += folded(i);
            } else if (source.charAt(at) == c) {
                at += quote == '\'' && c == '\'' ? 2 : 1;
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean isBreak(int index) {
        return source.charAt(index) == '\n' || source.charAt(index) == '\r';
    }

    private boolean foldAt() {
        int i = at;
        while (i < end && (source.charAt(i) == ' ' || source.charAt(i) == '\t')) {
            i++;
        }
        return i < end && isBreak(i);
    }

    private void skipBlank() {
        while (at < end && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    /** Gives the line breaks of a fold their places; tells how many there are after the first. */
    private int folded(int from) {
        int more = 0;
        while (text.charAt(from) == '\n'
                && from + more + 1 < text.length()
                && text.charAt(from + more + 1) == '\n') {
            more++;
            offsets[from + more] = at;
        }
        skipBlank();
        return more;
    }

    /** Goes past an escape; tells how many more characters it stands for. */
    private int escape(int index) {
        int length =
                switch (source.charAt(Math.min(at + 1, end - 1))) {
                    case 'x' -> 4;
                    case 'u' -> 6;
                    case 'U' -> 10;
                    default -> 2;
                };
        boolean two = Character.isHighSurrogate(text.charAt(index)) && length == 10;
        if (two && index + 1 < text.length()) {
            offsets[index + 1] = at;
        }
        at += length;
        return two ? 1 : 0;
    }

    /** {@code |} or {@code >}: begins in the next line, and every line is indented. */
    private boolean block() {
        boolean folding = source.charAt(at) == '>';
        nextLine();
        int indent = indent();
        boolean lineStart = true;
        for (int i = 0; i < text.length(); i++) {
            if (lineStart) {
                skipIndent(indent);
            }
            if (at >= source.length()) {
                return false;
            }
            offsets[i] = at;
            char c = text.charAt(i);
            boolean ended = isBreak(at);
            if (ended && (c == '\n' || folding && c == ' ')) {
                nextLine();
                lineStart = true;
                if (folding && c == ' ' || folding && blankRun(i)) {
                    at = pastBlankLines();
                }
            } else if (ended && folding) {
                nextLine();
                lineStart = true;
                i--;
            } else if (source.charAt(at) == c) {
                at++;
                lineStart = false;
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean blankRun(int index) {
        return index + 1 < text.length() && text.charAt(index + 1) != '\n' && emptyLine();
    }

    private boolean emptyLine() {
        return foldAt() || at < end && isBreak(at);
    }

    private int pastBlankLines() {
        while (at < end && emptyLine()) {
            nextLine();
        }
        return at;
    }

    private void nextLine() {
        int eol = source.indexOf('\n', at);
        at = eol < 0 ? source.length() : eol + 1;
    }

    private void skipIndent(int indent) {
        for (int i = 0; i < indent && at < source.length() && source.charAt(at) == ' '; i++) {
            at++;
        }
    }

    /** How far lines are indented: the first that is not empty, less what its text begins with. */
    private int indent() {
        int line = at;
        while (line < source.length()) {
            int first = line;
            while (first < source.length() && source.charAt(first) == ' ') {
                first++;
            }
            if (first < source.length() && !isBreak(first)) {
                String own = text.stripLeading();
                int start = text.indexOf(own);
                int spaces = start - (text.lastIndexOf('\n', Math.max(0, start - 1)) + 1);
                return first - line - Math.max(0, spaces);
            }
            line =
                    source.indexOf('\n', line) < 0
                            ? source.length()
                            : source.indexOf('\n', line) + 1;
        }
        return 0;
    }
}
