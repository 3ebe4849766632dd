package io.miprov.playbook;

import io.miprov.diag.Span;
import io.miprov.lang.Node;
import io.miprov.lang.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The short form of a task's arguments: {@code path=/x state=touch}, and the bare text of {@code
 * command}. Quotes and <code>{{ }}</code> hold together what has blanks in it.
 */
public final class KeyValue {
    private static final Pattern ESCAPE =
            Pattern.compile(
                    "\\\\(?:U\\p{XDigit}{8}|u\\p{XDigit}{4}|x\\p{XDigit}{2}|[\\\\'\"abfnrtv])");

    /** A name with its value, or a bare word, which has no name. */
    public record Part(String name, Span key, Text value) {}

    private final Text text;
    private final String written;

    private KeyValue(Text text) {
        this.text = text;
        this.written = text.text();
    }

    /** All the parts; a word without {@code =} has the name "". */
    public static List<Part> parts(Text text) {
        return new KeyValue(text).all();
    }

    /**
     * The bare text, and the parts with one of these names, which may stand anywhere in it.
     *
     * @param names the parameters that are no part of the bare text
     */
    public static List<Part> bare(Text text, Set<String> names) {
        return new KeyValue(text).bare(names);
    }

    /** The parameters of a task as a mapping, be they written as one or in this form. */
    static Node.Mapping mapping(Task task) {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node node :
                List.of(task.arguments(), task.args()).stream()
                        .flatMap(Optional::stream)
                        .toList()) {
            if (node instanceof Node.Mapping mapping) {
                entries.addAll(mapping.entries());
            } else if (node instanceof Node.Scalar scalar) {
                for (Part part : parts(scalar)) {
                    entries.add(
                            new Node.Entry(
                                    scalar(part.name(), part.key()),
                                    scalar(part.value().text(), part.value().span())));
                }
            }
        }
        return new Node.Mapping(task.span(), List.copyOf(entries));
    }

    private static Node.Scalar scalar(String text, Span span) {
        return new Node.Scalar(span, text, false, "tag:yaml.org,2002:str");
    }

    private List<Part> all() {
        List<Part> parts = new ArrayList<>();
        for (int[] word : words()) {
            int equals = equalsIn(word);
            parts.add(
                    equals < 0
                            ? new Part("", text.span(word[0], word[1]), slice(word[0], word[1]))
                            : named(word, equals));
        }
        return parts;
    }

    private List<Part> bare(Set<String> names) {
        List<Part> parts = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        int from = -1;
        int to = 0;
        int before = 0;
        for (int[] word : words()) {
            int equals = equalsIn(word);
            if (continues(word)) {
                before = written.indexOf('\n', word[1]) + 1;
                rest.append(written.startsWith(" ", before) ? "" : " ");
                from = from < 0 ? word[0] : from;
                continue;
            }
            if (equals > 0 && names.contains(written.substring(word[0], equals))) {
                parts.add(named(word, equals));
            } else {
                rest.append(written, from < 0 ? word[0] : before, word[1]);
                from = from < 0 ? word[0] : from;
                to = word[1];
            }
            before = word[1];
        }
        if (from >= 0 && written.indexOf('\n', to) == to) {
            rest.append('\n');
            to++;
        }
        if (from >= 0) {
            boolean whole = rest.toString().equals(written.substring(from, to));
            Text value = whole ? slice(from, to) : Text.at(rest.toString(), text.span(from, to));
            parts.add(0, new Part("", text.span(from, to), value));
        }
        return parts;
    }

    /** A backslash alone at the end of a line goes away, and the end of the line with it. */
    private boolean continues(int[] word) {
        int eol = written.indexOf('\n', word[1]);
        return written.substring(word[0], word[1]).equals("\\")
                && eol >= 0
                && written.substring(word[1], eol).isBlank();
    }

    private Part named(int[] word, int equals) {
        int from = equals + 1;
        int to = word[1];
        boolean quoted =
                to - from >= 2
                        && (written.charAt(from) == '"' || written.charAt(from) == '\'')
                        && written.charAt(to - 1) == written.charAt(from);
        Text value = quoted ? slice(from + 1, to - 1) : slice(from, to);
        return new Part(
                written.substring(word[0], equals), text.span(word[0], equals), unescaped(value));
    }

    /** With the escapes that Ansible reads in this form, such as {@code \n} and {@code \\}. */
    private static Text unescaped(Text value) {
        String before = value.text();
        Matcher escape = ESCAPE.matcher(before);
        if (!escape.find()) {
            return value;
        }
        String after =
                escape.replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        Character.toString(meaning(found.group()))));
        return Text.at(after, value.span(0, before.length()));
    }

    private static int meaning(String escape) {
        int at = "abfnrtv\\'\"".indexOf(escape.charAt(1));
        return at >= 0
                ? "\u0007\b\f\n\r\t\u000b\\'\"".codePointAt(at)
                : Integer.parseInt(escape.substring(2), 16);
    }

    private Text slice(int from, int to) {
        return new Slice(text, from, to);
    }

    /** The first {@code =} that ends a name; -1: there is none. */
    private int equalsIn(int[] word) {
        int from = word[0];
        while (written.startsWith("{{", from) && written.indexOf("}}", from) > 0) {
            from = written.indexOf("}}", from) + 2;
        }
        for (int i = from; i < word[1]; i++) {
            char c = written.charAt(i);
            if (c == '=') {
                return i > word[0] ? i : -1;
            }
            int end = written.startsWith("{{", i) ? written.indexOf("}}", i) : -1;
            if (end > 0) {
                i = end + 1;
                continue;
            }
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-') {
                return -1;
            }
        }
        return -1;
    }

    /** Where each word begins and ends. */
    private List<int[]> words() {
        List<int[]> found = new ArrayList<>();
        int at = 0;
        while (at < written.length()) {
            if (Character.isWhitespace(written.charAt(at))) {
                at++;
                continue;
            }
            int end = end(at);
            found.add(new int[] {at, end});
            at = end;
        }
        return found;
    }

    private int end(int from) {
        int at = from;
        char quote = 0;
        int depth = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            if (quote == 0 && depth == 0 && Character.isWhitespace(c)) {
                return at;
            }
            if (opens(at)) {
                depth++;
                at++;
            } else if (depth > 0 && closes(at)) {
                depth--;
                at++;
            } else if (depth == 0 && quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (depth == 0 && c == quote && written.charAt(at - 1) != '\\') {
                quote = 0;
            }
            at++;
        }
        return at;
    }

    private boolean opens(int at) {
        return written.startsWith("{{", at)
                || written.startsWith("{%", at)
                || written.startsWith("{#", at);
    }

    private boolean closes(int at) {
        return written.startsWith("}}", at)
                || written.startsWith("%}", at)
                || written.startsWith("#}", at);
    }

    /** A part of a text, which keeps its places. */
    private record Slice(Text whole, int from, int to) implements Text {
        @Override
        public String text() {
            return whole.text().substring(from, to);
        }

        @Override
        public Span span(int start, int end) {
            return whole.span(from + start, from + end);
        }
    }
}
