package io.miprov.library.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream, and no more. */
final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long size) {
        super(in);
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int read = super.read(buffer, from, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }
}
