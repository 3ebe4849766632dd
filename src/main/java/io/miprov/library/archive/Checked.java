package io.miprov.library.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Bytes that must be as many, and have the checksum, that the archive says. */
final class Checked extends FilterInputStream {
    private final CRC32 sum = new CRC32();
    private final long size;
    private final long crc;
    private long read;

    Checked(InputStream in, long size, long crc) {
        super(in);
        this.size = size;
        this.crc = crc;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        if (count > 0) {
            read += count;
            sum.update(buffer, from, count);
        }
        if (read > size) {
            throw new IOException("it holds more than the " + size + " bytes it says");
        }
        if (count < 0 && (read < size || sum.getValue() != crc)) {
            throw new IOException("its checksum is wrong");
        }
        return count;
    }
}
