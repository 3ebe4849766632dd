package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Filters with regular expressions. */
final class RegexFilters {
    static final String NAMES = "regex_replace regex_search regex_findall regex_escape";

    private RegexFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "regex_replace" -> RegexFilters::replace;
            case "regex_search" -> RegexFilters::search;
            case "regex_findall" -> RegexFilters::findAll;
            case "regex_escape" -> RegexFilters::escape;
            default -> null;
        };
    }

    private static Object replace(Call call) {
        String pattern = call.text(0, "pattern", "");
        String replacement = call.text(1, "replacement", "");
        boolean ignoreCase = call.flag(2, "ignorecase", false);
        boolean multiline = call.flag(3, "multiline", false);
        int most = call.whole(4, "count", 0);
        int wanted = call.whole(5, "mandatory_count", 0);
        Matcher match = Regex.matcher(pattern, call.text(), ignoreCase, multiline);
        StringBuilder out = new StringBuilder();
        int from = 0;
        int times = 0;
        for (int i = 0; match.find() && (most == 0 || i < most); i++) {
            out.append(call.text(), from, match.start()).append(Regex.expand(replacement, match));
            from = match.end();
            times++;
        }
        if (wanted > 0 && times != wanted) {
            throw Fault.of(
                    "'"
                            + call.text(0, "pattern")
                            + "' should match "
                            + wanted
                            + " times, but matches "
                            + times
                            + " times in '"
                            + call.text()
                            + "'");
        }
        return out.append(call.text().substring(from)).toString();
    }

    private static Object search(Call call) {
        boolean ignoreCase = call.flag(-1, "ignorecase", false);
        boolean multiline = call.flag(-1, "multiline", false);
        Matcher match = Regex.matcher(call.text(0, "regex"), call.text(), ignoreCase, multiline);
        List<Object> groups = call.rest(1);
        if (!match.find()) {
            return null;
        }
        if (groups.isEmpty()) {
            return match.group();
        }
        List<Object> found = new ArrayList<>();
        for (Object group : groups) {
            String which = Python.str(group);
            if (!which.matches("\\\\(\\d+|g<\\w+>)")) {
                throw Fault.of(
                        "`regex_search` takes groups as '\\1' or '\\g<name>'", "this is " + which);
            }
            found.add(
                    Regex.group(
                            match,
                            which.startsWith("\\g")
                                    ? which.substring(3, which.length() - 1)
                                    : which.substring(1)));
        }
        return found;
    }

    private static Object findAll(Call call) {
        String pattern = call.text(0, "regex");
        boolean multiline = call.flag(1, "multiline", false);
        boolean ignoreCase = call.flag(2, "ignorecase", false);
        Matcher match = Regex.matcher(pattern, call.text(), ignoreCase, multiline);
        List<Object> found = new ArrayList<>();
        while (match.find()) {
            if (match.groupCount() < 2) {
                found.add(Regex.group(match, String.valueOf(match.groupCount())));
            } else {
                Object[] groups = new Object[match.groupCount()];
                for (int i = 0; i < groups.length; i++) {
                    groups[i] = Regex.group(match, String.valueOf(i + 1));
                }
                found.add(Tuple.of(groups));
            }
        }
        return found;
    }

    private static Object escape(Call call) {
        String kind = call.text(0, "re_type", "python");
        String special =
                switch (kind) {
                    case "python" -> "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";
                    case "posix_basic" -> "].[^$*\\";
                    case "posix_extended" ->
                            throw Fault.of("Regex type (posix_extended) not yet implemented");
                    default ->
                            throw Fault.of("Invalid regex type (" + kind + ")")
                                    .help("it is python or posix_basic");
                };
        StringBuilder out = new StringBuilder();
        for (char c : call.text().toCharArray()) {
            out.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return out.toString();
    }
}
