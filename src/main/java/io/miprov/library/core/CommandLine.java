package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Expansion;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as people write it, cut into words as Python's {@code shlex} does: quotes hold words
 * together, and nothing else has a meaning, but variables ({@code $HOME}) and a leading tilde.
 */
final class CommandLine {
    private CommandLine() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && quote != '\'' && i + 1 < text.length();
            if (escapes && (quote == 0 || "\"\\".indexOf(text.charAt(i + 1)) >= 0)) {
                word.append(text.charAt(++i));
                open = true;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
                word.append(quote == 0 ? "" : Character.toString(c));
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (Character.isWhitespace(c)) {
                open = end(words, word, open);
            } else {
                word.append(c);
                open = true;
            }
        }
        if (quote != 0) {
            throw new BadParams("cmd", "a quote (" + quote + ") is opened and not closed");
        }
        end(words, word, open);
        return words;
    }

    private static boolean end(List<String> words, StringBuilder word, boolean open) {
        if (open) {
            words.add(word.toString());
            word.setLength(0);
        }
        return false;
    }

    /** The words for a shell, which puts in what variables hold; those that are not set stay. */
    static Sh expanded(List<String> words) {
        return Expansion.words(words);
    }
}
