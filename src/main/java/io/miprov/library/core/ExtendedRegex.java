package io.miprov.library.core;

import java.util.Map;
import java.util.Optional;

/**
 * Python's regular expressions as {@code grep -E} reads them (regex(7)), as far as the two mean the
 * same.
 */
final class ExtendedRegex {
    private static final Map<Character, String> CLASSES =
            Map.of(
                    'd', "[0-9]",
                    'D', "[^0-9]",
                    's', "[[:space:]]",
                    'S', "[^[:space:]]",
                    'w', "[[:alnum:]_]",
                    'W', "[^[:alnum:]_]");

    private ExtendedRegex() {}

    /** Empty when it has something that grep does not know, or reads in another way. */
    static Optional<String> of(String python) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            char next = i + 1 < python.length() ? python.charAt(i + 1) : 0;
            if (c == '\n' || c == '[') {
                int end = c == '[' ? endOfSet(python, i) : -1;
                if (end < 0) {
                    return Optional.empty();
                }
                out.append(python, i, end + 1);
                i = end;
            } else if (c == '\\') {
                boolean letter = Character.isLetterOrDigit(next);
                if (next == 0 || next > 126 || letter && !CLASSES.containsKey(next)) {
                    return Optional.empty();
                }
                out.append(letter ? CLASSES.get(next) : "\\" + next);
                i++;
            } else if ((c == '(' || "*+?}".indexOf(c) >= 0) && (next == '?' || next == '+')) {
                return Optional.empty();
            } else {
                out.append(c);
            }
        }
        return Optional.of(out.toString());
    }

    /** Where a set ends that has neither a backslash nor another bracket in it; else -1. */
    private static int endOfSet(String text, int start) {
        int first = start + (text.startsWith("[^", start) ? 2 : 1);
        int end = text.indexOf(']', first + 1);
        String inside = end < 0 ? "" : text.substring(first, end);
        return inside.isEmpty() || inside.indexOf('\\') >= 0 || inside.indexOf('[') >= 0 ? -1 : end;
    }
}
