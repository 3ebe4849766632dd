package io.miprov.library.network;

import io.miprov.host.Sh;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Takes a server out of a haproxy that runs, lets it drain, or puts it back, over haproxy's socket. It lasts
        until haproxy starts anew.

        - haproxy:
            host: mi-1
            backend: wso2mi
            state: disabled
            shutdown_sessions: true
            socket: /run/haproxy/admin.sock
        """)
public final class HaproxyModule implements Module<HaproxyModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the server, as haproxy's configuration names it") String host,
            @Doc("enabled: it gets requests; drain: those of its old sessions; disabled: none")
                    State state,
            @Doc("the backend that it is in; without it, all that have it")
                    Optional<String> backend,
            @Doc(
                            value = "the socket of haproxy, with the level admin",
                            orElse = "/var/run/haproxy.sock",
                            path = true)
                    String socket,
            @Doc(
                            "the weight of a server that is enabled, or its part of the configured one, as 50%")
                    Optional<String> weight,
            @Doc(value = "whether a disabled server's sessions are ended", orElse = "no")
                    boolean shutdownSessions,
            @Doc(value = "whether a disabled server drains first", orElse = "no") boolean drain,
            @Doc(value = "whether checks by the agent go along", orElse = "no") boolean agent,
            @Doc(value = "whether checks of health go along", orElse = "no") boolean health,
            @Doc(value = "whether it is a failure when there is no such server", orElse = "no")
                    boolean failOnNotFound,
            @Doc(value = "whether to wait until it is UP, MAINT or DRAIN", orElse = "no")
                    boolean wait_,
            @Doc(value = "how often it is looked for", orElse = "25") int waitRetries,
            @Doc(value = "how many seconds pass between two looks", orElse = "5")
                    int waitInterval) {}

    /** How it should be. */
    public enum State {
        ENABLED,
        DISABLED,
        DRAIN
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh words = Sh.resource(HaproxyModule.class, "haproxy.sh");
        return new Decide(
                words.then(Sh.of("haproxy_state {}", params.socket())),
                answer -> new HaproxyPlan(params, HaproxyServers.read(answer)).change(words),
                Map.of());
    }
}
