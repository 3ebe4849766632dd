package io.miprov.load;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A client that holds a WebSocket: it says something each second and wants it back. After its time
 * it closes and opens another one.
 */
final class Talker implements Runnable {
    private static final int ECHO_MILLIS = 15_000;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int GOING_AWAY = 1001;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Door door;
    private final long lifeSeconds;
    private final Tally tally;
    private final BooleanSupplier over;

    /**
     * @param lifeSeconds how long it holds one; 0 for ever
     * @param over whether to end
     */
    Talker(Door door, long lifeSeconds, Tally tally, BooleanSupplier over) {
        this.door = door;
        this.lifeSeconds = lifeSeconds;
        this.tally = tally;
        this.over = over;
    }

    /** The server said that it goes. */
    private static final class ToldToGo extends Exception {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void run() {
        while (!over.getAsBoolean()) {
            boolean open = false;
            try (Wire wire = door.open(ECHO_MILLIS)) {
                shakeHands(wire);
                open = true;
                talk(wire);
            } catch (ToldToGo e) {
                note(Verdict.TOLD_TO_GO, "");
            } catch (IOException e) {
                boolean dropped = open && lifeSeconds == 0;
                note(
                        dropped ? Verdict.HELD_DROPPED : Verdict.BROKEN,
                        e.getMessage() + (open ? ", while open" : ", when opened"));
                pause(SECOND / 5);
            }
        }
    }

    private void shakeHands(Wire wire) throws IOException {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        Wire.Answer answer =
                wire.ask(
                        "GET /websocket HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                        .formatted(door.host(), door.port())
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n\r\n"
                                        .formatted(Base64.getEncoder().encodeToString(key)),
                        new byte[0]);
        if (answer.status() != 101) {
            throw new IOException("status " + answer.status());
        }
    }

    private void talk(Wire wire) throws IOException, ToldToGo {
        long end = System.nanoTime() + lifeSeconds * SECOND;
        for (int i = 0; !over.getAsBoolean(); i++) {
            if (lifeSeconds > 0 && System.nanoTime() > end) {
                break;
            }
            String said = "message " + i;
            send(wire, TEXT, said.getBytes(StandardCharsets.UTF_8));
            String heard = hear(wire);
            if (!heard.equals(said)) {
                throw new IOException("said '" + said + "', heard '" + heard + "'");
            }
            note(Verdict.OK, "");
            pause(SECOND);
        }
        send(wire, CLOSE, new byte[] {3, (byte) 0xe8});
    }

    private static String hear(Wire wire) throws IOException, ToldToGo {
        DataInputStream in = new DataInputStream(wire.in());
        int first = in.read();
        if (first < 0) {
            throw new EOFException("closed without a word");
        }
        int length = in.readUnsignedByte() & 0x7f;
        byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
        in.readFully(payload);
        if ((first & 0x0f) == CLOSE) {
            int status = payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
            if (status == GOING_AWAY) {
                throw new ToldToGo();
            }
            throw new IOException("closed with " + status);
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Clients mask what they send. */
    private static void send(Wire wire, int opcode, byte[] payload) throws IOException {
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        frame.write(0x80 | payload.length);
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        wire.out().write(frame.toByteArray());
        wire.out().flush();
    }

    private void note(Verdict verdict, String detail) {
        tally.note(door.scheme(), Kind.WEBSOCKET, verdict, "", detail);
    }

    private void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!over.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(SECOND / 10, end - System.nanoTime()));
        }
    }
}
