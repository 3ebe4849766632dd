package io.miprov.host.ssh;

import io.miprov.host.Background;
import io.miprov.host.HostLost;
import io.miprov.host.Launcher;
import io.miprov.host.NoRoom;
import io.miprov.host.Pipes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * A connection that is logged in. A watch asks the other side now and then whether it is still
 * there.
 */
final class SshConnection implements Launcher {
    private static final byte[] NOTHING = {};

    private final SSHClient client;
    private final Route route;
    private final Background background;
    private volatile String loss = "";
    private volatile long heard = System.nanoTime();
    private volatile Future<?> asking;
    private volatile Future<?> watch;

    SshConnection(SSHClient client, Route route, Background background) {
        this.client = client;
        this.route = route;
        this.background = background;
    }

    /** Begins to watch. */
    SshConnection watched() {
        asking = background.after(Duration.ZERO, () -> {});
        watch = background.every(route.keepAlive(), this::look);
        return this;
    }

    private void look() {
        long silent = System.nanoTime() - heard;
        long allowed = route.keepAlive().toNanos() * route.keepAliveMax();
        if (!alive()) {
            watch.cancel(false);
        } else if (silent > allowed) {
            lose("it has been silent for " + TimeUnit.NANOSECONDS.toSeconds(silent) + " s");
        } else if (asking.isDone()) {
            asking = background.run(this::ask);
        }
    }

    private Void ask() throws SSHException {
        try {
            long patience = route.keepAlive().toMillis() * route.keepAliveMax();
            client.getConnection()
                    .sendGlobalRequest("keepalive@openssh.com", true, NOTHING)
                    .retrieve(patience, TimeUnit.MILLISECONDS);
            heard = System.nanoTime();
        } catch (ConnectionException e) {
            if (!(e.getCause() instanceof java.util.concurrent.TimeoutException)) {
                heard = System.nanoTime();
            }
        }
        return null;
    }

    @Override
    public String name() {
        return route.name();
    }

    @Override
    public String place() {
        return route.place();
    }

    @Override
    public String user() {
        return route.user();
    }

    @Override
    public Pipes start(List<String> words) throws IOException {
        if (!alive()) {
            throw new HostLost(route.who(), loss(), null);
        }
        LeanSession session = new LeanSession(client.getConnection());
        try {
            session.open();
        } catch (OpenFailException e) {
            throw new NoRoom(
                    "sshd lets no further session begin on this connection ("
                            + e.getMessage()
                            + ")\n  help: see MaxSessions in its sshd_config",
                    e);
        }
        session.begin("exec " + CommandLine.of(words));
        return new ChannelPipes(this, session);
    }

    @Override
    public void end() {
        lose("the connection was renewed");
    }

    /** Runs {@code true}: after that, sshd sends small packets of forwarded connections at once. */
    void warmUp() throws IOException {
        try (Session session = client.startSession()) {
            session.exec("true").join(5, TimeUnit.SECONDS);
        }
    }

    SSHClient client() {
        return client;
    }

    boolean alive() {
        return loss.isEmpty() && client.getTransport().isRunning();
    }

    String loss() {
        return loss.isEmpty() ? "the connection to " + route.place() + " broke" : loss;
    }

    /** Ends the connection at once, and everything on it; from any thread. */
    void lose(String reason) {
        if (loss.isEmpty()) {
            loss = reason;
        }
        if (watch != null) {
            watch.cancel(false);
        }
        client.getTransport().die(new SSHException(reason));
    }
}
