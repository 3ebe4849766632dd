package io.miprov.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Future;

/** Cuts what is written into pieces that say how long they are, for a shell that is being fed. */
final class Chunks extends OutputStream {
    private static final int SIZE = 1 << 20;
    private static final long TELL_EVERY = 50_000_000;

    private final OutputStream out;
    private final long total;
    private final Call.Watcher watcher;
    private final Future<?> reader;
    private final byte[] buffer = new byte[SIZE];
    private int filled;
    private long sent;
    private long told;
    private boolean deaf;

    /**
     * @param reader done when nobody reads any longer
     */
    Chunks(OutputStream out, long total, Call.Watcher watcher, Future<?> reader) {
        this.out = out;
        this.total = total;
        this.watcher = watcher;
        this.reader = reader;
    }

    /** Writes all of it, and the end; when nobody reads on, that is the end. */
    void fill(Payload.Writer writer) throws IOException {
        try {
            writer.writeTo(this);
            flush();
            watcher.progress(sent, total);
        } catch (NobodyReads e) {
            deaf = true;
        } finally {
            end();
        }
    }

    private void end() {
        try {
            send();
            out.write("0\n".getBytes(US_ASCII));
            out.flush();
        } catch (IOException e) {
            deaf = true;
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, SIZE - filled);
            System.arraycopy(bytes, from + done, buffer, filled, part);
            filled += part;
            done += part;
            if (filled == SIZE) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (deaf || reader.isDone()) {
            throw new NobodyReads();
        }
        try {
            send();
        } catch (IOException e) {
            throw new NobodyReads();
        }
    }

    private void send() throws IOException {
        if (filled > 0 && !deaf) {
            out.write((filled + "\n").getBytes(US_ASCII));
            out.write(buffer, 0, filled);
            out.flush();
            sent += filled;
            filled = 0;
            tell();
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - told > TELL_EVERY) {
            told = now;
            watcher.progress(sent, total);
        }
    }

    /** The script ended before its input did; what it answered says why. */
    private static final class NobodyReads extends IOException {
        private static final long serialVersionUID = 1;
    }
}
