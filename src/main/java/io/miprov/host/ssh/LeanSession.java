package io.miprov.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/** A session channel that does not wait where it need not. */
final class LeanSession extends SessionChannel {
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

    /** Ends the input, even while another thread writes. */
    void endInput() throws TransportException {
        if (isOpen()) {
            trans.write(newBuffer(Message.CHANNEL_EOF));
        }
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
}
