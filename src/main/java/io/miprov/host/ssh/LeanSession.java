package io.miprov.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/**
 * A session channel that waits only where it must. The library's own stream into a channel holds a
 * lock while it waits for the other side, and who wants to end the channel waits for that lock.
 */
final class LeanSession extends SessionChannel {
    private static final int WAKE_UP = 1 << 20;
    private final OutputStream input = new Input();
    private final Object writing = new Object();
    private volatile boolean inputOver;
    private volatile boolean broken;

    LeanSession(Connection connection) {
        super(connection, UTF_8);
    }

    /**
     * Asks for the command, and lets its input follow at once; if the host says no, the channel
     * ends.
     */
    void begin(String command) throws TransportException {
        sendChannelRequest("exec", true, new Buffer.PlainBuffer().putString(command, UTF_8));
    }

    @Override
    public OutputStream getOutputStream() {
        return input;
    }

    /** Ends the input, even while another thread waits to write. */
    void endInput() throws TransportException {
        synchronized (writing) {
            if (!inputOver) {
                trans.write(newBuffer(Message.CHANNEL_EOF));
            }
            inputOver = true;
        }
        wakeWriter();
    }

    /** Gives the channel up without waiting for the host; readers of its streams are released. */
    void abandon() {
        try {
            sendClose();
        } catch (TransportException e) {
            notifyError(e);
        }
        closeAllStreams();
    }

    /** Whether the connection broke under the channel. */
    boolean broken() {
        return broken;
    }

    /** Nothing may follow a close, or the host ends the whole connection. */
    @Override
    protected void sendClose() throws TransportException {
        synchronized (writing) {
            inputOver = true;
            super.sendClose();
        }
        wakeWriter();
    }

    @Override
    public void notifyError(SSHException error) {
        broken = true;
        inputOver = true;
        wakeWriter();
        super.notifyError(error);
    }

    private void wakeWriter() {
        if (rwin != null) {
            rwin.expand(WAKE_UP);
        }
    }

    /** What the command reads; a writer waits as long as the command does not read. */
    private final class Input extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int part = (int) Math.min(length - done, Math.min(rwin.getMaxPacketSize(), room()));
                synchronized (writing) {
                    checkOpen();
                    trans.write(newBuffer(Message.CHANNEL_DATA).putBytes(bytes, from + done, part));
                    rwin.consume(part);
                }
                done += part;
            }
        }

        private long room() throws IOException {
            while (rwin.getSize() <= 0) {
                checkOpen();
                try {
                    rwin.awaitExpansion(0);
                } catch (ConnectionException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                }
            }
            return rwin.getSize();
        }

        private void checkOpen() throws IOException {
            if (inputOver) {
                throw new IOException("the command takes no more input");
            }
        }
    }
}
