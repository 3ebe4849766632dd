package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlNode.Kind;
import io.miprov.library.mi.toml.TomlText.Pair;
import io.miprov.library.mi.toml.TomlText.Section;
import java.util.ArrayList;
import java.util.List;

/** Reads a TOML text; what is no TOML throws {@link IllegalArgumentException}, or is let pass. */
final class TomlReader {
    private final String text;
    private final List<Section> sections = new ArrayList<>();
    private final TomlPaths paths = new TomlPaths();
    private int at;

    private TomlReader(String text) {
        this.text = text;
    }

    static List<Section> sections(String text) {
        TomlReader reader = new TomlReader(text);
        reader.sections.add(new Section(List.of(), List.of(), false, 0, 0, new ArrayList<>()));
        while (reader.at < text.length()) {
            reader.line();
        }
        return reader.sections;
    }

    private void line() {
        int start = at;
        skipBlanks();
        if (at >= text.length() || "\r\n#".indexOf(text.charAt(at)) >= 0) {
            at = nextLine(at);
        } else if (text.charAt(at) == '[') {
            header(start);
        } else {
            Pair pair = pair(start);
            at = nextLine(at);
            sections.get(sections.size() - 1)
                    .pairs()
                    .add(new Pair(pair.key(), start, pair.value(), at));
        }
    }

    private int nextLine(int from) {
        int eol = text.indexOf('\n', from);
        return eol < 0 ? text.length() : eol + 1;
    }

    private void header(int start) {
        boolean array = text.startsWith("[[", at);
        Names names = new Names(text, at + (array ? 2 : 1));
        List<String> name = names.read();
        at = nextLine(names.end());
        sections.add(
                new Section(name, paths.header(name, array), array, start, at, new ArrayList<>()));
    }

    private Pair pair(int start) {
        Names names = new Names(text, at);
        List<String> key = names.read();
        at = names.end();
        if (at >= text.length() || text.charAt(at) != '=') {
            throw new IllegalArgumentException("a line has neither key nor header");
        }
        at++;
        skipBlanks();
        TomlNode value = value();
        return new Pair(key, start, value, value.to());
    }

    private TomlNode value() {
        char first = peek();
        if (first == '[') {
            return array();
        }
        if (first == '{') {
            return table();
        }
        int from = at;
        if (first == '"' || first == '\'') {
            string(first);
            return TomlNode.plain(Kind.STRING, from, at);
        }
        while (at < text.length() && ",]}#\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        while (at > from && " \t".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        if (at == from) {
            throw new IllegalArgumentException("a value is missing");
        }
        return TomlNode.plain(Scalars.kind(text.substring(from, at)), from, at);
    }

    private TomlNode array() {
        int from = at++;
        List<TomlNode> items = new ArrayList<>();
        for (skipLines(); peek() != ']'; skipLines()) {
            items.add(value());
            skipLines();
            comma(']');
        }
        at++;
        return new TomlNode(Kind.ARRAY, from, at, items, List.of());
    }

    private TomlNode table() {
        int from = at++;
        List<Pair> pairs = new ArrayList<>();
        for (skipLines(); peek() != '}'; skipLines()) {
            pairs.add(pair(at));
            skipLines();
            comma('}');
        }
        at++;
        return new TomlNode(Kind.TABLE, from, at, List.of(), pairs);
    }

    private void comma(char end) {
        if (peek() == ',') {
            at++;
        } else if (peek() != end) {
            throw new IllegalArgumentException("a comma or " + end + " is missing");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("the text ends too early");
        }
        return text.charAt(at);
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
        for (int i = 0; i < 2 && close.length() == 3; i++) {
            at += at < text.length() && text.charAt(at) == quote ? 1 : 0;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private void skipLines() {
        while (at < text.length() && " \t\r\n#".indexOf(text.charAt(at)) >= 0) {
            at = text.charAt(at) == '#' ? nextLine(at) : at + 1;
        }
    }
}
