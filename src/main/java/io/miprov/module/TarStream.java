package io.miprov.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes the few kinds of tar entries that every {@code tar} reads: files and folders in the ustar
 * form, with GNU's entry for names of more than 100 bytes.
 */
final class TarStream {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final long LARGEST = 077777777777L;
    private static final String LONG_NAME = "././@LongLink";

    private final OutputStream out;

    TarStream(OutputStream out) {
        this.out = out;
    }

    /** How many bytes an entry takes. */
    static long size(String name, long content) {
        int bytes = name.getBytes(UTF_8).length;
        long header = bytes > NAME ? 2L * BLOCK + padded(bytes + 1L) : BLOCK;
        return header + padded(content);
    }

    /** How many bytes the end takes. */
    static long endSize() {
        return 2L * BLOCK;
    }

    static boolean canHold(long size) {
        return size <= LARGEST;
    }

    void folder(String name) throws IOException {
        header(name, 0, '5', "0000700");
    }

    void file(String name, byte[] content) throws IOException {
        header(name, content.length, '0', "0000600");
        out.write(content);
        pad(content.length);
    }

    /** Copies a stream that must have exactly that many bytes. */
    void file(String name, long size, InputStream content) throws IOException {
        header(name, size, '0', "0000600");
        byte[] buffer = new byte[1 << 16];
        long left = size;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("a file ended too early");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        pad(size);
    }

    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private void header(String name, long size, char type, String mode) throws IOException {
        byte[] bytes = name.getBytes(UTF_8);
        if (bytes.length > NAME) {
            block(LONG_NAME.getBytes(US_ASCII), bytes.length + 1L, 'L', "0000644");
            out.write(bytes);
            out.write(0);
            pad(bytes.length + 1L);
        }
        block(Arrays.copyOf(bytes, Math.min(bytes.length, NAME)), size, type, mode);
    }

    private void block(byte[] name, long size, char type, String mode) throws IOException {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, mode);
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "00000000000");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 257, "ustar");
        put(block, 263, "00");
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xff;
        }
        put(block, 148, String.format("%06o", sum));
        block[154] = 0;
        out.write(block);
    }

    private static void put(byte[] block, int at, String text) {
        put(block, at, text.getBytes(US_ASCII));
    }

    private static void put(byte[] block, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (padded(size) - size)]);
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }
}
