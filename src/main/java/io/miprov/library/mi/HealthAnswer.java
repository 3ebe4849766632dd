package io.miprov.library.mi;

import io.miprov.host.Reply;
import io.miprov.module.Outcome;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code await_health} printed. */
final class HealthAnswer {
    private static final char MARK = '\036';
    private static final Pattern NAME = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** A start that came before the wait, by at most so many seconds, is looked at too. */
    private static final int BEFORE = 90;

    private final String what;
    private final String home;
    private final Duration deadline;
    private final Optional<Duration> progress;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * @param what what is waited for, as people call it: an address, or a home
     * @param home empty when it is not known
     */
    HealthAnswer(String what, String home, Duration deadline, Optional<Duration> progress) {
        this.what = what;
        this.home = home;
        this.deadline = deadline;
        this.progress = progress;
    }

    /** What came of the wait. */
    Outcome outcome(Reply reply) {
        int mark = reply.out().indexOf(MARK);
        if (mark < 0) {
            String said = (reply.err() + reply.out()).strip();
            return Outcome.failed(
                    reply.timedOut() ? "timed out and was killed; last: " + said : said);
        }
        return read(reply.out().substring(mark + 1));
    }

    /**
     * What is known of a server that is well.
     *
     * @param answer what was printed after the first mark
     * @throws IllegalArgumentException with the reason when it is not well
     */
    Map<String, Object> proven(String answer) {
        Outcome outcome = read(answer);
        if (outcome.status() == Outcome.Status.FAILED) {
            throw new IllegalArgumentException(outcome.message());
        }
        return outcome.values();
    }

    private Outcome read(String answer) {
        String[] parts = answer.split("\n", 2);
        String[] verdict = parts[0].split("\\|", 5);
        List<String> faulty = names(verdict[4]);
        long took = Long.parseLong(verdict[1]);
        values.put("elapsed", took);
        values.put("healthy_after", verdict[2].isEmpty() ? null : Long.valueOf(verdict[2]));
        values.put("pid", verdict[3].isEmpty() ? null : Long.valueOf(verdict[3]));
        values.put("faulty", faulty);
        values.put("why", List.of());
        return verdict[0].equals("healthy")
                ? Outcome.ok(values)
                : failed(verdict[0], took, faulty, parts[1]);
    }

    private Outcome failed(String verdict, long took, List<String> faulty, String rest) {
        // the last state, the time, what the start printed, MARK, the log
        String[] lines = rest.split("\n", 3);
        int mark = lines[2].indexOf(MARK);
        LocalDateTime since = LocalDateTime.parse(lines[1], TIME).minusSeconds(took + BEFORE);
        StartLog log =
                StartLog.of(lines[2].substring(0, mark), lines[2].substring(mark + 1), since);
        values.put("why", log.lines());
        values.put("last", lines[0]);
        List<String> said = new ArrayList<>();
        said.add(said(verdict, took, faulty, lines[0]));
        if (!log.remedy().isEmpty()) {
            said.add(log.remedy());
        }
        String message = String.join("; ", said);
        return Outcome.of(
                Outcome.Status.FAILED,
                log.lines().isEmpty()
                        ? message
                        : message + "\nwhat it logged:\n" + String.join("\n", log.lines()),
                values);
    }

    private String said(String verdict, long took, List<String> faulty, String last) {
        return switch (verdict) {
            case "ended" ->
                    "the Micro Integrator in "
                            + home
                            + " does not run: its process was gone after "
                            + took
                            + " s";
            case "restarted" ->
                    "the Micro Integrator in "
                            + home
                            + " does not stay up: its process ended and was started again within "
                            + took
                            + " s";
            case "faulty" ->
                    what
                            + " is not ready since these CApps are faulty: "
                            + String.join(", ", faulty);
            case "stuck" ->
                    what
                            + " is not healthy, and its log stands still for "
                            + progress.orElseThrow().toSeconds()
                            + " s; last: "
                            + last;
            default ->
                    what + " was not healthy within " + deadline.toSeconds() + " s; last: " + last;
        };
    }

    private static List<String> names(String json) {
        List<String> names = new ArrayList<>();
        Matcher each = NAME.matcher(json);
        while (each.find()) {
            names.add(each.group(1));
        }
        return names;
    }
}
