package io.miprov.library.mi.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the tables and keys of a TOML text stand. It trusts that the text is valid; what is not
 * throws {@link IllegalArgumentException} or is found by {@link TomlJudge}.
 */
final class TomlText {
    private final String text;
    private final List<Section> sections = new ArrayList<>();
    private int at;

    private TomlText(String text) {
        this.text = text;
    }

    /**
     * The lines from one header to the next.
     *
     * @param path the names in the header; none for what comes before the first
     * @param array whether the header has two brackets
     * @param start where the header's line starts
     * @param body where the line after the header starts
     * @param pairs its keys, in order
     */
    record Section(List<String> path, boolean array, int start, int body, List<Pair> pairs) {
        Optional<Pair> pair(List<String> key) {
            return pairs.stream().filter(pair -> pair.key().equals(key)).findFirst();
        }
    }

    /**
     * A key and its value.
     *
     * @param key the names before the equals sign
     * @param start where its line starts
     * @param from where the value starts, and {@code to} where it ends
     * @param end where the next line starts
     */
    record Pair(List<String> key, int start, int from, int to, int end) {}

    static TomlText read(String text) {
        TomlText read = new TomlText(text);
        read.sections.add(new Section(List.of(), false, 0, 0, new ArrayList<>()));
        while (read.at < text.length()) {
            read.line();
        }
        return read;
    }

    String text() {
        return text;
    }

    List<Section> sections() {
        return sections;
    }

    /** Where a section ends: the start of the next header, or the end of the text. */
    int end(Section section) {
        int next = sections.indexOf(section) + 1;
        return next < sections.size() ? sections.get(next).start() : text.length();
    }

    String value(Pair pair) {
        return text.substring(pair.from(), pair.to());
    }

    /** The start of the line after the one that this place is in. */
    int nextLine(int from) {
        int eol = text.indexOf('\n', from);
        return eol < 0 ? text.length() : eol + 1;
    }

    private void line() {
        int start = at;
        skipBlanks();
        if (at >= text.length() || "\r\n#".indexOf(text.charAt(at)) >= 0) {
            at = nextLine(at);
        } else if (text.charAt(at) == '[') {
            header(start);
        } else {
            pair(start);
        }
    }

    private void header(int start) {
        boolean array = text.startsWith("[[", at);
        Names names = new Names(text, at + (array ? 2 : 1));
        List<String> path = names.read();
        at = nextLine(names.end());
        sections.add(new Section(path, array, start, at, new ArrayList<>()));
    }

    private void pair(int start) {
        Names names = new Names(text, at);
        List<String> key = names.read();
        at = names.end();
        if (at >= text.length() || text.charAt(at) != '=') {
            throw new IllegalArgumentException("a line has neither key nor header");
        }
        at++;
        skipBlanks();
        int from = at;
        int to = value();
        at = nextLine(to);
        sections.get(sections.size() - 1).pairs().add(new Pair(key, start, from, to, at));
    }

    /** Goes past a value, which may be several lines long, and returns where it ends. */
    private int value() {
        int depth = 0;
        int end = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                string(c);
                end = at;
                continue;
            }
            if (c == '\n' && depth == 0 || c == '#' && depth == 0) {
                break;
            }
            if (c == '#') {
                at = nextLine(at);
                continue;
            }
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            at++;
            end = " \t\r\n".indexOf(c) < 0 ? at : end;
        }
        return end;
    }

    private void string(char quote) {
        String three = String.valueOf(quote).repeat(3);
        String close = text.startsWith(three, at) ? three : String.valueOf(quote);
        at += close.length();
        while (at < text.length() && !text.startsWith(close, at)) {
            at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + close.length());
        // up to two quotes may stand right before the closing three
        while (close.length() == 3 && at < text.length() && text.charAt(at) == quote) {
            at++;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
