package io.miprov.lang;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Python's regular expressions, written for Java. */
final class Regex {
    private Regex() {}

    static Pattern compile(String pattern, boolean ignoreCase, boolean multiline, boolean wide) {
        int flags = Pattern.UNIX_LINES;
        flags |= ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        flags |= multiline ? Pattern.MULTILINE : 0;
        flags |= wide ? Pattern.UNICODE_CHARACTER_CLASS : 0;
        try {
            return Pattern.compile(translated(pattern), flags);
        } catch (PatternSyntaxException e) {
            String why = e.getDescription();
            throw Fault.of(
                    "this is no regular expression",
                    (why.startsWith("Dangling") ? "nothing to repeat" : why) + " in " + pattern);
        }
    }

    /** For matching in this text: letters are those of every language only when there are such. */
    static Matcher matcher(String pattern, String text, boolean ignoreCase, boolean multiline) {
        boolean wide = text.chars().anyMatch(c -> c > 127);
        return compile(pattern, ignoreCase, multiline, wide).matcher(text);
    }

    private static String translated(String pattern) {
        StringBuilder out = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                char next = pattern.charAt(++i);
                out.append('\\').append(next == 'Z' ? 'z' : next);
            } else if (inClass) {
                boolean first = pattern.charAt(i - 1) == '[' || pattern.startsWith("[^", i - 2);
                if (c == ']' && !first) {
                    inClass = false;
                    out.append(c);
                } else {
                    out.append(c == '[' || c == '&' || c == ']' ? "\\" : "").append(c);
                }
            } else if (pattern.startsWith("(?P<", i) && pattern.indexOf('>', i) > i + 4) {
                int end = pattern.indexOf('>', i);
                out.append("(?<").append(groupName(pattern.substring(i + 4, end))).append('>');
                i = end;
            } else if (pattern.startsWith("(?P=", i) && pattern.indexOf(')', i) > i + 4) {
                int end = pattern.indexOf(')', i);
                out.append("\\k<").append(groupName(pattern.substring(i + 4, end))).append('>');
                i = end;
            } else {
                inClass = c == '[';
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Java's names of groups have no underscores. */
    static String groupName(String name) {
        return name.replace("_", "U95");
    }

    /** What stands for a match: the replacement with its groups put in. */
    static String expand(String replacement, Matcher match) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c != '\\' || i + 1 >= replacement.length()) {
                out.append(c);
                continue;
            }
            char next = replacement.charAt(++i);
            if (next == 'g' && replacement.startsWith("<", i + 1)) {
                int end = replacement.indexOf('>', i);
                out.append(group(match, replacement.substring(i + 2, Math.max(i + 2, end))));
                i = Math.max(i, end);
            } else if (Character.isDigit(next)) {
                boolean two =
                        i + 1 < replacement.length()
                                && Character.isDigit(replacement.charAt(i + 1));
                String number = two ? replacement.substring(i, i + 2) : String.valueOf(next);
                i += two ? 1 : 0;
                out.append(group(match, number));
            } else {
                Escapes.append(replacement, i, out);
            }
        }
        return out.toString();
    }

    /** A group by number or name; empty when it took no part. */
    static String group(Matcher match, String which) {
        try {
            String found =
                    Character.isDigit(which.charAt(0))
                            ? match.group(Integer.parseInt(which))
                            : match.group(groupName(which));
            return found == null ? "" : found;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw Fault.of("this regular expression has no group `" + which + "`");
        }
    }
}
