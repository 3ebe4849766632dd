package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.host.Connections;
import io.miprov.host.Host;
import io.miprov.host.LocalShell;
import io.miprov.host.Target;
import java.util.ArrayList;
import java.util.List;

/** Opens each host the way its target says. What opens SSH is made when the first host needs it. */
final class Transports implements Connections {
    private final List<AutoCloseable> open = new ArrayList<>();

    @Override
    public Host open(Target target) {
        return switch (target.connection()) {
            case "local" -> local(target);
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

    @Override
    public synchronized void close() {
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
