package io.miprov.library.balancer;

import io.miprov.library.balancer.BalancerMemberModule.OnTimeout;
import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a drain ended, as the words of a balancer say it: behind \036 the time it took in hundredths
 * of a second, then a line for each of what is left, and {@code undone} if the member was put back.
 *
 * @param left what is left, a line each as the balancer's words have it
 */
record Waited(double seconds, List<String> left, boolean undone) {

    /** Reads it; there was no waiting when the answer says nothing of it, as in check mode. */
    static Waited read(String answer) {
        int mark = answer.lastIndexOf('\036');
        if (mark < 0) {
            return new Waited(0, List.of(), false);
        }
        List<String> lines = new ArrayList<>(answer.substring(mark + 1).lines().toList());
        double seconds = Integer.parseInt(lines.remove(0).strip()) / 100.0;
        boolean undone = lines.remove("undone");
        lines.removeIf(String::isBlank);
        return new Waited(seconds, List.copyOf(lines), undone);
    }

    /** How many are left to this, where a line is its name and a number. */
    int left(String name) {
        return left.stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToInt(line -> Integer.parseInt(line.substring(name.length() + 1)))
                .sum();
    }

    /** The outcome of a drain that did not end in time. */
    Outcome late(Params params, Report report, boolean same, List<Outcome.TextDiff> diffs) {
        String still =
                report.members().stream()
                        .filter(each -> each.connections() > 0)
                        .map(each -> each.connections() + " connections to " + each.name())
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (params.onTimeout() == OnTimeout.PROCEED) {
            Report told = report.noting("went on with " + still);
            Outcome outcome =
                    same ? told.ok(params.state()) : Outcome.changed(told.values(params.state()));
            return outcome.withDiffs(diffs);
        }
        return Outcome.failed(
                        "the drain did not end within "
                                + params.timeout().toMillis() / 1000.0
                                + " s: "
                                + still
                                + (undone
                                        ? ". They get requests again, as before"
                                        : ". They were drained before, and stay so")
                                + "; give it a longer `timeout`, or cut them off with `on_timeout:"
                                + " proceed`")
                .with(report.values(params.state()));
    }
}
