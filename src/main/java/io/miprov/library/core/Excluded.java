package io.miprov.library.core;

import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of paths that are left out, as rsync's {@code --exclude} has them (rsync(1), "FILTER
 * RULES").
 */
final class Excluded {
    private static final List<String> HARMLESS =
            List.of(
                    "-q",
                    "--quiet",
                    "-v",
                    "--verbose",
                    "-z",
                    "--compress",
                    "-h",
                    "--no-motd",
                    "-c",
                    "--checksum",
                    "--omit-dir-times",
                    "-O");

    private final List<Rule> rules = new ArrayList<>();

    /** A pattern; one for folders ends with a slash. */
    private record Rule(Pattern pattern, boolean folders) {}

    Excluded(List<String> patterns) {
        patterns.forEach(pattern -> rules.add(rule(pattern)));
    }

    private static Rule rule(String text) {
        boolean folders = text.endsWith("/");
        String body = folders ? text.substring(0, text.length() - 1) : text;
        boolean anchored = body.startsWith("/");
        String regex = regex(anchored ? body.substring(1) : body);
        return new Rule(Pattern.compile(anchored ? regex : "(?:.*/)?" + regex), folders);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i) > i + 1) {
                int end = glob.indexOf(']', i + 2);
                regex.append(glob, i, end + 1);
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /** Whether a path, or a folder above it, is left out; a folder's path ends with a slash. */
    boolean has(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (matches(path.substring(0, slash), true)) {
                return true;
            }
        }
        return !path.endsWith("/") && matches(path, false);
    }

    private boolean matches(String path, boolean folder) {
        return rules.stream()
                .anyMatch(
                        rule ->
                                (folder || !rule.folders())
                                        && rule.pattern().matcher(path).matches());
    }

    /**
     * Reads options of rsync.
     *
     * @throws BadParams for one that means nothing without rsync
     */
    static Excluded of(List<String> options) {
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i).strip();
            if (option.equals("--exclude") && i + 1 < options.size()) {
                i++;
                patterns.add(options.get(i).strip());
            } else if (option.startsWith("--exclude=") || option.startsWith("--exclude ")) {
                patterns.add(unquoted(option.substring("--exclude=".length()).strip()));
            } else if (!HARMLESS.contains(option)) {
                throw new BadParams(
                        "rsync_opts",
                        "`"
                                + option
                                + "` is an option of rsync, which is not used here; --exclude is known");
            }
        }
        return new Excluded(patterns);
    }

    private static String unquoted(String text) {
        return text.replaceAll("^(['\"])(.*)\\1$", "$2");
    }
}
