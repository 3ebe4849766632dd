package io.miprov.lang;

/** Python's backslashes in quoted text. */
final class Escapes {
    private Escapes() {}

    /**
     * Appends what the escape stands for whose character behind the backslash is at this offset,
     * and tells where it ends. An unknown one stands for itself, as in Python.
     */
    static int append(String source, int at, StringBuilder out) {
        char c = source.charAt(at);
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'v' -> out.append('\u000b');
            case '\\', '\'', '"' -> out.append(c);
            case '\n' -> {}
            case 'x' -> {
                return number(source, at, 2, out);
            }
            case 'u' -> {
                return number(source, at, 4, out);
            }
            case 'U' -> {
                return number(source, at, 8, out);
            }
            default -> {
                return octal(source, at, out);
            }
        }
        return at + 1;
    }

    private static int number(String source, int at, int digits, StringBuilder out) {
        int end = Math.min(source.length(), at + 1 + digits);
        try {
            out.appendCodePoint(Integer.parseInt(source.substring(at + 1, end), 16));
            return end;
        } catch (IllegalArgumentException e) {
            out.append('\\').append(source.charAt(at));
            return at + 1;
        }
    }

    private static int octal(String source, int at, StringBuilder out) {
        int end = at;
        while (end < source.length()
                && end < at + 3
                && source.charAt(end) >= '0'
                && source.charAt(end) <= '7') {
            end++;
        }
        if (end == at) {
            out.append('\\').append(source.charAt(at));
            return at + 1;
        }
        out.append((char) Integer.parseInt(source.substring(at, end), 8));
        return end;
    }
}
