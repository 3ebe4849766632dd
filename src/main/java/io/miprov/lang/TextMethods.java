package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Methods of a text. */
final class TextMethods {
    private TextMethods() {}

    /** The method, or null. To add one, add its line here. */
    static Callable find(String text, String name) {
        return switch (name) {
            case "upper" -> call -> text.toUpperCase(Locale.ROOT);
            case "lower", "casefold" -> call -> text.toLowerCase(Locale.ROOT);
            case "title" -> call -> title(text);
            case "capitalize" -> call -> capitalize(text);
            case "swapcase" -> call -> swapCase(text);
            case "strip" -> call -> strip(text, call, true, true);
            case "lstrip" -> call -> strip(text, call, true, false);
            case "rstrip" -> call -> strip(text, call, false, true);
            case "split" -> call -> split(text, call, false);
            case "rsplit" -> call -> split(text, call, true);
            case "splitlines" -> call -> lines(text, call.flag(0, "keepends", false));
            case "partition" ->
                    call -> partition(text, call.text(0, "sep"), text.indexOf(call.text(0, "sep")));
            case "rpartition" -> call -> partitionRight(text, call.text(0, "sep"));
            case "join" -> call -> join(text, call.arg(0, "iterable"));
            case "replace" ->
                    call ->
                            replace(
                                    text,
                                    call.text(0, "old"),
                                    call.text(1, "new"),
                                    call.whole(2, "count", -1));
            case "startswith" -> call -> any(call.arg(0, "prefix"), text::startsWith);
            case "endswith" -> call -> any(call.arg(0, "suffix"), text::endsWith);
            case "removeprefix" ->
                    call ->
                            text.startsWith(call.text(0, "prefix"))
                                    ? text.substring(call.text(0, "prefix").length())
                                    : text;
            case "removesuffix" ->
                    call ->
                            text.endsWith(call.text(0, "suffix"))
                                    ? text.substring(
                                            0, text.length() - call.text(0, "suffix").length())
                                    : text;
            case "find" ->
                    call -> (long) text.indexOf(call.text(0, "sub"), call.whole(1, "start", 0));
            case "rfind" -> call -> (long) text.lastIndexOf(call.text(0, "sub"));
            case "index" -> call -> index(text, call.text(0, "sub"));
            case "count" -> call -> count(text, call.text(0, "sub"));
            case "format" -> call -> BraceFormat.of(text, call.rest(0), call.named());
            case "zfill" -> call -> zeros(text, call.whole(0, "width", 0));
            case "center" -> call -> pad(text, call, 0);
            case "ljust" -> call -> pad(text, call, -1);
            case "rjust" -> call -> pad(text, call, 1);
            case "expandtabs" -> call -> tabs(text, call.whole(0, "tabsize", 8));
            case "isdigit", "isdecimal", "isnumeric" -> call -> all(text, Character::isDigit);
            case "isalpha" -> call -> all(text, Character::isLetter);
            case "isalnum" -> call -> all(text, Character::isLetterOrDigit);
            case "isspace" -> call -> all(text, Python::isSpace);
            case "isupper" -> call -> cased(text) && text.equals(text.toUpperCase(Locale.ROOT));
            case "islower" -> call -> cased(text) && text.equals(text.toLowerCase(Locale.ROOT));
            default -> null;
        };
    }

    static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside = Character.isLetter(c);
        }
        return out.toString();
    }

    static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String swapCase(String text) {
        StringBuilder out = new StringBuilder();
        text.chars()
                .forEach(
                        c ->
                                out.append(
                                        (char)
                                                (Character.isUpperCase(c)
                                                        ? Character.toLowerCase(c)
                                                        : Character.toUpperCase(c))));
        return out.toString();
    }

    private static String strip(String text, Call call, boolean left, boolean right) {
        Object given = call.arg(0, "chars", null);
        return strip(text, given == null ? null : Python.str(given), left, right);
    }

    /** Without these characters at the ends; null means white space. */
    static String strip(String text, String characters, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && stripped(text.charAt(from), characters)) {
            from++;
        }
        while (right && to > from && stripped(text.charAt(to - 1), characters)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean stripped(char c, String characters) {
        return characters == null ? Python.isSpace(c) : characters.indexOf(c) >= 0;
    }

    private static Object split(String text, Call call, boolean fromRight) {
        Object by = call.arg(0, "sep", null);
        int most = call.whole(1, "maxsplit", -1);
        return by == null
                ? words(text, most, fromRight)
                : split(text, Python.str(by), most, fromRight);
    }

    private static List<Object> words(String text, int most, boolean fromRight) {
        List<Object> parts = new ArrayList<>();
        String rest = fromRight ? text.stripTrailing() : text.stripLeading();
        while (!rest.isEmpty() && (most < 0 || parts.size() < most)) {
            int cut = fromRight ? rest.length() : 0;
            while (fromRight
                    ? cut > 0 && !Character.isWhitespace(rest.charAt(cut - 1))
                    : cut < rest.length() && !Character.isWhitespace(rest.charAt(cut))) {
                cut += fromRight ? -1 : 1;
            }
            parts.add(
                    fromRight ? 0 : parts.size(),
                    fromRight ? rest.substring(cut) : rest.substring(0, cut));
            rest =
                    fromRight
                            ? rest.substring(0, cut).stripTrailing()
                            : rest.substring(cut).stripLeading();
        }
        if (!rest.isEmpty()) {
            parts.add(fromRight ? 0 : parts.size(), rest);
        }
        return parts;
    }

    static List<Object> split(String text, String by, int most, boolean fromRight) {
        if (by.isEmpty()) {
            throw Fault.of("a text can not be split by nothing");
        }
        List<Object> parts = new ArrayList<>();
        String rest = text;
        int at = fromRight ? rest.lastIndexOf(by) : rest.indexOf(by);
        while (at >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(
                    fromRight ? 0 : parts.size(),
                    fromRight ? rest.substring(at + by.length()) : rest.substring(0, at));
            rest = fromRight ? rest.substring(0, at) : rest.substring(at + by.length());
            at = fromRight ? rest.lastIndexOf(by) : rest.indexOf(by);
        }
        parts.add(fromRight ? 0 : parts.size(), rest);
        return parts;
    }

    static List<Object> lines(String text, boolean keepEnds) {
        List<Object> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(c) >= 0) {
                int end =
                        c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n'
                                ? i + 2
                                : i + 1;
                lines.add(text.substring(from, keepEnds ? end : i));
                from = end;
                i = end - 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static Object partition(String text, String by, int at) {
        return at < 0
                ? Tuple.of(text, "", "")
                : Tuple.of(text.substring(0, at), by, text.substring(at + by.length()));
    }

    private static Object partitionRight(String text, String by) {
        return text.contains(by)
                ? partition(text, by, text.lastIndexOf(by))
                : Tuple.of("", "", text);
    }

    private static Object join(String by, Object items) {
        List<String> texts = new ArrayList<>();
        for (Object item : Python.items(items)) {
            if (!(Python.plain(Python.defined(item)) instanceof String)) {
                throw Fault.of("`join` of a text takes texts", "there is " + Python.kind(item))
                        .help("the filter `join` takes any values");
            }
            texts.add(Python.str(item));
        }
        String joined = String.join(by, texts);
        return Secrets.in(items) ? Secrets.of(joined) : joined;
    }

    static String replace(String text, String old, String by, int most) {
        if (most < 0) {
            return text.replace(old, by);
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        int at = text.indexOf(old);
        for (int i = 0; i < most && at >= 0; i++) {
            out.append(text, from, at).append(by);
            from = at + old.length();
            at = text.indexOf(old, from);
        }
        return out.append(text.substring(from)).toString();
    }

    private static boolean any(Object choices, java.util.function.Predicate<String> fits) {
        if (choices instanceof List<?> list) {
            return list.stream().anyMatch(each -> fits.test(Python.str(each)));
        }
        return fits.test(Python.str(choices));
    }

    private static Object index(String text, String part) {
        int at = text.indexOf(part);
        if (at < 0) {
            throw Fault.of(Python.repr(part) + " is not in this text");
        }
        return (long) at;
    }

    static Object count(String text, String part) {
        long count = 0;
        for (int at = text.indexOf(part);
                at >= 0 && !part.isEmpty();
                at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return part.isEmpty() ? (Object) (text.length() + 1L) : (Object) count;
    }

    private static String zeros(String text, int width) {
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
        return sign
                + "0".repeat(Math.max(0, width - text.length()))
                + text.substring(sign.length());
    }

    private static String pad(String text, Call call, int side) {
        return pad(text, call.whole(0, "width", 0), call.text(1, "fillchar", " "), side);
    }

    /** Padded on both sides (0), on the right (-1) or on the left (1). */
    static String pad(String text, int width, String by, int side) {
        int missing = Math.max(0, width - text.length());
        int left = side > 0 ? missing : side < 0 ? 0 : missing / 2 + (missing & width & 1);
        return by.repeat(left) + text + by.repeat(missing - left);
    }

    private static String tabs(String text, int size) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (char c : text.toCharArray()) {
            int wide = c == '\t' && size > 0 ? size - column % size : 1;
            out.append(c == '\t' ? " ".repeat(size > 0 ? wide : 0) : String.valueOf(c));
            column = c == '\n' || c == '\r' ? 0 : column + wide;
        }
        return out.toString();
    }

    private static boolean all(String text, java.util.function.IntPredicate fits) {
        return !text.isEmpty() && text.codePoints().allMatch(fits);
    }

    private static boolean cased(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    }
}
