package io.miprov.report;

/** What may be written to a terminal. */
final class Screen {
    private static final char ESCAPE = '\033';

    private Screen() {}

    /**
     * A text without control characters and without the sequences that colour, move or retitle a
     * terminal: what a host prints must not paint over what we print.
     */
    static String clean(String text) {
        if (text.chars().noneMatch(c -> isControl((char) c))) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ESCAPE) {
                at = afterSequence(text, at + 1);
            } else {
                if (!isControl(c)) {
                    clean.append(c);
                }
                at++;
            }
        }
        return clean.toString();
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
    }

    private static int afterSequence(String text, int from) {
        if (from >= text.length()) {
            return from;
        }
        char kind = text.charAt(from);
        int at = from + 1;
        if (kind == '[') {
            while (at < text.length() && (text.charAt(at) < '@' || text.charAt(at) > '~')) {
                at++;
            }
            return Math.min(text.length(), at + 1);
        }
        if (kind == ']') {
            while (at < text.length() && text.charAt(at) != '\007' && text.charAt(at) != ESCAPE) {
                at++;
            }
            return at < text.length() && text.charAt(at) == '\007' ? at + 1 : at;
        }
        return at;
    }

    /** The text, cut to this many characters. */
    static String cut(String text, int width) {
        if (text.codePointCount(0, text.length()) <= width) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }
}
