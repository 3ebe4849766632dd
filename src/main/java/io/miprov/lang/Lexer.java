package io.miprov.lang;

import io.miprov.lang.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into text, tags and what is in them. */
final class Lexer {
    private final Text text;
    private final String source;
    private final Syntax syntax;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean stripNext;
    private boolean trimNext;

    Lexer(Text text, Syntax syntax) {
        this.text = text;
        this.source = LineEnd.dropped(text.text());
        this.syntax = syntax;
    }

    /** A text with tags in it. */
    List<Token> template() {
        at = syntax.start();
        while (at < source.length()) {
            int open = nextOpen();
            data(open);
            at = open;
            if (at < source.length()) {
                tag();
            }
        }
        tokens.add(new Token(Kind.END, "", null, source.length(), source.length()));
        return tokens;
    }

    /** A bare expression. */
    List<Token> expression() {
        new Words(text, source, false, tokens).until(0, "");
        tokens.add(new Token(Kind.END, "", null, source.length(), source.length()));
        return tokens;
    }

    private int nextOpen() {
        int open = source.length();
        for (String mark :
                List.of(syntax.variableStart(), syntax.blockStart(), syntax.commentStart())) {
            int found = source.indexOf(mark, at);
            open = found < 0 ? open : Math.min(open, found);
        }
        return open;
    }

    private void data(int end) {
        int from = at;
        int to = end;
        if (stripNext) {
            while (from < to && Python.isSpace(source.charAt(from))) {
                from++;
            }
        } else if (trimNext) {
            from += source.startsWith("\r\n", from) ? 2 : source.startsWith("\n", from) ? 1 : 0;
        }
        stripNext = false;
        trimNext = false;
        if (to < source.length()) {
            to = beforeTag(from, to);
        }
        if (from < to) {
            tokens.add(new Token(Kind.DATA, lines(source.substring(from, to)), null, from, to));
        }
    }

    /** Where text ends that stands before the tag at this offset. */
    private int beforeTag(int from, int open) {
        int to = open;
        boolean variable = opens(syntax.variableStart(), open) && !blockAt(open);
        char sign = after(open + mark(open).length());
        if (sign == '-') {
            while (to > from && Python.isSpace(source.charAt(to - 1))) {
                to--;
            }
        } else if (syntax.lstripBlocks() && !variable && sign != '+') {
            int start = to;
            while (start > from && " \t\u000b\f".indexOf(source.charAt(start - 1)) >= 0) {
                start--;
            }
            boolean line = start == syntax.start() || source.charAt(start - 1) == '\n';
            to = line ? start : to;
        }
        return to;
    }

    private boolean blockAt(int open) {
        return !mark(open).equals(syntax.variableStart());
    }

    private boolean opens(String mark, int open) {
        return source.startsWith(mark, open);
    }

    /** The mark that begins here; where two would fit, the longer. */
    private String mark(int open) {
        String best = "";
        for (String mark :
                List.of(syntax.blockStart(), syntax.variableStart(), syntax.commentStart())) {
            best = opens(mark, open) && mark.length() > best.length() ? mark : best;
        }
        return best;
    }

    private char after(int index) {
        return index < source.length() ? source.charAt(index) : ' ';
    }

    private String lines(String data) {
        boolean asItIs = data.indexOf('\r') < 0 && syntax.newline().equals("\n");
        return asItIs
                ? data
                : data.replace("\r\n", "\n").replace('\r', '\n').replace("\n", syntax.newline());
    }

    private void tag() {
        String mark = mark(at);
        if (mark.equals(syntax.commentStart())) {
            comment();
        } else if (mark.equals(syntax.variableStart())) {
            inside(Kind.OUTPUT, mark, syntax.variableEnd());
        } else if (!raw()) {
            inside(Kind.BLOCK, mark, syntax.blockEnd());
        }
    }

    private void comment() {
        int end = source.indexOf(syntax.commentEnd(), at + syntax.commentStart().length());
        if (end < 0) {
            throw fault(
                    "this comment does not end",
                    at,
                    syntax.commentStart().length(),
                    syntax.commentEnd());
        }
        stripNext = source.charAt(end - 1) == '-';
        trimNext = syntax.trimBlocks() && source.charAt(end - 1) != '+';
        at = end + syntax.commentEnd().length();
    }

    private void inside(Kind kind, String mark, String end) {
        int open = at;
        tokens.add(new Token(kind, mark, null, at, at + mark.length()));
        at += mark.length();
        at += after(at) == '-' || after(at) == '+' && kind == Kind.BLOCK ? 1 : 0;
        boolean literal = syntax.literalBackslashes() && kind == Kind.OUTPUT;
        at = new Words(text, source, literal, tokens).until(at, end);
        if (at >= source.length()) {
            throw fault("this tag does not end", open, mark.length(), end);
        }
        char sign = source.charAt(at);
        int close = at + (source.startsWith(end, at) ? 0 : 1);
        stripNext = close > at && sign == '-';
        trimNext = kind == Kind.BLOCK && syntax.trimBlocks() && (close == at || sign != '+');
        tokens.add(new Token(Kind.CLOSE, end, null, at, close + end.length()));
        at = close + end.length();
    }

    /** {@code {% raw %}}: what is in it is text. */
    private boolean raw() {
        int begin = word(at + syntax.blockStart().length(), "raw");
        if (begin < 0) {
            return false;
        }
        boolean strip = source.charAt(begin - 1 - syntax.blockEnd().length()) == '-';
        int end = begin;
        for (int open = source.indexOf(syntax.blockStart(), begin); open >= 0; ) {
            end = word(open + syntax.blockStart().length(), "endraw");
            if (end >= 0) {
                rawText(begin, open, strip, after(open + syntax.blockStart().length()) == '-');
                stripNext = source.charAt(end - 1 - syntax.blockEnd().length()) == '-';
                trimNext = syntax.trimBlocks();
                at = end;
                return true;
            }
            open = source.indexOf(syntax.blockStart(), open + 1);
        }
        throw fault("this `raw` does not end", at, begin - at, "{% endraw %}");
    }

    private void rawText(int begin, int end, boolean stripStart, boolean stripEnd) {
        String inner = source.substring(begin, end);
        inner = stripStart ? inner.stripLeading() : inner;
        inner =
                !stripStart && syntax.trimBlocks() && inner.startsWith("\n")
                        ? inner.substring(1)
                        : inner;
        inner = stripEnd ? inner.stripTrailing() : inner;
        if (!inner.isEmpty()) {
            tokens.add(new Token(Kind.DATA, lines(inner), null, begin, end));
        }
    }

    /** Behind the tag that consists of this word alone, or -1. */
    private int word(int from, String word) {
        int i = from + (after(from) == '-' || after(from) == '+' ? 1 : 0);
        while (Python.isSpace(after(i)) && i < source.length()) {
            i++;
        }
        if (!source.startsWith(word, i)) {
            return -1;
        }
        i += word.length();
        while (Python.isSpace(after(i)) && i < source.length()) {
            i++;
        }
        i += after(i) == '-' || after(i) == '+' ? 1 : 0;
        return source.startsWith(syntax.blockEnd(), i) ? i + syntax.blockEnd().length() : -1;
    }

    private TemplateError fault(String message, int from, int length, String end) {
        return new TemplateError(
                io.miprov.diag.Diagnostic.error(message, text.span(from, from + length))
                        .help("end it with `" + end + "`"),
                false);
    }
}
