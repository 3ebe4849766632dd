package io.miprov.module;

/** What a {@link FileMode} makes of the permissions that a file has, as {@code chmod} does. */
final class Permissions {
    private static final int USER = 04700;
    private static final int GROUP = 02070;
    private static final int OTHERS = 01007;

    private Permissions() {}

    static int after(FileMode mode, int before, boolean folder) {
        if (mode.octal()) {
            return Integer.parseInt(mode.text(), 8);
        }
        int now = before;
        for (String clause : mode.text().split(",")) {
            now = clause(clause, now, folder);
        }
        return now;
    }

    private static int clause(String clause, int before, boolean folder) {
        int at = 0;
        int who = 0;
        for (; "ugoa".indexOf(clause.charAt(at)) >= 0; at++) {
            who |= who(clause.charAt(at));
        }
        who = who == 0 ? 07777 : who;
        int now = before;
        while (at < clause.length()) {
            char operator = clause.charAt(at++);
            int end = at;
            while (end < clause.length() && "+-=".indexOf(clause.charAt(end)) < 0) {
                end++;
            }
            int bits = bits(clause.substring(at, end), now, folder) & who;
            now = operated(operator, now, who, bits, folder);
            at = end;
        }
        return now;
    }

    private static int operated(char operator, int now, int who, int bits, boolean folder) {
        return switch (operator) {
            case '+' -> now | bits;
            case '-' -> now & ~bits;
            // chmod leaves the set-id bits of folders alone unless they are named
            default -> now & ~(folder ? who & 01777 : who) | bits;
        };
    }

    private static int who(char letter) {
        return switch (letter) {
            case 'u' -> USER;
            case 'g' -> GROUP;
            case 'o' -> OTHERS;
            default -> 07777;
        };
    }

    private static int bits(String letters, int now, boolean folder) {
        int bits = 0;
        for (char letter : letters.toCharArray()) {
            bits |=
                    switch (letter) {
                        case 'r' -> 0444;
                        case 'w' -> 0222;
                        case 'x' -> 0111;
                        case 'X' -> folder || (now & 0111) != 0 ? 0111 : 0;
                        case 's' -> 06000;
                        case 't' -> 01000;
                        case 'u' -> spread(now >> 6 & 7);
                        case 'g' -> spread(now >> 3 & 7);
                        default -> spread(now & 7);
                    };
        }
        return bits;
    }

    private static int spread(int three) {
        return three << 6 | three << 3 | three;
    }
}
