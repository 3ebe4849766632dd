package io.miprov.host.ssh;

import io.miprov.host.Background;
import io.miprov.host.Connections;
import io.miprov.host.Host;
import io.miprov.host.HostRefused;
import io.miprov.host.LocalShell;
import io.miprov.host.Machine;
import io.miprov.host.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import net.schmizz.sshj.SSHClient;

/**
 * Hosts by SSH, and this machine. One connection for each way to a host is shared by all who open
 * it, and lives until this is closed; when it broke, the next who opens it gets a new one.
 */
public final class SshConnections implements Connections {
    private static final int HANDSHAKES_A_JUMP_HOST = 8;

    private final Passphrases passphrases;
    private final Route.Finder routes;
    private final Background background = new Background();
    private final Map<Route, Line> lines = new ConcurrentHashMap<>();
    private final Set<LocalShell> local = ConcurrentHashMap.newKeySet();
    private final Set<SSHClient> opening = ConcurrentHashMap.newKeySet();
    private Dialer dialer;
    private volatile boolean closed;

    /** For the user who runs the program: their {@code ~/.ssh} and their agent. */
    public SshConnections(Passphrases passphrases) {
        this(
                passphrases,
                Path.of(System.getProperty("user.home")),
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(socket -> !socket.isEmpty())
                        .map(Path::of));
    }

    /**
     * @param home where {@code .ssh} is
     * @param agent the socket of an ssh-agent
     */
    public SshConnections(Passphrases passphrases, Path home, Optional<Path> agent) {
        this.passphrases = passphrases;
        this.routes = new Route.Finder(home, agent.filter(Files::exists));
    }

    @Override
    public Host open(Target target) {
        List<String> shell = List.of(target.shell().strip().split("\\s+"));
        if (target.connection().equals("local")) {
            LocalShell here = new LocalShell(target.name(), shell);
            local.add(here);
            return here;
        }
        if (!target.connection().equals("ssh") && !target.connection().equals("smart")) {
            throw new HostRefused(
                    target.name()
                            + ": ansible_connection: "
                            + target.connection()
                            + " is not known here\n  help: there are ssh and local");
        }
        Route route = routes.to(target);
        return lines.computeIfAbsent(route, any -> new Line()).machine(route, shell).host();
    }

    private synchronized Dialer dialer() {
        if (dialer == null) {
            LeanConfig config = LeanConfig.make();
            dialer = new Dialer(config, new Keys(config, passphrases), background, opening);
        }
        return dialer;
    }

    /** What there is of one way to a host. */
    private final class Line {
        private final Semaphore handshakes = new Semaphore(HANDSHAKES_A_JUMP_HOST);
        private Optional<SshConnection> connection = Optional.empty();
        private Optional<Machine> machine = Optional.empty();

        synchronized Machine machine(Route route, List<String> shell) {
            boolean stale = connection.isEmpty() || !connection.get().alive();
            if (stale || machine.isEmpty()) {
                machine = Optional.of(new Machine(connection(route), shell, background));
            }
            return machine.get();
        }

        synchronized SshConnection connection(Route route) {
            if (connection.isEmpty() || !connection.get().alive()) {
                if (closed) {
                    throw new HostRefused(route.who() + ": the run is over");
                }
                connection = Optional.of(route.jump().isPresent() ? far(route) : near(route));
            }
            return connection.get();
        }

        private SshConnection near(Route route) {
            return dialer().connect(
                            route,
                            jump -> {
                                throw new IOException("no way through");
                            });
        }

        private SshConnection far(Route route) {
            Line first = lines.computeIfAbsent(route.jump().get(), any -> new Line());
            first.handshakes.acquireUninterruptibly();
            try {
                return dialer().connect(route, first::asJump);
            } finally {
                first.handshakes.release();
            }
        }

        private synchronized SshConnection asJump(Route route) throws IOException {
            boolean fresh = connection.isEmpty();
            SshConnection found = connection(route);
            if (fresh) {
                found.warmUp();
            }
            return found;
        }

        void end() {
            connection.ifPresent(each -> each.lose("the run was ended"));
        }
    }

    @Override
    public void close() {
        closed = true;
        opening.forEach(Dialer::end);
        lines.values().forEach(Line::end);
        local.forEach(LocalShell::close);
        background.close();
    }
}
