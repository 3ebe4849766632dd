package io.miprov.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A command whose standard input and output lead to a host, in the place of a socket:
 * ssh_config(5)'s {@code ProxyCommand}. Closing it ends the command.
 */
final class ProxySocket extends Socket {
    private static final int MOST_SAID = 2000;
    private static final int SECONDS_TO_SAY_WHY = 2;

    private final String command;
    private Process process;
    private Path complaints;

    ProxySocket(String command) {
        this.command = command;
    }

    /** Starts the command, wherever that leads. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        // A file, since nobody reads a pipe while all goes well, and a full one would stop it.
        complaints = Files.createTempFile("miprov", ".proxy");
        process =
                new ProcessBuilder("/bin/sh", "-c", "exec " + command)
                        .redirectError(complaints.toFile())
                        .start();
    }

    @Override
    public InputStream getInputStream() {
        return new FilterInputStream(process.getInputStream()) {
            @Override
            public int read() throws IOException {
                int found = super.read();
                return found < 0 ? over() : found;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = super.read(bytes, from, length);
                return read < 0 ? over() : read;
            }
        };
    }

    /** What the command said at its end is the reason; -1 when it said nothing. */
    private int over() throws IOException {
        try {
            if (!process.waitFor(SECONDS_TO_SAY_WHY, TimeUnit.SECONDS)) {
                return -1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
        String said = Files.readString(complaints, UTF_8).strip().replace("\r", "");
        String last = said.substring(Math.max(0, said.length() - MOST_SAID));
        throw new IOException(
                "the ProxyCommand `"
                        + command
                        + "` ended with status "
                        + process.exitValue()
                        + (last.isEmpty() ? "" : ": " + last));
    }

    @Override
    public OutputStream getOutputStream() {
        return new FilterOutputStream(process.getOutputStream()) {
            @Override
            public void write(int each) throws IOException {
                write(new byte[] {(byte) each}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                    out.flush();
                } catch (IOException e) {
                    over(); // it may have ended before it read a word
                    throw e;
                }
            }

            @Override
            public void flush() {
                // each write has done it
            }
        };
    }

    @Override
    public synchronized void close() throws IOException {
        if (process != null) {
            process.destroy();
            Files.deleteIfExists(complaints);
        }
        super.close();
    }

    @Override
    public boolean isConnected() {
        return process != null;
    }

    /** The times of the connection are kept by whoever uses it. */
    @Override
    public synchronized void setSoTimeout(int millis) {
        // a pipe has none
    }
}
