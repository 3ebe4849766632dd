package io.miprov.lang;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A text in which every {@code \\/} is another escape of the same length, since snakeyaml refuses
 * that one, which PyYAML and YAML 1.2 have. Places in it are those of the text as it was.
 *
 * @param text for snakeyaml
 * @param letter what stands there instead of the slash; the text had it behind no backslash
 * @param escaped what snakeyaml makes of it
 */
record Slashes(String text, char letter, char escaped) {
    private static final String WRITTEN = "\\/";
    private static final String LETTERS = "aevb0PLN_";
    private static final String ESCAPED = "\u0007\u001b\u000b\b\u0000\u2029\u2028\u0085\u00a0";

    /** Empty when there is no such escape, or all others are there, too. */
    static Optional<Slashes> in(String text) {
        if (!text.contains(WRITTEN)) {
            return Optional.empty();
        }
        return IntStream.range(0, LETTERS.length())
                .filter(i -> text.indexOf("\\" + LETTERS.charAt(i)) < 0)
                .filter(i -> text.indexOf(ESCAPED.charAt(i)) < 0)
                .mapToObj(
                        i ->
                                new Slashes(
                                        text.replace(WRITTEN, "\\" + LETTERS.charAt(i)),
                                        LETTERS.charAt(i),
                                        ESCAPED.charAt(i)))
                .findFirst();
    }

    /** The value that was meant by one that snakeyaml read. */
    String meant(String value) {
        return value.replace("\\" + letter, WRITTEN).replace(escaped, '/');
    }
}
