package io.miprov.host.ssh;

import io.miprov.host.Background;
import io.miprov.host.HostRefused;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;

/** Makes connections, and makes them again when the network or a busy sshd says no. */
final class Dialer {
    private static final long FIRST_PAUSE = 250;

    private final Config config;
    private final Keys keys;
    private final Background background;
    private final Set<SSHClient> opening;

    /**
     * @param opening is told of clients that are not yet a connection, so that somebody can end
     *     them
     */
    Dialer(Config config, Keys keys, Background background, Set<SSHClient> opening) {
        this.config = config;
        this.keys = keys;
        this.background = background;
        this.opening = opening;
    }

    SshConnection connect(Route route, Jump jump) {
        long pause = FIRST_PAUSE;
        for (int left = route.retries(); ; left--) {
            HostKeyCheck check = check(route);
            SSHClient client = client(route, check);
            Handshake handshake = new Handshake(client, route, background);
            opening.add(client);
            try {
                dial(handshake, client, route, jump);
                new Login(client, route, keys).go();
                return new SshConnection(client, route, background).watched();
            } catch (IOException e) {
                end(client);
                check.refusal().ifPresent(Dialer::refuse);
                handshake.refusal(e).ifPresent(Dialer::refuse);
                if (left <= 0 || !passing(e)) {
                    throw refused(route, e);
                }
                sleep(pause);
                pause *= 2;
            } catch (RuntimeException e) {
                end(client);
                throw e;
            } finally {
                opening.remove(client);
            }
        }
    }

    private static void refuse(HostRefused refusal) {
        throw refusal;
    }

    private HostKeyCheck check(Route route) {
        String name =
                route.alias().isEmpty()
                        ? KnownHosts.nameOf(route.address(), route.port())
                        : route.alias();
        return new HostKeyCheck(
                route.who(),
                name,
                route.address(),
                route.port(),
                new KnownHosts(route.knownHosts()),
                route.hostKeys(),
                route.hashKnownHosts());
    }

    private SSHClient client(Route route, HostKeyCheck check) {
        SSHClient client = new SSHClient(config);
        client.addHostKeyVerifier(check);
        client.setSocketFactory(new Sockets(route.proxy()));
        client.setConnectTimeout((int) route.connectTimeout().toMillis());
        client.getTransport().setTimeoutMs((int) route.connectTimeout().toMillis());
        client.getConnection().setTimeoutMs((int) route.connectTimeout().toMillis());
        return client;
    }

    private static void dial(Handshake handshake, SSHClient client, Route route, Jump jump)
            throws IOException {
        if (route.jump().isPresent()) {
            SSHClient through = jump.to(route.jump().get()).client();
            handshake.within(() -> through(through, client, route));
        } else {
            handshake.within(() -> client.connect(route.address(), route.port()));
        }
    }

    private static void through(SSHClient jump, SSHClient client, Route route) throws IOException {
        client.connectVia(jump.newDirectConnection(route.address(), route.port()));
    }

    /** Finds the connection that leads to another. */
    interface Jump {
        SshConnection to(Route route) throws IOException;
    }

    /** Ends a client in whatever state it is; from any thread. */
    static void end(SSHClient client) {
        if (client.getTransport().isRunning()) {
            client.getTransport().die(new SSHException("given up"));
        }
        try {
            client.disconnect();
        } catch (IOException e) {
            // it is over in any case
        }
    }

    /** Whether it may work in a moment: nobody listens yet, or sshd has too many at the door. */
    private static boolean passing(IOException e) {
        if (e instanceof SSHException ssh) {
            return ssh.getDisconnectReason() == DisconnectReason.UNKNOWN;
        }
        return !(e instanceof UnknownHostException);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostRefused("interrupted", e);
        }
    }

    private static HostRefused refused(Route route, IOException e) {
        String tries = route.retries() > 0 ? ", tried " + (route.retries() + 1) + " times" : "";
        return new HostRefused(
                route.who() + ": " + reason(route, e) + tries + "\n  help: " + help(route, e), e);
    }

    private static String reason(Route route, IOException e) {
        if (e instanceof UnknownHostException) {
            return "the name " + route.address() + " is not known";
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer within " + route.connectTimeout().toMillis() / 1000.0 + " s";
        }
        if (e instanceof NoRouteToHostException) {
            return "there is no way to it: " + e.getMessage();
        }
        if (e instanceof ConnectException) {
            return "nobody listens there: " + e.getMessage();
        }
        return "the connection failed: " + e.getMessage();
    }

    private static String help(Route route, IOException e) {
        if (e instanceof UnknownHostException) {
            return "write its address as ansible_host, or see to the name service";
        }
        if (e instanceof SSHException) {
            return "see what `ssh -v -p "
                    + route.port()
                    + " "
                    + route.user()
                    + "@"
                    + route.address()
                    + "` says";
        }
        return "is the machine up, and is sshd on port " + route.port() + "? (ansible_port)";
    }

    /** Sockets that send at once: without it, every small packet waits 40 ms. */
    private static final class Sockets extends SocketFactory {
        private final Optional<String> proxy;

        Sockets(Optional<String> proxy) {
            this.proxy = proxy;
        }

        @Override
        public Socket createSocket() throws IOException {
            if (proxy.isPresent()) {
                return new ProxySocket(proxy.get());
            }
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
