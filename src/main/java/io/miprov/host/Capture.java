package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * What a stream printed, in bounded memory: the first and the last {@value #HALF} bytes are kept,
 * and the text says what was left out.
 */
final class Capture {
    static final int HALF = 4 << 20;

    private byte[] head = new byte[512];
    private int headSize;
    private byte[] ring = {};
    private long beyond;

    void write(byte[] bytes, int from, int length) {
        int fits = Math.min(length, HALF - headSize);
        if (fits > 0) {
            if (headSize + fits > head.length) {
                head =
                        Arrays.copyOf(
                                head, Math.min(HALF, Math.max(headSize + fits, head.length * 2)));
            }
            System.arraycopy(bytes, from, head, headSize, fits);
            headSize += fits;
        }
        if (length > fits) {
            turn(bytes, from + fits, length - fits);
        }
    }

    private void turn(byte[] bytes, int from, int length) {
        if (ring.length == 0) {
            ring = new byte[HALF];
        }
        int skipped = Math.max(0, length - HALF);
        beyond += skipped;
        int left = length - skipped;
        int at = (int) (beyond % HALF);
        int first = Math.min(left, HALF - at);
        System.arraycopy(bytes, from + skipped, ring, at, first);
        System.arraycopy(bytes, from + skipped + first, ring, 0, left - first);
        beyond += left;
    }

    String text() {
        String start = new String(head, 0, headSize, UTF_8);
        if (beyond == 0) {
            return start;
        }
        if (beyond <= HALF) {
            byte[] all = Arrays.copyOf(head, headSize + (int) beyond);
            System.arraycopy(ring, 0, all, headSize, (int) beyond);
            return new String(all, UTF_8);
        }
        int at = (int) (beyond % HALF);
        String end = new String(ring, at, HALF - at, UTF_8) + new String(ring, 0, at, UTF_8);
        return start + "\n[... " + (beyond - HALF) + " bytes are left out here ...]\n" + end;
    }
}
