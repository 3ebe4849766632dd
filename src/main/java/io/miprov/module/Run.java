package io.miprov.module;

import io.miprov.host.Bytes;
import io.miprov.host.Host;
import io.miprov.host.Payload;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that has no state to compare: it runs, and that is a change. In check mode it is
 * skipped, as Ansible does, since nobody knows what it would do.
 *
 * @param stdin bytes for its standard input, which is the script that it runs; empty: it gets none
 * @param creates a path (with {@code *}): when it is there, nothing is run
 * @param removes a path (with {@code *}): when it is not there, nothing is run
 * @param says what {@code register} gets besides {@code rc}, {@code stdout} and {@code stderr}
 * @param stripsEnds whether newlines at the end of its output are left out
 * @param folder where it runs, and where {@code creates} and {@code removes} are looked for
 */
public record Run(
        Sh command,
        Optional<Tree.Content> stdin,
        Optional<String> creates,
        Optional<String> removes,
        Map<String, Object> says,
        boolean stripsEnds,
        Optional<String> folder)
        implements Change {
    private static final long SMALL = 48 * 1024;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    public Run(
            Sh command,
            Optional<String> creates,
            Optional<String> removes,
            Map<String, Object> says) {
        this(command, Optional.empty(), creates, removes, says);
    }

    public Run(
            Sh command,
            Optional<Tree.Content> stdin,
            Optional<String> creates,
            Optional<String> removes,
            Map<String, Object> says) {
        this(command, stdin, creates, removes, says, true, Optional.empty());
    }

    /** The same, with the newlines at the end of its output or without. */
    public Run stripping(boolean strips) {
        return new Run(command, stdin, creates, removes, says, strips, folder);
    }

    /** The same in a folder of the host. */
    public Run in(Optional<String> there) {
        return new Run(command, stdin, creates, removes, says, stripsEnds, there);
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        LocalDateTime start = LocalDateTime.now(ZoneId.systemDefault());
        long began = System.nanoTime();
        Sh script =
                Sh.of(
                        "run_unless {} {} {} {} {}",
                        mode.check() ? "check" : "apply",
                        creates.orElse(""),
                        removes.orElse(""),
                        command,
                        folder.orElse(""));
        Reply reply;
        try {
            reply = stdin.isPresent() ? fed(host, script, stdin.get()) : host.run(script);
        } catch (IOException e) {
            return Outcome.failed("can not read the file here: " + e.getMessage()).with(says);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return read(reply, mode, start, took);
    }

    private static Reply fed(Host host, Sh script, Tree.Content content) throws IOException {
        if (content.size() > SMALL) {
            return host.send(script, new Payload(content.size(), content::writeTo));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        return host.run(
                Sh.of("printf %s {} | base64 -d | eval {}", Bytes.of(bytes.toByteArray()), script));
    }

    private Outcome read(Reply reply, Mode mode, LocalDateTime start, Duration took) {
        // A line of run_unless, then the command's own output.
        int eol = reply.out().indexOf('\n');
        String verdict = eol < 0 ? "" : reply.out().substring(0, eol);
        String out = eol < 0 ? reply.out() : reply.out().substring(eol + 1);
        Map<String, Object> values = new LinkedHashMap<>(says);
        if (verdict.startsWith("skipped")) {
            boolean checked = verdict.equals("skipped check mode");
            values.put("rc", 0L);
            values.put("stdout", checked ? "" : verdict);
            values.put("stderr", "");
            for (String name : List.of("start", "end", "delta")) {
                values.put(name, null);
            }
            if (stdin.isPresent() && !checked) {
                return Outcome.skipped(
                        verdict.endsWith(" exists")
                                ? creates.orElseThrow() + " exists, matching creates option"
                                : removes.orElseThrow()
                                        + " does not exist, matching removes option");
            }
            if (!checked) {
                values.put("msg", notRun(verdict, mode));
                return Outcome.ok(values);
            }
            values.put("msg", "Command would have run if not in check mode");
            return creates.isPresent() || removes.isPresent()
                    ? Outcome.changed(values)
                    : Outcome.skipped("not run in check mode").with(values);
        }
        if (verdict.startsWith("lost ")) {
            return lost(verdict.substring("lost ".length()), values);
        }
        values.put("start", CLOCK.format(start));
        values.put("end", CLOCK.format(start.plus(took)));
        values.put("delta", delta(took));
        values.put("rc", (long) reply.status());
        values.put("stdout", stripsEnds ? trimmed(out) : out);
        values.put("stderr", stripsEnds ? trimmed(reply.err()) : reply.err());
        if (reply.ok()) {
            return Outcome.changed(values);
        }
        values.put("msg", reply.timedOut() ? "timed out and was killed" : "non-zero return code");
        String message =
                reply.timedOut()
                        ? "timed out and was killed"
                        : "non-zero return code "
                                + reply.status()
                                + (reply.err().isBlank() ? "" : ": " + lastLine(reply.err()));
        // it ran all the same, which shows when `failed_when` forgives it
        values.put("changed", true);
        return Outcome.of(Outcome.Status.FAILED, message, values);
    }

    private String notRun(String verdict, Mode mode) {
        return (mode.check() ? "Would" : "Did")
                + " not run command since '"
                + (verdict.endsWith(" exists")
                        ? creates.orElseThrow() + "' exists"
                        : removes.orElseThrow() + "' does not exist");
    }

    private Outcome lost(String why, Map<String, Object> values) {
        for (String name : List.of("rc", "start", "end", "delta")) {
            values.put(name, null);
        }
        values.put("stdout", "");
        values.put("stderr", "");
        return Outcome.failed(
                        "Unable to change directory before execution: "
                                + why
                                + ": "
                                + folder.orElseThrow())
                .with(values);
    }

    private static String lastLine(String text) {
        String all = text.strip();
        return all.substring(all.lastIndexOf('\n') + 1);
    }

    /** As Python prints a duration. */
    private static String delta(Duration took) {
        return String.format(
                "%d:%02d:%02d.%06d",
                took.toHours(),
                took.toMinutesPart(),
                took.toSecondsPart(),
                took.toNanosPart() / 1000);
    }

    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
