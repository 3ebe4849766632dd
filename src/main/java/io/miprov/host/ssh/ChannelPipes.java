package io.miprov.host.ssh;

import io.miprov.host.Pipes;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.direct.Signal;

/** The streams of a command on a channel. */
record ChannelPipes(SshConnection connection, LeanSession session) implements Pipes {

    @Override
    public OutputStream in() {
        return session.getOutputStream();
    }

    @Override
    public InputStream out() {
        return session.getInputStream();
    }

    @Override
    public InputStream err() {
        return session.getErrorStream();
    }

    @Override
    public void hangUp() {
        try {
            session.endInput();
        } catch (SSHException e) {
            connection.lose(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int ending() {
        try {
            session.join(1, TimeUnit.SECONDS);
        } catch (SSHException e) {
            return 1;
        }
        Signal signal = session.getExitSignal();
        if (signal != null) {
            return signal == Signal.KILL ? 137 : 143;
        }
        return session.getExitStatus() == null ? 1 : session.getExitStatus();
    }

    @Override
    public boolean running() {
        return session.isOpen() && !session.isEOF();
    }

    @Override
    public boolean alive() {
        return !session.broken() && connection.alive();
    }

    @Override
    public String loss() {
        // channels hear of the end before the connection itself does, and nobody is to be given it
        // again
        connection.lose(connection.loss());
        return connection.loss();
    }

    @Override
    public void close() {
        session.abandon();
    }
}
