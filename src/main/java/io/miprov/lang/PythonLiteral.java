package io.miprov.lang;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a text stands for that Ansible gives to Python's {@code literal_eval}: {@code 5} is a
 * number, {@code True} is true and {@code true} is text. A tuple or a set becomes a list.
 */
public final class PythonLiteral {
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    /** Whether JSON's words for true, false and nothing count, too. */
    private final boolean json;

    private PythonLiteral(String text, boolean json) {
        this.text = text;
        this.json = json;
    }

    /** The text was no literal. */
    private static final class NoLiteral extends Exception {
        NoLiteral() {
            super(null, null, false, false);
        }
    }

    /** The value; the text itself when it is no literal. Python's None is null. */
    public static Object of(String written) {
        return written.isEmpty() || !mayBegin(written.charAt(0))
                ? written
                : read(new PythonLiteral(written, false), written);
    }

    /**
     * The list or mapping that a text looks like, or the truth value that it names; any other text
     * as it is. So Ansible takes what its templates give, up to ansible-core 2.18.
     */
    public static Object data(String written) {
        boolean like =
                written.startsWith("{")
                        || written.startsWith("[")
                        || written.equals("True")
                        || written.equals("False");
        return like ? read(new PythonLiteral(written, true), written) : written;
    }

    private static Object read(PythonLiteral literal, String written) {
        try {
            Object value = literal.expression();
            literal.end();
            return value;
        } catch (NoLiteral e) {
            return written;
        }
    }

    private static boolean mayBegin(char c) {
        return (c >= '0' && c <= '9') || "+-.'\"[({TFNrRuU".indexOf(c) >= 0;
    }

    private void end() throws NoLiteral {
        blank(true);
        if (at < text.length() && text.charAt(at) != '#') {
            throw new NoLiteral();
        }
    }

    /** A value, or several with commas between them, which are a tuple. */
    private Object expression() throws NoLiteral {
        Object first = value();
        blank(false);
        if (!next(',')) {
            return first;
        }
        List<Object> tuple = new ArrayList<>();
        tuple.add(first);
        blank(false);
        while (at < text.length() && text.charAt(at) != '#') {
            tuple.add(value());
            blank(false);
            if (!next(',')) {
                break;
            }
            blank(false);
        }
        return tuple;
    }

    private Object value() throws NoLiteral {
        if (at >= text.length() || depth > DEEPEST) {
            throw new NoLiteral();
        }
        char c = text.charAt(at);
        if (c == '[') {
            at++;
            return items(']', new ArrayList<>());
        }
        if (c == '(') {
            at++;
            return parenthesis();
        }
        if (c == '{') {
            at++;
            return braces();
        }
        if (c == '+' || c == '-') {
            at++;
            blank(depth > 0);
            return c == '-' ? negative(number()) : number();
        }
        if ((c >= '0' && c <= '9') || c == '.') {
            return number();
        }
        return stringStarts() ? strings() : word();
    }

    private Object word() throws NoLiteral {
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> null;
            case "true", "false", "null" -> ofJson(word);
            default -> throw new NoLiteral();
        };
    }

    private Object ofJson(String word) throws NoLiteral {
        if (!json) {
            throw new NoLiteral();
        }
        return word.equals("null") ? null : (Object) word.equals("true");
    }

    private List<Object> items(char close, List<Object> items) throws NoLiteral {
        depth++;
        blank(true);
        while (!next(close)) {
            items.add(value());
            blank(true);
            if (!next(',')) {
                expect(close);
                break;
            }
            blank(true);
        }
        depth--;
        return items;
    }

    private Object parenthesis() throws NoLiteral {
        int from = at;
        List<Object> items = items(')', new ArrayList<>());
        boolean tuple =
                items.size() != 1 || text.substring(from, at - 1).stripTrailing().endsWith(",");
        return tuple ? items : items.get(0);
    }

    private Object braces() throws NoLiteral {
        depth++;
        blank(true);
        if (next('}')) {
            depth--;
            return new LinkedHashMap<>();
        }
        Object first = value();
        blank(true);
        Object all = next(':') ? dictionary(first) : set(first);
        depth--;
        return all;
    }

    private Map<Object, Object> dictionary(Object firstKey) throws NoLiteral {
        Map<Object, Object> map = new LinkedHashMap<>();
        Object key = firstKey;
        while (true) {
            blank(true);
            map.put(hashable(key), value());
            blank(true);
            if (!next(',')) {
                break;
            }
            blank(true);
            if (at < text.length() && text.charAt(at) == '}') {
                break;
            }
            key = value();
            blank(true);
            expect(':');
        }
        expect('}');
        return map;
    }

    private List<Object> set(Object first) throws NoLiteral {
        List<Object> items = new ArrayList<>();
        items.add(first);
        if (next(',')) {
            items('}', items);
        } else {
            expect('}');
        }
        for (Object item : items) {
            hashable(item);
        }
        return new ArrayList<>(new LinkedHashSet<>(items));
    }

    private static Object hashable(Object key) throws NoLiteral {
        if (key instanceof List || key instanceof Map) {
            throw new NoLiteral();
        }
        return key;
    }

    private static Object negative(Object number) {
        if (number instanceof Double real) {
            return -real;
        }
        if (number instanceof BigInteger whole) {
            return small(whole.negate());
        }
        return small(BigInteger.valueOf((Long) number).negate());
    }

    private Object number() throws NoLiteral {
        int from = at;
        while (at < text.length() && partOfNumber(from)) {
            at++;
        }
        String written = text.substring(from, at);
        if (written.startsWith("_") || written.endsWith("_") || written.contains("__")) {
            throw new NoLiteral();
        }
        String digits = written.replace("_", "").toLowerCase(Locale.ROOT);
        try {
            return digits(digits);
        } catch (NumberFormatException e) {
            throw new NoLiteral();
        }
    }

    private boolean partOfNumber(int from) {
        char c = text.charAt(at);
        boolean hex = text.startsWith("0x", from) || text.startsWith("0X", from);
        boolean sign = (c == '+' || c == '-') && at > from && !hex;
        return Character.isLetterOrDigit(c)
                || c == '.'
                || c == '_'
                || (sign && "eE".indexOf(text.charAt(at - 1)) >= 0);
    }

    private static Object digits(String digits) throws NoLiteral {
        if (digits.startsWith("0x")) {
            return small(new BigInteger(unsigned(digits), 16));
        }
        if (digits.startsWith("0o")) {
            return small(new BigInteger(unsigned(digits), 8));
        }
        if (digits.startsWith("0b")) {
            return small(new BigInteger(unsigned(digits), 2));
        }
        if (digits.contains(".") || digits.contains("e")) {
            if (!digits.chars().allMatch(c -> "0123456789.e+-".indexOf(c) >= 0)) {
                throw new NoLiteral();
            }
            return Double.valueOf(digits);
        }
        BigInteger whole = new BigInteger(digits);
        if (digits.startsWith("0") && whole.signum() != 0) {
            throw new NoLiteral();
        }
        return small(whole);
    }

    private static String unsigned(String digits) throws NoLiteral {
        String rest = digits.substring(2);
        if (rest.startsWith("-") || rest.startsWith("+")) {
            throw new NoLiteral();
        }
        return rest;
    }

    private static Object small(BigInteger whole) {
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }

    private boolean stringStarts() {
        int quote = "rRuU".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
        return quote < text.length() && "'\"".indexOf(text.charAt(quote)) >= 0;
    }

    /** Strings that stand side by side are one. */
    private String strings() throws NoLiteral {
        StringBuilder all = new StringBuilder();
        while (at < text.length() && stringStarts()) {
            all.append(string());
            blank(depth > 0);
        }
        return all.toString();
    }

    private String string() throws NoLiteral {
        boolean raw = "rR".indexOf(text.charAt(at)) >= 0;
        at += "rRuU".indexOf(text.charAt(at)) >= 0 ? 1 : 0;
        String quote = text.substring(at, at + 1);
        quote = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        at += quote.length();
        StringBuilder read = new StringBuilder();
        while (!text.startsWith(quote, at)) {
            if (at >= text.length()) {
                throw new NoLiteral();
            }
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                escape(raw, read);
            } else {
                read.append(c);
            }
        }
        at += quote.length();
        return read.toString();
    }

    private void escape(boolean raw, StringBuilder read) throws NoLiteral {
        char c = text.charAt(at++);
        int simple = "nrtabfv\\'\"".indexOf(c);
        if (!raw && c >= '0' && c <= '7') {
            octal(read);
        } else if (raw || (simple < 0 && "xuU".indexOf(c) < 0)) {
            read.append('\\').append(c);
        } else if (simple >= 0) {
            read.append("\n\r\t\u0007\b\f\u000b\\'\"".charAt(simple));
        } else {
            int length = c == 'x' ? 2 : c == 'u' ? 4 : 8;
            try {
                read.appendCodePoint(Integer.parseInt(text.substring(at, at + length), 16));
            } catch (RuntimeException e) {
                throw new NoLiteral();
            }
            at += length;
        }
    }

    /** Up to three digits, of which the first was just read. */
    private void octal(StringBuilder read) {
        int from = at - 1;
        while (at < text.length() && at < from + 3 && "01234567".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        read.append((char) Integer.parseInt(text.substring(from, at), 8));
    }

    /** Passes over blanks; inside brackets over line ends too. */
    private void blank(boolean lines) {
        while (at < text.length()
                && (" \t\f".indexOf(text.charAt(at)) >= 0
                        || (lines && "\r\n".indexOf(text.charAt(at)) >= 0))) {
            at++;
        }
    }

    private boolean next(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws NoLiteral {
        if (!next(c)) {
            throw new NoLiteral();
        }
    }
}
