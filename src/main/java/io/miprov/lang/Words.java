package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.lang.Token.Kind;
import java.math.BigInteger;
import java.util.List;

/** Cuts what stands in a tag into words, numbers, quoted text and operators. */
final class Words {
    private static final List<String> DOUBLE = List.of("//", "**", "==", "!=", ">=", "<=");
    private static final String SINGLE = "+-/*%~[](){}><=.:|,;";

    private final Text text;
    private final String source;
    private final boolean literal;
    private final List<Token> tokens;
    private int at;
    private int depth;

    /**
     * @param literal whether backslashes between quotes stand for themselves
     */
    Words(Text text, String source, boolean literal, List<Token> tokens) {
        this.text = text;
        this.source = source;
        this.literal = literal;
        this.tokens = tokens;
    }

    /** Up to the mark, which counts only outside of brackets and quotes; without one to the end. */
    int until(int from, String mark) {
        at = from;
        while (at < source.length()) {
            if (Python.isSpace(source.charAt(at))) {
                at++;
            } else if (depth <= 0 && closes(mark)) {
                return at;
            } else {
                word();
            }
        }
        return at;
    }

    private boolean closes(String mark) {
        if (mark.isEmpty()) {
            return false;
        }
        char c = source.charAt(at);
        return source.startsWith(mark, at)
                || (c == '-' || c == '+' && mark.startsWith("%"))
                        && source.startsWith(mark, at + 1);
    }

    private void word() {
        char c = source.charAt(at);
        if (Character.isLetter(c) || c == '_' || Character.isHighSurrogate(c)) {
            name();
        } else if (c >= '0' && c <= '9') {
            number();
        } else if (c == '\'' || c == '"') {
            quoted(c);
        } else {
            operator(c);
        }
    }

    private void add(Kind kind, int from, Object value) {
        tokens.add(new Token(kind, source.substring(from, at), value, from, at));
    }

    private void name() {
        int from = at;
        while (at < source.length()
                && (Character.isLetterOrDigit(source.charAt(at))
                        || source.charAt(at) == '_'
                        || Character.isSurrogate(source.charAt(at)))) {
            at++;
        }
        add(Kind.NAME, from, null);
    }

    private void operator(char c) {
        int from = at;
        if (at + 2 <= source.length() && DOUBLE.contains(source.substring(at, at + 2))) {
            at += 2;
        } else if (SINGLE.indexOf(c) >= 0) {
            at++;
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        } else {
            throw fault("`" + c + "` means nothing here", at, at + 1, "");
        }
        add(Kind.OPERATOR, from, null);
    }

    private void number() {
        int from = at;
        int radix = radix();
        at += radix == 10 ? 0 : 2;
        boolean part = from > 0 && source.charAt(from - 1) == '.';
        digits(radix);
        boolean real = radix == 10 && !part && fraction();
        String digits = source.substring(radix == 10 ? from : from + 2, at).replace("_", "");
        if (real) {
            add(Kind.NUMBER, from, Double.valueOf(digits));
            return;
        }
        if (digits.isEmpty()
                || radix == 10 && digits.startsWith("0") && !digits.matches("0+") && !part) {
            throw fault(
                    "this is no number",
                    from,
                    at,
                    "a whole number does not begin with 0; put a mode in quotes");
        }
        add(Kind.NUMBER, from, Numbers.of(new BigInteger(digits, radix)));
    }

    private int radix() {
        if (source.charAt(at) != '0' || at + 1 >= source.length()) {
            return 10;
        }
        return switch (source.charAt(at + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private void digits(int radix) {
        while (at < source.length()
                && (Character.digit(source.charAt(at), radix) >= 0 || source.charAt(at) == '_')) {
            at++;
        }
    }

    private boolean fraction() {
        int before = at;
        if (at + 1 < source.length()
                && source.charAt(at) == '.'
                && Character.isDigit(source.charAt(at + 1))) {
            at++;
            digits(10);
        }
        int mark = at;
        if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
            at++;
            at += at < source.length() && "+-".indexOf(source.charAt(at)) >= 0 ? 1 : 0;
            boolean power = at < source.length() && Character.isDigit(source.charAt(at));
            if (power) {
                digits(10);
            } else {
                at = mark;
            }
        }
        return at > before;
    }

    private void quoted(char quote) {
        int from = at++;
        StringBuilder value = new StringBuilder();
        while (at < source.length() && source.charAt(at) != quote) {
            char c = source.charAt(at++);
            if (c != '\\' || at >= source.length()) {
                value.append(c);
            } else if (literal) {
                value.append(source.charAt(at) == quote ? "" : "\\").append(source.charAt(at++));
            } else {
                at = Escapes.append(source, at, value);
            }
        }
        if (at >= source.length()) {
            throw fault("this text does not end", from, from + 1, "close it with " + quote);
        }
        at++;
        add(Kind.STRING, from, value.toString());
    }

    private TemplateError fault(String message, int from, int to, String help) {
        Diagnostic told = Diagnostic.error(message, text.span(from, to));
        return new TemplateError(help.isEmpty() ? told : told.help(help), false);
    }
}
