package io.miprov.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection that speaks HTTP/1.1, and hides nothing: it repeats no request by itself, and says
 * what really came.
 */
final class Wire implements AutoCloseable {
    private static final int LONGEST_LINE = 65536;

    private final SocketChannel channel;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean answering;
    private int served;

    /** What the server said. */
    record Answer(int status, Map<String, String> headers, String text) {
        /** Whether the connection may be used again. */
        boolean keeps() {
            return !"close".equalsIgnoreCase(headers.get("connection"));
        }
    }

    Wire(SocketChannel channel, Socket socket) throws IOException {
        this.channel = channel;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** How many requests it has had answered. */
    int served() {
        return served;
    }

    /** Whether a first byte of the present answer has come. */
    boolean answering() {
        return answering;
    }

    void timeout(int millis) throws IOException {
        channel.socket().setSoTimeout(millis);
    }

    /**
     * Whether the server has closed it while it was idle. Every client that keeps connections looks
     * before it uses one again.
     */
    boolean isStale() {
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    Answer ask(String head, byte[] body) throws IOException {
        answering = false;
        byte[] text = head.getBytes(StandardCharsets.US_ASCII);
        if (body.length < LONGEST_LINE) {
            byte[] all = new byte[text.length + body.length];
            System.arraycopy(text, 0, all, 0, text.length);
            System.arraycopy(body, 0, all, text.length, body.length);
            out.write(all);
        } else {
            out.write(text);
            out.write(body);
        }
        out.flush();
        Answer answer = answer();
        served++;
        return answer;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    private Answer answer() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("closed without an answer");
        }
        answering = true;
        String[] start = line(first).split(" ", 3);
        if (start.length < 2 || !start[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP: " + String.join(" ", start));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in.read()); !line.isEmpty(); line = line(in.read())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int status = Integer.parseInt(start[1]);
        String text = status == 101 ? "" : new String(body(headers), StandardCharsets.UTF_8);
        return new Answer(status, headers, text);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                all.writeBytes(exactly(size));
                line(in.read());
            }
            line(in.read());
            return all.toByteArray();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(in.read()).split(";", 2)[0].trim(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("closed after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line(int first) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int c = first; c != '\n'; c = in.read()) {
            if (c < 0 || text.size() > LONGEST_LINE) {
                throw new EOFException("closed within the headers");
            }
            text.write(c);
        }
        return text.toString(StandardCharsets.ISO_8859_1).trim();
    }

    @Override
    public void close() {
        try {
            socket.close();
            channel.close();
        } catch (IOException e) {
            // it is gone, which is what was wanted
        }
    }
}
