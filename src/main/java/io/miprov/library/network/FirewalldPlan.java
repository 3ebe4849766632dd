package io.miprov.library.network;

import io.miprov.host.Sh;
import io.miprov.library.network.FirewalldModule.Params;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What must be done so that firewalld has a feature or has it not, from what it answered.
 *
 * @param now whether it should count now
 * @param answer what {@code firewalld_state} printed
 */
record FirewalldPlan(Params params, FirewalldFeature feature, boolean now, String answer) {

    Change change(Sh words) {
        List<String> lines = answer.lines().toList();
        boolean running = lines.get(0).equals("running");
        boolean live = now && (running || !params.offline());
        if (live && !running) {
            throw new IllegalArgumentException(
                    "firewall is not currently running, unable to perform immediate actions without"
                            + " a running firewall daemon");
        }
        List<String> messages = new ArrayList<>(List.of(kind(live)));
        List<Sh> steps = new ArrayList<>();
        List<Outcome.TextDiff> diffs = new ArrayList<>();
        if (params.permanent() && feature.has(lines.get(1)) != feature.wanted()) {
            steps.add(step(running ? "permanent" : "offline"));
            diffs.add(diff("permanent"));
        }
        if (live && feature.has(lines.get(lines.size() - 1)) != feature.wanted()) {
            steps.add(step("runtime"));
            diffs.add(diff("runtime"));
        }
        if (!steps.isEmpty()) {
            messages.add("Changed " + feature.label() + " to " + params.state().word());
        }
        if (!running) {
            messages.add("(offline operation: only on-disk configs were altered)");
        }
        Map<String, Object> says = Map.of("msg", String.join(", ", messages));
        return steps.isEmpty()
                ? new Answer(Outcome.ok(says))
                : new Act(words.then(steps.stream().reduce(Sh::and).orElseThrow()), says)
                        .showing(diffs);
    }

    private String kind(boolean live) {
        if (!params.permanent()) {
            return "Non-permanent operation";
        }
        return live ? "Permanent and Non-Permanent(immediate) operation" : "Permanent operation";
    }

    private Sh step(String place) {
        List<String> options = new ArrayList<>(feature.wanted() ? feature.on() : feature.off());
        if (feature.wanted()
                && feature.timed()
                && place.equals("runtime")
                && params.timeout() > 0) {
            options.add("--timeout=" + params.timeout());
        }
        return Sh.of("firewalld_does {} {} >&2", place, options);
    }

    private Outcome.TextDiff diff(String place) {
        String line = feature.label() + "\n";
        return new Outcome.TextDiff(
                "firewalld, " + place + params.zone().map(zone -> ", zone " + zone).orElse(""),
                feature.wanted() ? "" : line,
                feature.wanted() ? line : "");
    }
}
