package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must be done about a Micro Integrator's service, once it is known how it is. */
final class MiServicePlan {
    private static final int SHOWN = 4;

    private final MiServiceModule.Params params;
    private final ServiceLook look;
    private final ServiceState now;
    private final List<Outcome.TextDiff> diffs = new ArrayList<>();
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();
    private final List<String> reasons = new ArrayList<>();
    private Optional<Sh> script = Optional.empty();
    private boolean starts;

    MiServicePlan(MiServiceModule.Params params, ServiceLook look, String answer) {
        this.params = params;
        this.look = look;
        this.now = new ServiceState(answer);
    }

    /** The change that is needed; {@link IllegalArgumentException} when none can be made. */
    Change change() {
        if (now.systemd() && !now.is("uid").equals("0")) {
            throw new IllegalArgumentException(
                    "a unit of systemd needs root: use `become`, or `manager: script`");
        }
        if (!now.systemd() && params.enabled().orElse(false)) {
            throw new IllegalArgumentException(
                    "`enabled` needs systemd and root, and this host has not both; start it at boot by"
                            + " other means, and leave `enabled` out");
        }
        boolean stops = params.state() == MiServiceModule.State.STOPPED;
        if (!stops) {
            now.mustBeThere(params);
        }
        unit();
        enable();
        if (stops) {
            stop();
        } else {
            start();
        }
        return made();
    }

    private void unit() {
        if (!now.systemd()) {
            return;
        }
        if (params.javaHome().isEmpty()) {
            reread();
            return;
        }
        String wanted = new UnitText(params).text(params.name(), look.now(now.place()).text());
        String there =
                now.is("unit").equals("absent")
                        ? ""
                        : new String(Base64.getDecoder().decode(now.is("unit")), UTF_8);
        if (!there.equals(wanted)) {
            diffs.add(new Outcome.TextDiff(look.unitFile(), there, wanted));
            step(
                    Sh.of(
                            "put {} 0644 '' '' '' '' {} && systemctl daemon-reload",
                            look.unitFile(),
                            Bytes.of(wanted.getBytes(UTF_8))));
            if (now.runs() && !there.isEmpty()) {
                reasons.add("its unit is another");
            }
        } else {
            reread();
        }
    }

    private void reread() {
        if (now.is("NeedDaemonReload").equals("yes")) {
            step(Sh.of("systemctl daemon-reload"));
        }
    }

    private void enable() {
        boolean enabled = now.is("UnitFileState").equals("enabled");
        if (params.enabled().isPresent() && now.systemd() && params.enabled().get() != enabled) {
            shows(enabled ? "enabled" : "disabled", enabled ? "disabled" : "enabled");
            step(
                    Sh.of(
                            "systemd_do {} {}",
                            params.name(),
                            params.enabled().get() ? "enable" : "disable"));
        }
    }

    private void stop() {
        if (now.runs() || now.is("ActiveState").equals("activating")) {
            shows("started", "stopped");
            step(stopping());
        }
    }

    private Sh stopping() {
        Sh all = Sh.of("stop_server {} {}", now.place(), seconds(params.stopTimeout()));
        return now.systemd() ? Sh.of("systemd_do {} stop", params.name()).and(all) : all;
    }

    private void start() {
        now.stale().forEach(each -> reasons.add(reason(each)));
        if (!now.is("outside").isEmpty()) {
            reasons.add("it runs outside of its unit");
        }
        boolean again = params.state() == MiServiceModule.State.RESTARTED;
        if (now.runs() && !again && reasons.isEmpty()) {
            return;
        }
        now.mustBeStartable(params);
        starts = true;
        shows(now.runs() ? "started" : "stopped", now.runs() ? "started anew" : "started");
        if (now.runs()) {
            step(stopping());
        }
        step(now.systemd() ? byUnit() : byScript());
        step(waiting());
        if (!now.systemd()) {
            step(Sh.of("{ note_pid {} {} || :; }", now.place(), ServiceLook.note(now.place())));
        }
    }

    private Sh byUnit() {
        // earlier failures must not count against this start
        return Sh.of("{ systemctl reset-failed {} 2>/dev/null || :; }", params.name())
                .and(Sh.of("systemd_do {} start", params.name()));
    }

    private Sh byScript() {
        Sh begin = Sh.of("cd {} && umask 0027 && unset CARBON_HOME", now.place());
        for (String each : params.environment()) {
            begin = begin.and(Sh.of("export {}", each));
        }
        begin =
                begin.and(Sh.of("{ ulimit -n {} 2>/dev/null || :; }", params.nofile()))
                        .and(
                                Sh.of(
                                        "{ nohup sh {} {} </dev/null >repository/logs/console.log 2>&1 & }",
                                        now.place() + "/bin/micro-integrator.sh",
                                        params.offset()
                                                .map(offset -> List.of("-DportOffset=" + offset))
                                                .orElse(List.of())));
        return Sh.of(
                "start_by_script {} {} {} {} {}",
                now.place(),
                params.user().orElse(""),
                ServiceLook.note(now.place()),
                look.now(now.place()),
                begin);
    }

    private Sh waiting() {
        Sh probes = Sh.of("pid_told {}", now.place());
        if (params.url().isPresent()) {
            probes = probes.and(Sh.of("ask readiness {} 200 '' ''", params.url().get()));
        }
        return Sh.of(
                "await_health {} {} {} {} '' 5 {}",
                now.place(),
                now.systemd() ? params.name() : "",
                params.url().isPresent() ? "0" : "1",
                seconds(params.startTimeout()),
                probes);
    }

    private Change made() {
        Map<String, Object> says = new LinkedHashMap<>(params.says());
        says.put("manager", now.is("manager"));
        says.put("restarted_for", List.copyOf(new TreeSet<>(reasons)));
        if (script.isEmpty()) {
            says.put("pid", now.is("server").isEmpty() ? null : Long.valueOf(now.is("server")));
            return new Answer(Outcome.ok(says));
        }
        if (!reasons.isEmpty() && starts) {
            says.put("msg", "started anew, since " + told());
        }
        if (before.length() > 0) {
            diffs.add(new Outcome.TextDiff(params.name(), before.toString(), after.toString()));
        }
        return new Act(MiServiceModule.words().then(script.get()), says)
                .showing(diffs)
                .reading(this::proven);
    }

    private String told() {
        Set<String> all = new TreeSet<>(reasons);
        String some = String.join(", ", all.stream().limit(SHOWN).toList());
        return all.size() > SHOWN ? some + " and " + (all.size() - SHOWN) + " more" : some;
    }

    private Map<String, Object> proven(String out) {
        Map<String, Object> values = new LinkedHashMap<>();
        int mark = out.indexOf('\036');
        String head = mark < 0 ? out : out.substring(0, mark);
        values.put("killed", Arrays.asList(head.split("\n", -1)).contains("killed"));
        if (starts) {
            values.putAll(
                    new HealthAnswer(
                                    params.url().orElse("the Micro Integrator in " + now.place()),
                                    now.place(),
                                    params.startTimeout(),
                                    Optional.empty())
                            .proven(out.substring(mark + 1)));
        }
        return values;
    }

    private String reason(String each) {
        return each.startsWith("is ")
                ? "release " + each.substring(each.lastIndexOf('/') + 1)
                : each.equals(look.unitFile()) ? "its unit is another" : each + " changed";
    }

    private void shows(String was, String will) {
        before.append(was).append('\n');
        after.append(will).append('\n');
    }

    private void step(Sh next) {
        script = Optional.of(script.map(so -> so.and(next)).orElse(next));
    }

    private static String seconds(java.time.Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }
}
