package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * One stream of a script while it runs: kept for the reply, and told to the watcher line by line.
 */
final class Hearing implements MarkedStream.Sink {
    private static final int LONGEST_LINE = 64 << 10;

    private final Capture capture = new Capture();
    private final Call.Watcher watcher;
    private final Object turn;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * @param turn shared by the streams of one script, so that the watcher hears one at a time
     */
    Hearing(Call.Watcher watcher, Object turn) {
        this.watcher = watcher;
        this.turn = turn;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        capture.write(bytes, from, length);
        if (watcher != Call.Watcher.NOBODY) {
            split(bytes, from, from + length);
        }
    }

    private void split(byte[] bytes, int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                line.write(bytes, start, at - start);
                tell();
                start = at + 1;
            }
        }
        line.write(bytes, start, to - start);
        if (line.size() > LONGEST_LINE) {
            tell();
        }
    }

    private void tell() {
        String text = line.toString(UTF_8);
        line.reset();
        synchronized (turn) {
            watcher.line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }

    /** All of it; a last line without an end is a line now. */
    String text() {
        if (line.size() > 0) {
            tell();
        }
        return capture.text();
    }
}
