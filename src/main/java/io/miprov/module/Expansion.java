package io.miprov.module;

import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.List;

/**
 * Words in which a leading tilde and variables ({@code $HOME}) mean what they mean to the user of a
 * host, as Python's {@code expanduser} and {@code expandvars} have it; variables that are not set
 * stay as they are.
 */
public final class Expansion {
    private Expansion() {}

    /** Whether a host may make something else of this path. */
    public static boolean changes(String path) {
        return path.startsWith("~") || path.indexOf('$') >= 0;
    }

    /** Asks for what a path is there; the answer is the path and nothing else. */
    public static Sh of(String path) {
        int end = path.indexOf('/') < 0 ? path.length() : path.indexOf('/');
        if (path.startsWith("~") && end > 1) {
            Sh home = Sh.of("printf %s \"$(home_of {})\"", path.substring(1, end));
            return home.and(Sh.of("printf %s {}", path.substring(end)));
        }
        Sh words = words(List.of(path));
        return new Sh("printf %s " + words.text(), "printf %s " + words.shown());
    }

    /** The words for a shell. */
    public static Sh words(List<String> words) {
        StringBuilder template = new StringBuilder();
        List<Object> values = new ArrayList<>();
        for (String word : words) {
            template.append(template.length() == 0 ? "" : " ");
            expand(word, template, values);
        }
        return Sh.of(template.toString(), values.toArray());
    }

    private static void expand(String word, StringBuilder template, List<Object> values) {
        int from = 0;
        if (word.equals("~") || word.startsWith("~/")) {
            template.append("\"${HOME-~}\"");
            from = 1;
        }
        for (int at = word.indexOf('$', from); at >= 0; at = word.indexOf('$', at + 1)) {
            boolean braced = at + 1 < word.length() && word.charAt(at + 1) == '{';
            int start = at + (braced ? 2 : 1);
            int end = endOfName(word, start);
            boolean closed = !braced || end < word.length() && word.charAt(end) == '}';
            if (end == start || !closed) {
                continue;
            }
            literal(word.substring(from, at), template, values);
            String name = word.substring(start, end);
            template.append("\"${").append(name).append("-\\$").append(name).append("}\"");
            from = end + (braced ? 1 : 0);
            at = from - 1;
        }
        literal(word.substring(from), template, values);
        if (word.isEmpty()) {
            template.append("''");
        }
    }

    private static void literal(String text, StringBuilder template, List<Object> values) {
        if (!text.isEmpty()) {
            template.append("{}");
            values.add(text);
        }
    }

    private static int endOfName(String word, int start) {
        int end = start;
        while (end < word.length() && isName(word.charAt(end), end > start)) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c, boolean digits) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || digits && c >= '0' && c <= '9';
    }
}
