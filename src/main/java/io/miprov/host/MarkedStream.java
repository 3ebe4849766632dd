package io.miprov.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is read up to marks. What comes before a mark is handed on as soon as it comes. */
final class MarkedStream {
    /** Takes what is not a mark. */
    interface Sink {
        void write(byte[] bytes, int from, int length);
    }

    static final Sink NOWHERE = (bytes, from, length) -> {};

    private final InputStream in;
    private final byte[] buffer = new byte[32 << 10];
    private int from;
    private int to;

    MarkedStream(InputStream in) {
        this.in = in;
    }

    /**
     * Reads on behind the first mark of these, which begin with the same byte and have one length.
     *
     * @return which mark it was, or -1 when the stream ended
     */
    int upTo(Sink sink, String... marks) throws IOException {
        byte first = (byte) marks[0].charAt(0);
        int length = marks[0].length();
        while (true) {
            flush(sink, next(first));
            if (to - from < length && begins(marks)) {
                if (!more()) {
                    flush(sink, to);
                    return -1;
                }
                continue;
            }
            int found = to - from >= length ? markHere(marks, length) : -1;
            if (found >= 0) {
                from += length;
                return found;
            }
            flush(sink, from + 1);
        }
    }

    private int next(byte first) {
        int at = from;
        while (at < to && buffer[at] != first) {
            at++;
        }
        return at;
    }

    /** The rest of the line behind a mark; what is there when the stream ends. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (from < to || more()) {
            char c = (char) (buffer[from++] & 0xff);
            if (c == '\n') {
                break;
            }
            line.append(c);
        }
        return line.toString();
    }

    private void flush(Sink sink, int end) {
        if (end > from) {
            sink.write(buffer, from, end - from);
            from = end;
        }
    }

    private boolean begins(String... marks) {
        String here = new String(buffer, from, to - from, ISO_8859_1);
        for (String mark : marks) {
            if (mark.startsWith(here)) {
                return true;
            }
        }
        return false;
    }

    private int markHere(String[] marks, int length) {
        String here = new String(buffer, from, length, ISO_8859_1);
        for (int i = 0; i < marks.length; i++) {
            if (marks[i].equals(here)) {
                return i;
            }
        }
        return -1;
    }

    private boolean more() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count >= 0;
    }
}
