package io.miprov.lookup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A term with options inside: {@code path length=8 chars="a b"}.
 *
 * @param bare the words without a name
 */
record KeyValues(String bare, Map<String, String> named) {

    static KeyValues of(String text) {
        List<String> bare = new ArrayList<>();
        Map<String, String> named = new LinkedHashMap<>();
        for (String word : words(text)) {
            int equals = word.indexOf('=');
            if (equals > 0 && word.charAt(equals - 1) != '\\') {
                named.put(word.substring(0, equals), unquoted(word.substring(equals + 1)));
            } else {
                bare.add(word.replace("\\=", "="));
            }
        }
        return new KeyValues(unquoted(String.join(" ", bare)), named);
    }

    /** Parts a text at blanks that stand outside of quotes. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word.length() > 0) {
                    words.add(word.toString());
                }
                word.setLength(0);
                continue;
            }
            boolean mark = c == '"' || c == '\'';
            quote = mark && quote == 0 ? c : c == quote ? 0 : quote;
            word.append(c);
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }

    private static String unquoted(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
