package io.miprov.host.ssh;

import java.util.List;
import java.util.Locale;

/** Patterns of ssh: {@code *}, {@code ?}, and {@code !} for what must not be. */
final class Patterns {
    private Patterns() {}

    /** Whether one of the patterns matches, and none with {@code !}. */
    static boolean match(List<String> patterns, String name) {
        boolean found = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (glob(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                found |= glob(pattern, name);
            }
        }
        return found;
    }

    private static boolean glob(String pattern, String name) {
        String p = pattern.toLowerCase(Locale.ROOT);
        String n = name.toLowerCase(Locale.ROOT);
        int at = 0;
        int from = 0;
        int star = -1;
        int tried = 0;
        while (from < n.length()) {
            if (at < p.length()
                    && (p.charAt(at) == '?' || p.charAt(at) == n.charAt(from))
                    && p.charAt(at) != '*') {
                at++;
                from++;
            } else if (at < p.length() && p.charAt(at) == '*') {
                star = at++;
                tried = from;
            } else if (star >= 0) {
                at = star + 1;
                from = ++tried;
            } else {
                return false;
            }
        }
        while (at < p.length() && p.charAt(at) == '*') {
            at++;
        }
        return at == p.length();
    }
}
