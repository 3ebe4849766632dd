package io.miprov.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.net.ssl.SSLException;

/** Sends single requests, keeps connections for those that want one, and judges the answers. */
final class Visitor {
    private static final int TIMEOUT_MILLIS = 15_000;
    private static final int SMALLEST_BODY = 1 << 10;
    private static final int SMALL_BODY = 1 << 15;
    private static final int LARGEST_BODY = 1 << 20;
    private static final int LARGE_ONES = 20;
    private static final int SLOW_FROM = 5;
    private static final int SLOW_TO = 20;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final Pattern NODE =
            Pattern.compile(
                    "\"node\":\"([^\"]*)\",\"version\":\"([^\"]*)\".*\"path\":\"([^\"]*)\"");

    private final Map<Door, Deque<Kept>> idle = new ConcurrentHashMap<>();
    private final byte[] noise = new byte[LARGEST_BODY];

    /** A connection that waits for its next request since some time. */
    private record Kept(Wire wire, long since) {}

    /**
     * What came of a request.
     *
     * @param node which node answered with which version, as {@code mi1 4.4.0}; empty when nobody
     * @param seconds how long the server was told to take
     * @param detail what went wrong
     */
    record Seen(Verdict verdict, String node, int seconds, String detail) {}

    /** A request as it is sent. */
    private record Ask(Door door, Kind kind, String path, ByteBuffer body, int seconds) {
        String head() {
            String connection = kind.kept() ? "" : "Connection: close\r\n";
            String length = kind.posts() ? "Content-Length: " + body.capacity() + "\r\n" : "";
            String method = kind.posts() ? "POST " : "GET ";
            String query = seconds > 0 ? "?seconds=" + seconds : "";
            String host = "Host: " + door.host() + ":" + door.port() + "\r\n";
            return method + path + query + " HTTP/1.1\r\n" + host + length + connection + "\r\n";
        }
    }

    Visitor() {
        new Random(1).nextBytes(noise);
    }

    Seen visit(Door door, Kind kind, long number) {
        Random random = ThreadLocalRandom.current();
        boolean slow = kind == Kind.SLOW;
        Ask ask =
                new Ask(
                        door,
                        kind,
                        slow ? "/slow" : "/load/" + number,
                        ByteBuffer.wrap(kind.posts() ? body(random) : new byte[0]),
                        slow ? SLOW_FROM + random.nextInt(SLOW_TO - SLOW_FROM + 1) : 0);
        Wire wire = kind.kept() ? kept(door) : null;
        if (wire == null) {
            return onNew(ask, Verdict.OK);
        }
        try {
            return judge(ask, wire, Verdict.OK);
        } catch (IOException e) {
            boolean unanswered = !wire.answering() && !(e instanceof SocketTimeoutException);
            wire.close();
            return unanswered && !kind.posts()
                    ? onNew(ask, Verdict.RETRIED)
                    : failed(ask, e, "on a kept connection");
        }
    }

    void close() {
        idle.values().forEach(wires -> wires.forEach(kept -> kept.wire().close()));
    }

    private Seen onNew(Ask ask, Verdict good) {
        Wire wire = null;
        try {
            wire = ask.door().open(TIMEOUT_MILLIS);
            return judge(ask, wire, good);
        } catch (IOException e) {
            if (wire != null) {
                wire.close();
            }
            return failed(ask, e, "on a new connection");
        }
    }

    private Seen judge(Ask ask, Wire wire, Verdict good) throws IOException {
        wire.timeout(TIMEOUT_MILLIS + 1000 * ask.seconds());
        Wire.Answer answer = wire.ask(ask.head(), ask.body().array());
        if (ask.kind().kept() && answer.keeps()) {
            keep(ask.door(), wire);
        } else {
            wire.close();
        }
        Matcher node = NODE.matcher(answer.text());
        String by = node.find() ? node.group(1) + " " + node.group(2) : "";
        if (answer.status() != 200) {
            String upstream = answer.headers().getOrDefault("x-upstream", "-");
            return new Seen(
                    Verdict.WRONG_STATUS,
                    by,
                    ask.seconds(),
                    answer.status() + " from upstream " + upstream);
        }
        boolean right = !by.isEmpty() && node.group(3).equals(ask.path()) && echoes(ask, answer);
        return new Seen(
                right ? good : Verdict.WRONG_ANSWER,
                by,
                ask.seconds(),
                right ? "" : answer.text().strip());
    }

    private static boolean echoes(Ask ask, Wire.Answer answer) {
        CRC32 sum = new CRC32();
        sum.update(ask.body().array());
        return answer.text()
                .contains("\"length\":" + ask.body().capacity() + ",\"crc32\":" + sum.getValue());
    }

    private static Seen failed(Ask ask, IOException e, String where) {
        Verdict verdict =
                e instanceof SocketTimeoutException
                        ? Verdict.TIMEOUT
                        : e instanceof ConnectException
                                ? Verdict.REFUSED
                                : e instanceof SSLException && isAboutTls(e)
                                        ? Verdict.TLS
                                        : Verdict.RESET;
        return new Seen(verdict, "", ask.seconds(), e.getMessage() + ", " + where);
    }

    /** A TLS error that is not only a connection that ended. */
    private static boolean isAboutTls(IOException e) {
        return !(e.getCause() instanceof IOException)
                && !String.valueOf(e.getMessage()).contains("terminated");
    }

    private Wire kept(Door door) {
        Deque<Kept> wires = idle.computeIfAbsent(door, d -> new ConcurrentLinkedDeque<>());
        for (Kept kept = wires.pollFirst(); kept != null; kept = wires.pollFirst()) {
            if (System.nanoTime() - kept.since() < IDLE_NANOS && !kept.wire().isStale()) {
                return kept.wire();
            }
            kept.wire().close();
        }
        return null;
    }

    private void keep(Door door, Wire wire) {
        idle.computeIfAbsent(door, d -> new ConcurrentLinkedDeque<>())
                .addFirst(new Kept(wire, System.nanoTime()));
    }

    /** Mostly small bodies, some up to a megabyte. */
    private byte[] body(Random random) {
        int most = random.nextInt(LARGE_ONES) == 0 ? LARGEST_BODY : SMALL_BODY;
        int length = SMALLEST_BODY + random.nextInt(most - SMALLEST_BODY + 1);
        byte[] body = new byte[length];
        System.arraycopy(noise, 0, body, 0, length);
        body[0] = (byte) random.nextInt();
        return body;
    }
}
