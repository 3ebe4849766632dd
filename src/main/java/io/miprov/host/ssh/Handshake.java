package io.miprov.host.ssh;

import io.miprov.host.Background;
import io.miprov.host.HostRefused;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;

/**
 * The time that a server has to say who it is and to agree on keys. The library waits for its first
 * line for ever; so we hang up when the time is over.
 */
final class Handshake {
    private final SSHClient client;
    private final Route route;
    private final Background background;
    private volatile boolean late;

    Handshake(SSHClient client, Route route, Background background) {
        this.client = client;
        this.route = route;
        this.background = background;
    }

    /** What takes part in the time. */
    interface Step {
        void go() throws IOException;
    }

    /** Does this; when it takes too long, it fails. */
    void within(Step step) throws IOException {
        // a connect that is not answered has the same time, and words of its own
        Future<?> limit = background.after(route.connectTimeout().plusMillis(50), this::hangUp);
        try {
            step.go();
        } finally {
            limit.cancel(false);
        }
    }

    private void hangUp() {
        late = true;
        background.run(Executors.callable(() -> Dialer.end(client)));
    }

    /** What to tell when the time was over: there is no use in trying again. */
    Optional<HostRefused> refusal(IOException e) {
        if (!late && !(e.getCause() instanceof TimeoutException)) {
            return Optional.empty();
        }
        String seconds = route.connectTimeout().toMillis() / 1000.0 + " s";
        String what =
                banner().isEmpty()
                        ? "somebody is there, but nothing that speaks SSH answered within "
                                + seconds
                        : banner() + " answered, but did not agree on keys within " + seconds;
        return Optional.of(
                new HostRefused(
                        route.who()
                                + ": "
                                + what
                                + "\n  help: is port "
                                + route.port()
                                + " the one of sshd (ansible_port)? A host that is busy or starting"
                                + " may need longer (--timeout, ansible_timeout)",
                        e));
    }

    private String banner() {
        try {
            return client.getTransport().getServerVersion();
        } catch (StringIndexOutOfBoundsException e) {
            // the library's way to say that there was none
            return "";
        }
    }
}
