package io.miprov.lang;

/** Where in a text its nth character is, when some of its characters take two places. */
final class CodePoints {
    private final String text;
    private final int[] offsets;

    CodePoints(String text) {
        this.text = text;
        this.offsets =
                text.codePointCount(0, text.length()) == text.length() ? null : offsets(text);
    }

    private static int[] offsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        int at = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
        }
        return offsets;
    }

    int offset(int index) {
        return offsets == null
                ? Math.min(index, text.length())
                : offsets[Math.min(index, offsets.length - 1)];
    }
}
