package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Problems;
import io.miprov.playbook.Rolling;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the keywords that only plays have to what they can be, as far as it is known before. */
final class PlayCheck {
    private final Problems problems;
    private final Set<String> later;

    /**
     * @param later the names that tasks give a value
     */
    PlayCheck(Set<String> later, Problems problems) {
        this.later = later;
        this.problems = problems;
    }

    void check(CompiledPlay play, PlayWords words, List<HostState> hosts) {
        Map<String, Runnable> readings =
                Map.of(
                        "any_errors_fatal", () -> words.flag("any_errors_fatal"),
                        "force_handlers", () -> words.flag("force_handlers"),
                        "max_fail_percentage", () -> words.value("max_fail_percentage"),
                        "order", () -> words.ordered(List.of()),
                        "serial", () -> words.batches(hosts),
                        "strategy", words::free);
        for (String name : play.play().keywords().byName().keySet()) {
            if (readings.containsKey(name) && known(play.play().keywords().value(name))) {
                try {
                    readings.get(name).run();
                } catch (BadInput e) {
                    e.diagnostics().forEach(problems::add);
                }
            }
        }
        if (play.rolling().isPresent()) {
            rolling(play, words.rolling());
        }
    }

    /** What a roll needs, its balancer hosts above all. */
    private void rolling(CompiledPlay play, RollWords words) {
        Rolling rolling = play.rolling().orElseThrow().rolling();
        Map<String, Runnable> readings =
                Map.of(
                        "hosts", () -> words.balancers(play.inventory()),
                        "on_failure", words::onFailure,
                        "drain.timeout", words::drainTimeout,
                        "health.min_healthy_time", words::healthyTime,
                        "health.deadline", words::deadline,
                        "soak", words::soak,
                        "pause", words::pause,
                        "window_end", () -> words.windowEnd(Instant.EPOCH));
        readings.forEach(
                (path, reading) -> {
                    boolean fine =
                            path.equals("hosts") ? balancers(rolling) : known(rolling.value(path));
                    if (fine) {
                        try {
                            reading.run();
                        } catch (BadInput e) {
                            e.diagnostics().forEach(problems::add);
                        }
                    }
                });
    }

    private boolean balancers(Rolling rolling) {
        return rolling.get("balancer.kind").isPresent()
                && known(rolling.value("hosts"))
                && known(rolling.value("balancer.hosts"))
                && known(rolling.value("balancer.kind"));
    }

    private boolean known(Object value) {
        Set<String> names = new HashSet<>();
        Diagnosis.names(value, names);
        return names.stream()
                .noneMatch(name -> later.contains(name) || name.startsWith("ansible_"));
    }
}
