package io.miprov.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Did you mean. */
public final class Suggestion {
    private Suggestion() {}

    /** The known word nearest to what was written, when it is near enough to be meant. */
    public static Optional<String> closest(String written, Collection<String> known) {
        int near = Math.max(1, Math.min(3, written.length() / 3));
        return known.stream()
                .filter(word -> distance(written, word) <= near)
                .min(
                        Comparator.comparingInt((String word) -> distance(written, word))
                                .thenComparing(word -> word));
    }

    /** Edits, insertions, deletions and swaps of neighbours between two words. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + same, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
