package io.miprov.library.nginx;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of NGINX's configuration, read as NGINX reads it (its {@code ngx_conf_file.c}): every
 * directive with its place, so that one of them can be changed and no other byte.
 */
public record ConfText(String text, List<Directive> directives) {

    /** A word, without its quotes, and where it stands in the text. */
    public record Word(String value, int from, int to) {}

    /**
     * A directive.
     *
     * @param words its name and what follows
     * @param end where its semicolon stands, or the brace that opens its block
     * @param block what is in its block; empty when it has none
     */
    public record Directive(List<Word> words, int end, List<Directive> block) {

        public String name() {
            return words.get(0).value();
        }

        /** The word after the name; empty when there is none. */
        public String first() {
            return words.size() > 1 ? words.get(1).value() : "";
        }

        /** Whether one of the words after the first two is this. */
        public boolean says(String word) {
            return words.stream().skip(2).anyMatch(each -> each.value().equals(word));
        }
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException with the line, when NGINX would not take it either
     */
    public static ConfText read(String text) {
        return new ConfText(text, new Reader(text).all());
    }

    private static final class Reader {
        private static final String LUA = "_by_lua_block";
        private static final int DEEPEST = 100;

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Directive> all() {
            List<Directive> all = block(0);
            if (at < text.length()) {
                throw wrong("a } that closes nothing");
            }
            return all;
        }

        /** Directives up to the end of the text, or the } of this block, which is not taken. */
        private List<Directive> block(int depth) {
            if (depth > DEEPEST) {
                throw wrong("more than " + DEEPEST + " blocks in each other");
            }
            List<Directive> found = new ArrayList<>();
            List<Word> words = new ArrayList<>();
            while (true) {
                skipBlanks();
                if (at == text.length() || text.charAt(at) == '}') {
                    if (!words.isEmpty()) {
                        throw wrong("no ; after `" + words.get(words.size() - 1).value() + "`");
                    }
                    return found;
                }
                char next = text.charAt(at);
                if (next != ';' && next != '{') {
                    words.add(word());
                } else if (words.isEmpty()) {
                    throw wrong("a " + next + " with nothing before it");
                } else {
                    found.add(directive(List.copyOf(words), depth));
                    words.clear();
                }
            }
        }

        private Directive directive(List<Word> words, int depth) {
            int end = at++;
            if (text.charAt(end) == ';') {
                return new Directive(words, end, List.of());
            }
            List<Directive> inside = List.of();
            if (words.get(0).value().endsWith(LUA)) {
                at = LuaBlock.end(text, at);
            } else {
                inside = block(depth + 1);
            }
            if (at >= text.length()) {
                at = end;
                throw wrong("no } for the { of `" + words.get(0).value() + "`");
            }
            at++;
            return new Directive(words, end, inside);
        }

        private void skipBlanks() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '#') {
                    int eol = text.indexOf('\n', at);
                    at = eol < 0 ? text.length() : eol;
                } else if (!blank(c)) {
                    return;
                } else {
                    at++;
                }
            }
        }

        private Word word() {
            int from = at;
            char quote = text.charAt(at);
            if (quote == '"' || quote == '\'') {
                at++;
                String value = until(quote);
                at++;
                return new Word(value, from, at);
            }
            return new Word(until('\0'), from, at);
        }

        /** The word up to its quote, or, when the quote is none, up to what ends a bare word. */
        private String until(char quote) {
            int from = at;
            StringBuilder value = new StringBuilder();
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '\\' && at + 1 < text.length()) {
                    at++;
                    value.append(escaped(text.charAt(at)));
                } else if (quote == '\0' ? endsWord(from) : c == quote) {
                    return value.toString();
                } else {
                    value.append(c);
                }
            }
            if (quote != '\0') {
                at = from;
                throw wrong("no " + quote + " at the end of a text");
            }
            return value.toString();
        }

        private boolean endsWord(int from) {
            char c = text.charAt(at);
            // ${name} is part of a word
            return blank(c) || c == ';' || c == '{' && (at == from || text.charAt(at - 1) != '$');
        }

        private static String escaped(char c) {
            return switch (c) {
                case '"', '\'', '\\' -> String.valueOf(c);
                case 't' -> "\t";
                case 'r' -> "\r";
                case 'n' -> "\n";
                default -> "\\" + c;
            };
        }

        private static boolean blank(char c) {
            return c == ' ' || c == '\t' || c == '\r' || c == '\n';
        }

        private IllegalArgumentException wrong(String what) {
            long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
            return new IllegalArgumentException("line " + line + " has " + what);
        }
    }
}
