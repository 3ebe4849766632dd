package io.miprov.host;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Bytes on their way to a host, written as they are needed and never held as a whole.
 *
 * @param size how many there will be, for progress; -1 when not known
 */
public record Payload(long size, Writer writer) {

    /**
     * Writes the bytes; an exception ends the transfer, and the script sees the end of its input.
     */
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    public static Payload of(byte[] bytes) {
        return new Payload(bytes.length, out -> out.write(bytes));
    }
}
