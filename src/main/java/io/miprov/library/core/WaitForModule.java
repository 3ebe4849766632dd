package io.miprov.library.core;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Waits until a port is open or closed, or a file is there, gone, or has a line.

                - wait_for:
                    port: 8290
                    timeout: 60
                """,
        without = {"exclude_hosts"})
public final class WaitForModule implements Module<WaitForModule.Params> {
    private static final Map<String, String> HEX =
            Map.of(
                    "ESTABLISHED",
                    "01",
                    "SYN_SENT",
                    "02",
                    "SYN_RECV",
                    "03",
                    "FIN_WAIT1",
                    "04",
                    "FIN_WAIT2",
                    "05",
                    "TIME_WAIT",
                    "06");

    /** What it takes. */
    public record Params(
            @Doc("the port to wait for") Optional<Integer> port,
            @Doc(value = "the host of the port, as seen from this one", orElse = "127.0.0.1")
                    String host,
            @Doc("the file to wait for") Optional<String> path,
            @Doc("what a line of the file must match") Optional<String> searchRegex,
            @Doc(value = "what to wait for", orElse = "started") State state,
            @Doc(value = "for how many seconds at most", orElse = "300") int timeout,
            @Doc(value = "how many seconds to wait before the first look", orElse = "0") int delay,
            @Doc(value = "how many seconds between two looks", orElse = "1") int sleep,
            @Doc(value = "for how many seconds a connection is tried", orElse = "5")
                    int connectTimeout,
            @Doc("what to say when the time is up") Optional<String> msg,
            @Doc(
                            value = "which states of a connection count for drained",
                            orElse = "ESTABLISHED,FIN_WAIT1,FIN_WAIT2,SYN_RECV,SYN_SENT,TIME_WAIT")
                    List<String> activeConnectionStates) {

        String what() {
            return path.orElseGet(() -> host + ":" + port.map(Object::toString).orElse(""));
        }

        boolean gone() {
            return state == State.ABSENT || state == State.STOPPED;
        }
    }

    /** What to wait for. */
    public enum State {
        STARTED,
        PRESENT,
        STOPPED,
        ABSENT,
        DRAINED
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        Sh delay = params.delay() > 0 ? Sh.of("sleep {}", params.delay()) : Sh.NOTHING;
        Sh script = Scripts.resource("wait_for.sh").then(delay.and(wait(params)));
        return new Ask(script, reply -> outcome(params, reply)).notInCheckMode();
    }

    private static void refuse(Params params) {
        if (params.port().isPresent() && params.path().isPresent()) {
            throw new BadParams("path", "`port` and `path` are both given; it takes one of them");
        }
        if (params.searchRegex().isPresent() && params.path().isEmpty()) {
            throw new BadParams(
                    "search_regex", "`search_regex` is supported for `path` only, not for a port");
        }
        if (params.state() == State.DRAINED && params.port().isEmpty()) {
            throw new BadParams("state", "`state: drained` needs `port`");
        }
        for (String state : params.activeConnectionStates()) {
            if (!HEX.containsKey(state)) {
                throw new BadParams(
                        "active_connection_states",
                        "`" + state + "` is none of " + String.join(", ", HEX.keySet()));
            }
        }
    }

    private static Sh wait(Params params) {
        if (params.port().isEmpty() && params.path().isEmpty()) {
            return Sh.of("sleep {} && echo {}", params.timeout(), params.timeout());
        }
        String not = params.gone() ? "not " : "";
        String wait = "wait_until {} {} " + not;
        if (params.path().isPresent()) {
            return Sh.of(
                    wait + "path_there {} {}",
                    params.timeout(),
                    params.sleep(),
                    params.path().get(),
                    params.searchRegex().orElse(""));
        }
        if (params.state() == State.DRAINED) {
            return Sh.of(
                    wait + "drained {} {}",
                    params.timeout(),
                    params.sleep(),
                    params.port().get(),
                    params.activeConnectionStates().stream().map(HEX::get).toList());
        }
        return Sh.of(
                wait + "port_open {} {} {}",
                params.timeout(),
                params.sleep(),
                params.host(),
                params.port().get(),
                params.connectTimeout());
    }

    private static Outcome outcome(Params params, Reply reply) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", params.state().name().toLowerCase(Locale.ROOT));
        values.put("path", params.path().orElse(null));
        values.put("port", params.port().map(Integer::longValue).orElse(null));
        values.put("search_regex", params.searchRegex().orElse(null));
        if (reply.ok()) {
            values.put("elapsed", Long.parseLong(reply.out().strip()));
            return Outcome.ok(values);
        }
        values.put("elapsed", (long) params.timeout());
        String late =
                params.msg()
                        .orElseGet(
                                () ->
                                        "Timeout when waiting for "
                                                + params.searchRegex()
                                                        .map(r -> r + " in ")
                                                        .orElse("")
                                                + params.what()
                                                + (params.gone() ? " to stop" : ""));
        String said = reply.err().strip();
        return Outcome.of(
                Outcome.Status.FAILED, said.isEmpty() ? late : late + "; " + said, values);
    }
}
