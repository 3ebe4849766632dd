package io.miprov.standin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads TOML 0.5 far enough to refuse what the real server refuses; keeps what it read as maps and
 * lists.
 */
final class Toml {
    private final String text;
    private final Set<Object> closed = new HashSet<>();
    private int at;

    private Toml(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    static Map<String, Object> parse(String text) {
        return new Toml(text).document();
    }

    private Map<String, Object> document() {
        Map<String, Object> root = new LinkedHashMap<>();
        Map<String, Object> table = root;
        for (skipLines(); at < text.length(); skipLines()) {
            if (text.charAt(at) == '[') {
                table = header(root);
            } else {
                pair(table);
            }
            endOfLine();
        }
        return root;
    }

    private Map<String, Object> header(Map<String, Object> root) {
        boolean array = text.startsWith("[[", at);
        at += array ? 2 : 1;
        List<String> key = key();
        expect(array ? "]]" : "]");
        Map<String, Object> parent = descend(root, key.subList(0, key.size() - 1));
        String last = key.get(key.size() - 1);
        return array ? element(parent, last) : table(parent, last, key);
    }

    private Map<String, Object> table(Map<String, Object> parent, String last, List<String> key) {
        Map<String, Object> table = descend(parent, List.of(last));
        if (!closed.add(String.join("\0", key) + System.identityHashCode(parent))) {
            throw error("[" + String.join(".", key) + "] previously defined");
        }
        return table;
    }

    private Map<String, Object> element(Map<String, Object> parent, String last) {
        Object list = parent.computeIfAbsent(last, name -> new ArrayList<>());
        if (!(list instanceof List)) {
            throw error(last + " is not an array of tables");
        }
        Map<String, Object> table = new LinkedHashMap<>();
        asList(list).add(table);
        return table;
    }

    private Map<String, Object> descend(Map<String, Object> table, List<String> key) {
        Map<String, Object> here = table;
        for (String part : key) {
            Object next = here.computeIfAbsent(part, name -> new LinkedHashMap<>());
            if (next instanceof List && !asList(next).isEmpty()) {
                next = asList(next).get(asList(next).size() - 1);
            }
            if (!(next instanceof Map)) {
                throw error(part + " is not a table");
            }
            here = asMap(next);
        }
        return here;
    }

    private void pair(Map<String, Object> table) {
        List<String> key = key();
        expect("=");
        Map<String, Object> parent = descend(table, key.subList(0, key.size() - 1));
        String last = key.get(key.size() - 1);
        if (parent.containsKey(last)) {
            throw error(String.join(".", key) + " previously defined");
        }
        parent.put(last, value());
    }

    private List<String> key() {
        List<String> parts = new ArrayList<>();
        do {
            skipBlanks();
            char first = peek();
            parts.add(first == '"' || first == '\'' ? string() : bareKey());
            skipBlanks();
        } while (accept("."));
        return parts;
    }

    private String bareKey() {
        int start = at;
        while (at < text.length() && isBare(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw error("a key was expected");
        }
        return text.substring(start, at);
    }

    private Object value() {
        skipBlanks();
        char first = peek();
        if (first == '"' || first == '\'') {
            return string();
        }
        if (first == '[') {
            return array();
        }
        return first == '{' ? inlineTable() : plain();
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        expect("[");
        for (skipLines(); !accept("]"); skipLines()) {
            values.add(value());
            skipLines();
            if (!accept(",") && peek() != ']') {
                throw error("a comma or ] was expected");
            }
        }
        return values;
    }

    private Map<String, Object> inlineTable() {
        Map<String, Object> table = new LinkedHashMap<>();
        expect("{");
        skipBlanks();
        while (!accept("}")) {
            pair(table);
            skipBlanks();
            if (!accept(",") && peek() != '}') {
                throw error("a comma or } was expected");
            }
            skipBlanks();
        }
        return table;
    }

    private Object plain() {
        int start = at;
        while (at < text.length()
                && (isBare(text.charAt(at)) || "+.:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        if (word.matches("[+-]?\\d[\\d_]*")) {
            return Long.valueOf(word.replace("_", ""));
        }
        if (word.matches("[+-]?\\d[\\d_]*(\\.\\d+)?([eE][+-]?\\d+)?")) {
            return Double.valueOf(word.replace("_", ""));
        }
        if (word.matches(
                "\\d{4}-\\d\\d-\\d\\d([T ][\\d:.]+(Z|[+-]\\d\\d:\\d\\d)?)?|0x[\\da-fA-F]+|0o[0-7]+|0b[01]+")) {
            return word;
        }
        at = start;
        throw error("a value was expected, not '" + word + "'");
    }

    private String string() {
        char quote = text.charAt(at);
        String triple = String.valueOf(quote).repeat(3);
        if (text.startsWith(triple, at)) {
            return multiLine(quote, triple);
        }
        int start = ++at;
        while (peek() != quote) {
            if (peek() == '\n') {
                throw error("the string does not end on its line");
            }
            at += quote == '"' && peek() == '\\' ? 2 : 1;
        }
        String raw = text.substring(start, at++);
        return quote == '"' ? unescape(raw) : raw;
    }

    private String multiLine(char quote, String triple) {
        int end = text.indexOf(triple, at + 3);
        if (end < 0) {
            throw error("the string has no end");
        }
        String raw = text.substring(at + 3, end);
        at = end + 3;
        raw = raw.startsWith("\n") ? raw.substring(1) : raw;
        return quote == '"' ? unescape(raw.replaceAll("\\\\\\n\\s*", "")) : raw;
    }

    private String unescape(String raw) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            int known = "btnfr\"\\".indexOf(escape);
            if (known >= 0) {
                out.append("\b\t\n\f\r\"\\".charAt(known));
            } else if (escape == 'u' || escape == 'U') {
                int digits = escape == 'u' ? 4 : 8;
                out.appendCodePoint(Integer.parseInt(raw.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else {
                throw error("\\" + escape + " is no escape");
            }
        }
        return out.toString();
    }

    private void endOfLine() {
        skipBlanks();
        skipComment();
        if (at < text.length() && !accept("\n")) {
            throw error("the line should end before '" + peek() + "'");
        }
    }

    private void skipLines() {
        do {
            skipBlanks();
            skipComment();
        } while (accept("\n"));
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private void skipComment() {
        if (at < text.length() && text.charAt(at) == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }
    }

    private boolean accept(String wanted) {
        boolean there = text.startsWith(wanted, at);
        at += there ? wanted.length() : 0;
        return there;
    }

    private void expect(String wanted) {
        skipBlanks();
        if (!accept(wanted)) {
            throw error("'" + wanted + "' was expected");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw error("the file ends too early");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException error(String what) {
        int end = Math.min(at, text.length());
        int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        int column = end - text.lastIndexOf('\n', end - 1);
        return new IllegalArgumentException(what + " (line " + line + ", column " + column + ")");
    }

    private static boolean isBare(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object value) {
        return (List<Object>) value;
    }
}
