package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be done about a service, once it is known how it is. */
final class ServicePlan {
    private static final Set<String> RUNNING = Set.of("active", "activating", "reloading");
    private static final Set<String> ENABLED =
            Set.of("enabled", "enabled-runtime", "static", "alias", "indirect", "generated");
    private static final Set<String> CAN_NOT_BE_DISABLED =
            Set.of("static", "alias", "indirect", "generated", "transient");
    private static final Set<String> MASKED = Set.of("masked", "masked-runtime");

    private final Wanted wanted;
    private final String manager;
    private final Map<String, String> is;
    private final List<Sh> steps = new ArrayList<>();
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();

    /**
     * What a task wants of a service.
     *
     * @param scope {@code --system}, {@code --user} or {@code --global}
     */
    record Wanted(
            String name,
            Optional<State> state,
            Optional<Boolean> enabled,
            Optional<Boolean> masked,
            boolean reload,
            boolean reexec,
            boolean noBlock,
            boolean force,
            String scope) {

        Map<String, Object> says() {
            Map<String, Object> says = new LinkedHashMap<>();
            says.put("name", name);
            state.ifPresent(s -> says.put("state", s.running() ? "started" : "stopped"));
            enabled.ifPresent(e -> says.put("enabled", e));
            return says;
        }

        Sh look() {
            return Sh.of("service_state {} {}", name, scope);
        }
    }

    /** How a service should be. */
    public enum State {
        RELOADED,
        RESTARTED,
        STARTED,
        STOPPED;

        boolean running() {
            return this != STOPPED;
        }
    }

    private ServicePlan(Wanted wanted, String answer) {
        this.wanted = wanted;
        this.manager = answer.lines().findFirst().orElse("");
        this.is = read(answer);
    }

    static Change of(Wanted wanted) {
        return new Decide(
                words().then(wanted.look()),
                answer -> new ServicePlan(wanted, answer).change(),
                wanted.says());
    }

    private static Sh words() {
        return Scripts.resource("service.sh");
    }

    private static Map<String, String> read(String answer) {
        Map<String, String> is = new LinkedHashMap<>();
        answer.lines()
                .skip(1)
                .forEach(
                        line -> {
                            int at = line.indexOf('=');
                            if (at > 0) {
                                is.put(line.substring(0, at), line.substring(at + 1));
                            }
                        });
        return is;
    }

    private Change change() {
        boolean upkeep = upkeep();
        if (!wanted.name().isEmpty()) {
            if (is("LoadState").equals("not-found") && !wanted.reload()) {
                return missing();
            }
            mask();
            enable();
            run();
        }
        Map<String, Object> says = new LinkedHashMap<>(wanted.says());
        says.put("status", new LinkedHashMap<String, Object>(is));
        if (steps.isEmpty()) {
            return new Answer(Outcome.ok(says));
        }
        Act act = act(says);
        return upkeep && before.isEmpty() ? act.asUpkeep() : act;
    }

    private Act act(Map<String, Object> says) {
        Sh script = words();
        for (int i = 0; i < steps.size(); i++) {
            script = i == 0 ? script.then(steps.get(0)) : script.and(steps.get(i));
        }
        return new Act(
                        script.and(wanted.look()),
                        says,
                        new Outcome.TextDiff(wanted.name(), before.toString(), after.toString()))
                .reading(this::proven);
    }

    /** A service that is not there may come to be by what check mode only pretends to do. */
    private Change missing() {
        return new Act(
                Sh.of(
                        "printf 'Could not find the requested service %s: host\\n' {} >&2; false",
                        wanted.name()),
                wanted.says());
    }

    private boolean upkeep() {
        // NeedDaemonReload does not know of new folders with drop-ins, nor of other units.
        if (manager.equals("systemd") && wanted.reload()) {
            steps.add(Sh.of("systemctl {} daemon-reload", wanted.scope()));
        }
        if (manager.equals("systemd") && wanted.reexec()) {
            steps.add(Sh.of("systemctl {} daemon-reexec", wanted.scope()));
        }
        return !steps.isEmpty();
    }

    private void mask() {
        boolean masked = MASKED.contains(is("UnitFileState")) || is("LoadState").equals("masked");
        wanted.masked()
                .filter(mask -> mask != masked)
                .ifPresent(
                        mask ->
                                step(
                                        masked ? "masked" : "not masked",
                                        mask ? "masked" : "not masked",
                                        mask ? "mask" : "unmask"));
    }

    private void enable() {
        String state = is("UnitFileState");
        boolean enabled = ENABLED.contains(state);
        wanted.enabled()
                .filter(enable -> enable != enabled)
                .filter(enable -> enable || !CAN_NOT_BE_DISABLED.contains(state))
                .ifPresent(
                        enable ->
                                step(
                                        state.isEmpty() ? "not enabled" : state,
                                        enable ? "enabled" : "disabled",
                                        enable ? "enable" : "disable"));
    }

    private void run() {
        boolean running = RUNNING.contains(is("ActiveState"));
        String now = is("ActiveState").isEmpty() ? "inactive" : is("ActiveState");
        if (wanted.state().isEmpty()) {
            return;
        }
        switch (wanted.state().get()) {
            case STARTED -> {
                if (!running) {
                    step(now, "started", "start");
                }
            }
            case STOPPED -> {
                if (running) {
                    step(now, "stopped", "stop");
                }
            }
            case RESTARTED -> step(now, "restarted", "restart");
            case RELOADED -> step(now, "reloaded", running ? "reload" : "start");
        }
    }

    private void step(String was, String will, String verb) {
        before.append(was).append('\n');
        after.append(will).append('\n');
        List<String> words = new ArrayList<>(List.of(verb));
        boolean runs = !Set.of("enable", "disable", "mask", "unmask").contains(verb);
        if (manager.equals("systemd") && wanted.noBlock() && runs) {
            words.add("--no-block");
        }
        if (manager.equals("systemd") && wanted.force() && !runs) {
            words.add("--force");
        }
        steps.add(Sh.of("service_do {} {} {}", wanted.name(), wanted.scope(), words));
    }

    private Map<String, Object> proven(String out) {
        int from = Math.max(0, out.lastIndexOf(manager + "\n"));
        Map<String, String> now = read(out.substring(from));
        boolean runs = wanted.state().map(State::running).orElse(false);
        if (runs && now.getOrDefault("ActiveState", "active").equals("failed")) {
            throw new IllegalArgumentException(
                    wanted.name()
                            + " was started and has failed ("
                            + now.getOrDefault("Result", "no reason told")
                            + "); `journalctl -u "
                            + wanted.name()
                            + "` on the host says why");
        }
        return Map.of("status", new LinkedHashMap<String, Object>(now));
    }

    private String is(String property) {
        return is.getOrDefault(property, "");
    }
}
