package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Secret;
import io.miprov.host.Connections;
import io.miprov.host.Host;
import io.miprov.host.HostRefused;
import io.miprov.host.LocalShell;
import io.miprov.host.Target;
import io.miprov.host.ssh.SshConnections;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens each host the way its target says. What opens SSH is made when the first host needs it. */
final class Transports implements Connections {
    private final List<AutoCloseable> open = new ArrayList<>();
    private Optional<Connections> ssh = Optional.empty();
    private boolean closed;

    @Override
    public Host open(Target target) {
        return switch (target.connection()) {
            case "local" -> local(target);
            case "ssh", "smart" -> ssh().open(target);
            default ->
                    throw new BadInput(
                            "error: "
                                    + target.name()
                                    + " is to be reached by `"
                                    + target.connection()
                                    + "`, which is not supported\n"
                                    + "  = help: set ansible_connection to ssh or local\n");
        };
    }

    private synchronized Host local(Target target) {
        Host host = new LocalShell(target.name(), List.of(target.shell().split(" ")));
        open.add(host);
        return host;
    }

    private synchronized Connections ssh() {
        if (closed) {
            throw new HostRefused("the run is over");
        }
        if (ssh.isEmpty()) {
            ssh = Optional.of(new SshConnections(Transports::ask));
            open.add(ssh.get());
        }
        return ssh.get();
    }

    private static Optional<Secret> ask(String question) {
        Console console = System.console();
        char[] answer = console == null ? null : console.readPassword("%s: ", question);
        return answer == null ? Optional.empty() : Optional.of(new Secret(new String(answer)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing never fails", e);
            }
        }
        open.clear();
    }
}
