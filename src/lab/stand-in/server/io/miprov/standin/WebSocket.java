package io.miprov.standin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's end of a WebSocket (RFC 6455): says every message back. */
final class WebSocket {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int GOING_AWAY = 1001;
    private static final int LARGEST = 1 << 20;

    private final InputStream in;
    private final OutputStream out;

    WebSocket(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    static boolean isAsked(Request request) {
        return request.header("upgrade").equalsIgnoreCase("websocket")
                && !request.header("sec-websocket-key").isEmpty();
    }

    /** Answers the handshake. */
    static void accept(Request request, OutputStream out) throws IOException {
        String key = request.header("sec-websocket-key") + MAGIC;
        out.write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: "
                                + sha1(key)
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Says back what comes until one of both closes. */
    void echo() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return;
            }
            byte[] payload = payload();
            int opcode = first & 0x0f;
            if (opcode == CLOSE) {
                send(FINAL | CLOSE, payload);
                return;
            }
            if (opcode != PONG) {
                send(opcode == PING ? FINAL | PONG : first, payload);
            }
        }
    }

    /** Tells the client that the server stops; the connection is then dropped. */
    void goAway() {
        try {
            send(FINAL | CLOSE, new byte[] {(byte) (GOING_AWAY >> 8), (byte) GOING_AWAY});
        } catch (IOException e) {
            // it has gone already
        }
    }

    private byte[] payload() throws IOException {
        int second = byteOf(in.read());
        long length = second & 0x7f;
        int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (more > 0) {
            length = 0;
            for (int i = 0; i < more; i++) {
                length = length << 8 | byteOf(in.read());
            }
        }
        if (length < 0 || length > LARGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] mask = (second & MASKED) == 0 ? new byte[4] : in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        if (mask.length < 4 || payload.length < length) {
            throw new EOFException();
        }
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    private synchronized void send(int first, byte[] payload) throws IOException {
        int length = payload.length;
        int header = length < 126 ? 2 : length < 65536 ? 4 : 10;
        byte[] frame = new byte[header + length];
        frame[0] = (byte) first;
        frame[1] = (byte) (header == 2 ? length : header == 4 ? 126 : 127);
        for (int i = header - 1, rest = length; i > 1; i--, rest >>>= 8) {
            frame[i] = (byte) rest;
        }
        System.arraycopy(payload, 0, frame, header, length);
        out.write(frame);
        out.flush();
    }

    private static int byteOf(int read) throws EOFException {
        if (read < 0) {
            throw new EOFException();
        }
        return read;
    }

    private static String sha1(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
