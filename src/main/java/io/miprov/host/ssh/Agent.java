package io.miprov.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * A running ssh-agent, spoken to as draft-miller-ssh-agent describes. Each request has a connection
 * of its own, so many threads may ask.
 */
record Agent(Path socket) {
    private static final byte LIST = 11;
    private static final byte LIST_ANSWER = 12;
    private static final byte SIGN = 13;
    private static final byte SIGN_ANSWER = 14;

    /**
     * A key that the agent holds.
     *
     * @param blob the public half, as it goes over the wire
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Identity(byte[] blob, String comment) {
        /** {@code ssh-ed25519} and the like. */
        String type() {
            ByteBuffer in = ByteBuffer.wrap(blob);
            byte[] name = new byte[in.getInt()];
            in.get(name);
            return new String(name, UTF_8);
        }
    }

    List<Identity> identities() throws IOException {
        ByteBuffer answer =
                ask(new Buffer.PlainBuffer().putByte(LIST).getCompactData(), LIST_ANSWER);
        List<Identity> identities = new ArrayList<>();
        for (int left = answer.getInt(); left > 0; left--) {
            identities.add(new Identity(bytes(answer), new String(bytes(answer), UTF_8)));
        }
        return identities;
    }

    /** The signature, with its algorithm in front. */
    byte[] sign(byte[] blob, byte[] data, int flags) throws IOException {
        byte[] request =
                new Buffer.PlainBuffer()
                        .putByte(SIGN)
                        .putBytes(blob)
                        .putBytes(data)
                        .putUInt32(flags)
                        .getCompactData();
        return bytes(ask(request, SIGN_ANSWER));
    }

    private ByteBuffer ask(byte[] request, byte expected) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer out = ByteBuffer.allocate(4 + request.length);
            out.putInt(request.length).put(request).flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            ByteBuffer answer = read(channel, read(channel, 4).getInt());
            if (answer.get() != expected) {
                throw new IOException("the agent at " + socket + " says no");
            }
            return answer;
        }
    }

    private static ByteBuffer read(SocketChannel channel, int size) throws IOException {
        if (size < 0 || size > 1 << 20) {
            throw new IOException("not an ssh-agent");
        }
        ByteBuffer in = ByteBuffer.allocate(size);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new IOException("the agent hung up");
            }
        }
        return in.flip();
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
