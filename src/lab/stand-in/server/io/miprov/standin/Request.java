package io.miprov.standin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/** One HTTP/1.1 request. Of its body, length and CRC-32 are kept: enough to answer what arrived. */
final class Request {
    final String method;
    final String path;
    final String query;
    final Map<String, String> headers;
    final Body body;

    /** What came behind the headers. */
    static final class Body {
        final CRC32 sum = new CRC32();
        long length;

        private void add(byte[] bytes, int count) {
            sum.update(bytes, 0, count);
            length += count;
        }
    }

    private Request(String method, String target, Map<String, String> headers, Body body) {
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? "" : target.substring(mark + 1);
        this.headers = headers;
        this.body = body;
    }

    /**
     * Waits for a first byte, tells {@code began}, and reads on. Null when the client has closed.
     */
    static Request read(InputStream in, Runnable began) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        began.run();
        String[] start = line(in, first).split(" ");
        if (start.length < 2) {
            throw new IOException("no HTTP");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in, in.read()); !line.isEmpty(); line = line(in, in.read())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        return new Request(start[0], start[1], headers, body(in, headers));
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** A number of the query, such as ms=500. */
    long number(String name, long orElse) {
        for (String part : query.split("&")) {
            if (part.matches(name + "=\\d{1,9}")) {
                return Long.parseLong(part.substring(name.length() + 1));
            }
        }
        return orElse;
    }

    private static Body body(InputStream in, Map<String, String> headers) throws IOException {
        Body body = new Body();
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                take(in, size, body);
                line(in, in.read());
            }
            while (!line(in, in.read()).isEmpty()) {
                // trailers say nothing here
            }
        } else if (headers.containsKey("content-length")) {
            take(in, Long.parseLong(headers.get("content-length")), body);
        }
        return body;
    }

    private static void take(InputStream in, long length, Body body) throws IOException {
        byte[] buffer = new byte[(int) Math.min(length, 65536)];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException();
            }
            body.add(buffer, read);
            left -= read;
        }
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in, in.read()).split(";")[0].trim(), 16);
    }

    private static String line(InputStream in, int first) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int c = first; c != '\n'; c = in.read()) {
            if (c < 0 || out.size() > 65536) {
                throw new EOFException();
            }
            out.write(c);
        }
        return new String(out.toByteArray(), StandardCharsets.ISO_8859_1).trim();
    }
}
