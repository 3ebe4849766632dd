package io.miprov.cli;

import io.miprov.schedule.Firings.Firing;
import io.miprov.schedule.Job;
import io.miprov.schedule.Schedules;
import io.miprov.schedule.State;
import io.miprov.schedule.Systemd;
import io.miprov.schedule.Timing;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Jobs as people read them. */
final class ScheduleText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final int SHOWN_TIMES = 3;
    private static final int SHOWN_STARTS = 20;

    private final PrintWriter out;
    private final Clock clock;

    ScheduleText(Terminal terminal, Clock clock) {
        this.out = terminal.out();
        this.clock = clock;
    }

    void added(Schedules schedules, Schedules.Added added, State state) {
        Job job = state.job();
        out.println(
                switch (added) {
                    case NEW -> "Added " + job.name() + ": " + command(job);
                    case REPLACED -> "Replaced " + job.name() + ": " + command(job);
                    case UNCHANGED -> job.name() + " is there already: " + command(job);
                });
        out.println("  when  " + when(job.timing()));
        out.println("  next  " + next(state));
        schedules.files(job).forEach(file -> out.println("  unit  " + file));
        if (schedules.endsWithSession(System.getProperty("user.name", ""))) {
            out.println(
                    "note: your jobs stop when you log out; `loginctl enable-linger` lets them go on.");
        }
        if (added != Schedules.Added.UNCHANGED) {
            out.println("Try it: miprov schedule run-now " + job.name());
        }
    }

    void list(List<State> all) {
        if (all.isEmpty()) {
            out.println("There are no jobs. `miprov schedule add --help` says how to make one.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "WHEN", "NEXT", "LAST"));
        for (State state : all) {
            rows.add(
                    List.of(
                            state.job().name(),
                            state.job().timing().written(),
                            next(state),
                            state.running() ? "runs just now" : last(state)));
        }
        table(rows);
    }

    void show(Schedules schedules, State state) {
        Job job = state.job();
        out.println(job.name() + ": " + command(job));
        out.println("  when    " + when(job.timing()));
        out.println("  next    " + next(state));
        if (!state.paused()) {
            times(job.timing()).stream()
                    .skip(1)
                    .forEach(at -> out.println("          " + time(at, job.timing())));
        }
        out.println("  last    " + (state.running() ? "runs just now" : last(state)));
        out.println("  folder  " + job.folder());
        if (!job.user().isEmpty()) {
            out.println("  user    " + job.user());
        }
        job.credentials()
                .forEach((name, file) -> out.println("  secret  " + name + " from " + file));
        if (!job.onFailure().isEmpty()) {
            out.println("  failed  starts " + job.onFailure());
        }
        schedules.files(job).forEach(file -> out.println("  unit    " + file));
        out.println("  log     " + schedules.log(job));
    }

    void history(State state) {
        List<Firing> firings = state.firings();
        if (firings.isEmpty()) {
            out.println(state.job().name() + " was not started yet; next: " + next(state));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STARTED", "TOOK", "STATUS", "RESULT"));
        List<Firing> shown =
                firings.subList(Math.max(0, firings.size() - SHOWN_STARTS), firings.size());
        for (int i = 0; i < shown.size(); i++) {
            boolean last = i == shown.size() - 1;
            rows.add(row(shown.get(i), state, last && state.running()));
        }
        table(rows);
    }

    private List<String> row(Firing firing, State state, boolean running) {
        return List.of(
                time(firing.began(), state.job().timing())
                        + (firing.due().isEmpty() ? ", by hand" : ""),
                firing.end()
                        .map(end -> length(Duration.between(firing.began(), end.at())))
                        .orElse(""),
                firing.end().map(end -> String.valueOf(end.status())).orElse(""),
                result(firing, running));
    }

    /** When it starts next, and how far that is. */
    String next(State state) {
        return state.paused()
                ? "paused"
                : state.next()
                        .map(
                                at ->
                                        time(at, state.job().timing())
                                                + " (in "
                                                + length(Duration.between(clock.instant(), at))
                                                + ")")
                        .orElse("never");
    }

    private String last(State state) {
        Optional<Firing> last = state.last();
        return last.map(
                        firing ->
                                time(firing.began(), state.job().timing())
                                        + ", "
                                        + result(firing, state.running()))
                .orElse("not yet");
    }

    static String result(Firing firing, boolean running) {
        return firing.end()
                .map(end -> end.missed() ? "missed: its window was over" : result(end.status()))
                .orElse(running ? "runs just now" : "killed, or stopped by hand");
    }

    /** What a status of the program means. */
    static String result(int status) {
        return switch (status) {
            case ExitCode.DONE -> "done";
            case ExitCode.TASK_FAILED -> "a task failed";
            case ExitCode.BAD_INPUT -> "wrong input, nothing was touched";
            case ExitCode.HOST_LOST -> "a host was lost";
            case ExitCode.CHANGES_PENDING -> "changes are pending";
            case ExitCode.BUG -> "a bug";
            default -> "ended with status " + status;
        };
    }

    private static String command(Job job) {
        return "miprov " + String.join(" ", job.words());
    }

    private static String when(Timing timing) {
        StringBuilder text = new StringBuilder(timing.written());
        if (!timing.zone().isEmpty()) {
            text.append(" in ").append(timing.zone());
        }
        if (timing.window() > 0) {
            text.append(", done within ").append(length(Duration.ofSeconds(timing.window())));
        }
        if (!timing.until().isEmpty()) {
            text.append(", done until ").append(timing.until());
        }
        if (timing.jitter() > 0) {
            text.append(", up to ")
                    .append(length(Duration.ofSeconds(timing.jitter())))
                    .append(" later");
        }
        return text.append(
                        timing.catchesUp()
                                ? "; a missed time is made up for"
                                : "; a missed time is skipped")
                .toString();
    }

    private List<Instant> times(Timing timing) {
        return timing.calendars().stream()
                .flatMap(event -> Systemd.times(event, clock.instant(), SHOWN_TIMES).stream())
                .distinct()
                .sorted()
                .limit(SHOWN_TIMES)
                .toList();
    }

    private String time(Instant at, Timing timing) {
        ZoneId zone = timing.zone().isEmpty() ? clock.getZone() : ZoneId.of(timing.zone());
        return TIME.format(at.atZone(zone));
    }

    /** The two largest units of a time: {@code 6d 3h}. */
    static String length(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + "s");
        }
        long minutes = seconds / 60;
        if (minutes < 24 * 60) {
            return minutes / 60 + "h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + "m");
        }
        long hours = minutes / 60;
        return hours / 24 + "d" + (hours % 24 == 0 ? "" : " " + hours % 24 + "h");
    }

    private void table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(
                row -> {
                    for (int i = 0; i < columns; i++) {
                        widths[i] = Math.max(widths[i], row.get(i).length());
                    }
                });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
