package io.miprov.library.network;

import io.miprov.host.Sh;
import io.miprov.library.network.HaproxyModule.Params;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What haproxy must be told so that a server is as wanted in each backend. */
final class HaproxyPlan {
    private final Params params;
    private final HaproxyServers servers;
    private final List<Sh> steps = new ArrayList<>();
    private final List<Sh> waits = new ArrayList<>();
    private final List<Object> commands = new ArrayList<>();

    HaproxyPlan(Params params, HaproxyServers servers) {
        this.params = params;
        this.servers = servers;
    }

    Change change(Sh words) {
        params.backend().map(List::of).orElseGet(servers::backends).forEach(this::backend);
        Map<String, Object> says = new LinkedHashMap<>();
        List<Object> before = servers.told(params.backend(), params.host());
        says.put("state_before", before);
        says.put("state_after", before);
        if (steps.isEmpty() && waits.isEmpty()) {
            return new Answer(Outcome.ok(says));
        }
        boolean only = steps.isEmpty();
        says.put("command", commands);
        steps.addAll(waits);
        Sh script = words.then(steps.stream().reduce(Sh::and).orElseThrow());
        Act act =
                new Act(
                                script.and(Sh.of("printf '\\036\\036'"))
                                        .and(Sh.of("haproxy_state {}", params.socket())),
                                says,
                                new Outcome.TextDiff(
                                        "server " + params.host(),
                                        before + "\n",
                                        String.join("\n", commands.toArray(String[]::new)) + "\n"))
                        .reading(this::after);
        return only ? act.asUpkeep() : act;
    }

    private void backend(String backend) {
        Optional<HaproxyServers.Server> found = servers.server(backend, params.host());
        if (found.isEmpty()) {
            if (params.failOnNotFound()) {
                throw new IllegalArgumentException(
                        "The specified backend '"
                                + backend
                                + "/"
                                + params.host()
                                + "' was not found!");
            }
            return;
        }
        HaproxyServers.Server server = found.get();
        String name = backend + "/" + params.host();
        switch (params.state()) {
            case ENABLED -> enable(backend, name, server);
            case DRAIN -> drain(backend, name, server);
            case DISABLED -> {
                if (params.drain() && !server.inMaintenance()) {
                    drain(backend, name, server);
                    steps.addAll(waits);
                    waits.clear();
                }
                disable(backend, name, server);
            }
        }
    }

    private void enable(String backend, String name, HaproxyServers.Server server) {
        List<String> say = new ArrayList<>();
        if (server.inMaintenance() || server.draining()) {
            say.add("enable server " + name);
        }
        if (params.agent() && server.agentDiffers(true)) {
            say.add("enable agent " + name);
        }
        if (params.health() && server.healthDiffers(true)) {
            say.add("enable health " + name);
        }
        params.weight()
                .filter(weight -> !server.weighs(weight))
                .ifPresent(weight -> say.add("set weight " + name + " " + weight));
        say(backend, say, "UP");
    }

    private void disable(String backend, String name, HaproxyServers.Server server) {
        List<String> say = new ArrayList<>();
        if (params.agent() && server.agentDiffers(false)) {
            say.add("disable agent " + name);
        }
        if (params.health() && server.healthDiffers(false)) {
            say.add("disable health " + name);
        }
        if (!server.inMaintenance()) {
            say.add("disable server " + name);
            if (params.shutdownSessions()) {
                say.add("shutdown sessions server " + name);
            }
        }
        say(backend, say, "MAINT");
    }

    private void drain(String backend, String name, HaproxyServers.Server server) {
        boolean drains = server.draining() && !server.inMaintenance();
        say(backend, drains ? List.of() : List.of("set server " + name + " state drain"), "DRAIN");
    }

    private void say(String backend, List<String> say, String status) {
        if (!say.isEmpty()) {
            String command = String.join("; ", say);
            commands.add(command);
            steps.add(Sh.of("haproxy_says {} {} && printf '\\036'", params.socket(), command));
        }
        boolean there =
                servers.told(Optional.of(backend), params.host())
                        .toString()
                        .contains("status=" + status);
        if (params.wait_() && !(say.isEmpty() && there)) {
            waits.add(
                    Sh.of(
                            "haproxy_awaits {} {} {} {} {} {} {}",
                            params.socket(),
                            backend,
                            params.host(),
                            status,
                            params.drain() ? "idle" : "",
                            params.waitRetries(),
                            params.waitInterval()));
        }
    }

    private Map<String, Object> after(String out) {
        int cut = out.lastIndexOf("\036\036");
        List<Object> output = new ArrayList<>();
        Arrays.stream(out.substring(0, cut).split("\036")).map(String::strip).forEach(output::add);
        HaproxyServers now = HaproxyServers.read(out.substring(cut + 2));
        for (String backend : params.backend().map(List::of).orElseGet(now::backends)) {
            now.server(backend, params.host())
                    .filter(server -> !reached(server))
                    .ifPresent(
                            server -> {
                                throw new IllegalArgumentException(
                                        "haproxy did not change "
                                                + backend
                                                + "/"
                                                + params.host()
                                                + "; it said: "
                                                + output);
                            });
        }
        return Map.of("state_after", now.told(params.backend(), params.host()), "output", output);
    }

    private boolean reached(HaproxyServers.Server server) {
        return switch (params.state()) {
            case ENABLED -> !server.inMaintenance() && !server.draining();
            case DRAIN -> server.draining();
            case DISABLED -> server.inMaintenance();
        };
    }
}
