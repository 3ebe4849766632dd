package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A command that has no state to compare: it runs, and that is a change. In check mode it is
 * skipped, as Ansible does, since nobody knows what it would do.
 *
 * @param creates a path (with {@code *}): when it is there, nothing is run
 * @param removes a path (with {@code *}): when it is not there, nothing is run
 * @param says what {@code register} gets besides {@code rc}, {@code stdout} and {@code stderr}
 */
public record Run(
        Sh command, Optional<String> creates, Optional<String> removes, Map<String, Object> says)
        implements Change {

    @Override
    public Outcome on(Host host, Mode mode) {
        Reply reply =
                host.run(
                        Sh.of(
                                "run_unless {} {} {} {}",
                                mode.check() ? "check" : "apply",
                                creates.orElse(""),
                                removes.orElse(""),
                                command));
        // A line of run_unless, then the command's own output.
        int eol = reply.out().indexOf('\n');
        String verdict = eol < 0 ? "" : reply.out().substring(0, eol);
        String out = eol < 0 ? reply.out() : reply.out().substring(eol + 1);
        Map<String, Object> values = new LinkedHashMap<>(says);
        if (verdict.startsWith("skipped")) {
            values.put("rc", 0L);
            values.put("stdout", verdict.substring("skipped ".length()));
            values.put("stderr", "");
            return mode.check() && verdict.startsWith("skipped check")
                    ? Outcome.skipped("not run in check mode").with(values)
                    : Outcome.ok(values);
        }
        values.put("rc", (long) reply.status());
        values.put("stdout", trimmed(out));
        values.put("stderr", trimmed(reply.err()));
        if (reply.ok()) {
            return Outcome.changed(values);
        }
        String message =
                reply.timedOut()
                        ? "timed out and was killed"
                        : "non-zero return code " + reply.status();
        return Outcome.of(Outcome.Status.FAILED, message, values);
    }

    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
