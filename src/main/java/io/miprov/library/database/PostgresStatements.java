package io.miprov.library.database;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the statements of a text of SQL, as psql would, so that none is sent twice. */
final class PostgresStatements {
    private static final Pattern DOLLAR = Pattern.compile("\\$(?:[A-Za-z_][A-Za-z_0-9]*)?\\$");

    private final String text;
    private int at;
    private boolean some;

    private PostgresStatements(String text) {
        this.text = text;
    }

    /** The statements without the semicolons that end them; what is only comments is none. */
    static List<String> of(String text) {
        return new PostgresStatements(text).split();
    }

    private List<String> split() {
        List<String> all = new ArrayList<>();
        int from = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ';') {
                add(all, from, at);
                from = ++at;
            } else {
                step();
            }
        }
        add(all, from, at);
        return all;
    }

    private void add(List<String> all, int from, int to) {
        if (some) {
            all.add(text.substring(from, to).strip());
        }
        some = false;
    }

    /** Goes past a character, a quoted text or a comment. */
    private void step() {
        char c = text.charAt(at);
        if (text.startsWith("--", at)) {
            at = after("\n", at);
        } else if (text.startsWith("/*", at)) {
            comment();
        } else {
            some |= !Character.isWhitespace(c);
            boolean quote = c == '\'' || c == '"';
            if (quote) {
                quoted(c);
            } else if (c == '$' && !inWord()) {
                dollar();
            } else {
                at++;
            }
        }
    }

    private boolean inWord() {
        return at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    }

    private void dollar() {
        Matcher tag = DOLLAR.matcher(text).region(at, text.length());
        at = tag.lookingAt() ? after(tag.group(), tag.end()) : at + 1;
    }

    private void quoted(char quote) {
        boolean escapes = quote == '\'' && at > 0 && "eE".indexOf(text.charAt(at - 1)) >= 0;
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            if (escapes && text.charAt(at) == '\\') {
                at++;
            }
        }
        at = Math.min(at + 1, text.length());
    }

    private void comment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        at = Math.min(at, text.length());
    }

    private int after(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }
}
