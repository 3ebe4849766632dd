package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.schedule.Due;
import io.miprov.schedule.Firings;
import io.miprov.schedule.Job;
import io.miprov.schedule.Schedules;
import io.miprov.schedule.State;
import io.miprov.schedule.Systemd;
import io.miprov.schedule.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code miprov schedule}: runs that systemd's timers start. */
@Command(
        name = "schedule",
        description = "Hand runs to systemd's timers on this machine.",
        footer = {
            "",
            "For root they are the machine's own units, for others those of the user.",
            "",
            "Example:",
            "  miprov schedule add nightly --cron \"0 2 * * SUN\" --time-zone Asia/Colombo \\",
            "      --window 3h -- apply playbooks/rolling-upgrade.yml -i inventory/prod",
            "  miprov schedule list"
        })
final class ScheduleCommand {
    private final Terminal terminal;
    private final Clock clock;

    ScheduleCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            sortOptions = false,
            description = "Checks a command line as `miprov check` does, and gives it a timer.",
            footer = {
                "",
                "Example:",
                "  miprov schedule add nightly --cron \"0 2 * * SUN\" --missed run --until 05:00 \\",
                "      --credential vault=/etc/miprov/vault-password \\",
                "      -- apply playbooks/rolling-upgrade.yml -i inventory/prod"
            })
    int add(
            @Mixin JobOptions options,
            @Option(names = "--replace", description = "in place of another job of this name")
                    boolean replace,
            @Parameters(index = "0", paramLabel = "NAME", description = "a name for it")
                    String name,
            @Parameters(
                            index = "1..*",
                            paramLabel = "-- COMMAND",
                            description = "apply or plan, with all its options, behind two dashes")
                    List<String> words) {
        Systemd systemd = which();
        Job job =
                new JobMaker(terminal, clock, systemd)
                        .make(named(name), options, words == null ? List.of() : words);
        systemd.require();
        Schedules schedules = new Schedules(systemd);
        Schedules.Added added = schedules.add(job, replace);
        new ScheduleText(terminal, clock).added(schedules, added, schedules.one(name));
        return ExitCode.DONE;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Names all jobs.")
    int list(@Option(names = "--json", description = "as JSON") boolean json) {
        List<State> all = new Schedules(systemd()).all();
        if (json) {
            new ScheduleJson(terminal).list(all);
        } else {
            new ScheduleText(terminal, clock).list(all);
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Says all about a job, with its next times.")
    int show(
            @Parameters(paramLabel = "NAME", description = "which job") String name,
            @Option(names = "--json", description = "as JSON") boolean json) {
        Schedules schedules = new Schedules(systemd());
        State state = schedules.one(name);
        if (json) {
            new ScheduleJson(terminal).one(state);
        } else {
            new ScheduleText(terminal, clock).show(schedules, state);
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Says what came of the starts of a job.")
    int history(
            @Parameters(paramLabel = "NAME", description = "which job") String name,
            @Option(names = "--json", description = "as JSON") boolean json) {
        State state = new Schedules(systemd()).one(name);
        if (json) {
            new ScheduleJson(terminal).history(state);
        } else {
            new ScheduleText(terminal, clock).history(state);
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "run-now",
            mixinStandardHelpOptions = true,
            description = "Starts a job now, as its timer would; a window begins now.")
    int runNow(
            @Parameters(paramLabel = "NAME", description = "which job") String name,
            @Option(
                            names = "--wait",
                            description = "until it is over; the status is that of its run")
                    boolean wait) {
        Schedules schedules = new Schedules(systemd());
        int status = schedules.runNow(name, wait);
        terminal.out()
                .println(
                        wait
                                ? name + ": " + ScheduleText.result(status)
                                : "Started "
                                        + name
                                        + ". Follow it: "
                                        + schedules.log(schedules.one(name).job()));
        return status;
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Lets the times of a job pass, until it is resumed.")
    int pause(@Parameters(paramLabel = "NAME", description = "which job") String name) {
        boolean changed = new Schedules(systemd()).pause(name);
        terminal.out().println(name + (changed ? " is paused." : " is paused already."));
        return ExitCode.DONE;
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description =
                    "Lets the times of a job count again; what was missed is not made up for.")
    int resume(@Parameters(paramLabel = "NAME", description = "which job") String name) {
        Schedules schedules = new Schedules(systemd());
        boolean changed = schedules.resume(name);
        ScheduleText text = new ScheduleText(terminal, clock);
        terminal.out()
                .println(
                        name
                                + (changed ? " is resumed" : " was not paused")
                                + ", next: "
                                + text.next(schedules.one(name)));
        return ExitCode.DONE;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Takes a job away. Its runs stay where they are.")
    int remove(@Parameters(paramLabel = "NAME", description = "which job") String name) {
        new Schedules(systemd()).remove(name);
        terminal.out().println("Removed " + name + ".");
        return ExitCode.DONE;
    }

    /** What the unit of a job calls. */
    @Command(name = "fire", hidden = true, description = "Runs a job at its time.")
    int fire(
            @Option(names = "--window") String window,
            @Option(names = "--until") String until,
            @Option(names = "--time-zone") String zone,
            @Option(names = "--jitter") String jitter,
            @Option(names = "--on-calendar") List<String> calendars,
            @Parameters(index = "0") String name,
            @Parameters(index = "1..*") List<String> words) {
        Timing timing =
                new Timing(
                        "",
                        calendars == null ? List.of() : calendars,
                        zone == null ? "" : zone,
                        WindowOptions.length(window == null ? "" : window)
                                .map(length -> length.toSeconds())
                                .orElse(0L),
                        until == null ? "" : until,
                        false,
                        WindowOptions.length(jitter == null ? "" : jitter)
                                .map(length -> length.toSeconds())
                                .orElse(0L));
        Instant now = clock.instant();
        Firings firings = Firings.in(Path.of("").toAbsolutePath(), name);
        boolean byHand = firings.isByHand(now);
        Due due = byHand ? Due.byHand(timing, now) : Due.of(timing, now);
        boolean missed = due.isOver(timing, now);
        Optional<Instant> meant = byHand ? Optional.empty() : due.at().or(() -> Optional.of(now));
        kept(() -> firings.began(now, meant));
        int status = ExitCode.DONE;
        if (missed) {
            terminal.out()
                    .println(
                            name
                                    + " is not run: "
                                    + due.at()
                                            .map(at -> "its time was " + at)
                                            .orElse("its time is long past")
                                    + ", and its window is over. miprov schedule run-now "
                                    + name
                                    + " runs it all the same.");
        } else {
            status = run(words, due);
        }
        Firings.End end = new Firings.End(clock.instant(), status, missed);
        kept(() -> firings.ended(now, end));
        return status;
    }

    /** Something that is written down. */
    private interface Note {
        void write() throws IOException;
    }

    /** A history that can not be written keeps nothing from being run. */
    private void kept(Note note) {
        try {
            note.write();
        } catch (IOException e) {
            terminal.err().println("warning: this start is not in the history: " + e.getMessage());
            terminal.err().flush();
        }
    }

    private int run(List<String> words, Due due) {
        List<String> all = new ArrayList<>(words);
        due.end().ifPresent(end -> all.addAll(List.of("--until", end.toString())));
        return Main.run(terminal, "miprov", all.toArray(String[]::new));
    }

    private Systemd systemd() {
        Systemd systemd = which();
        systemd.require();
        return systemd;
    }

    /** Root speaks to the machine's own. */
    private Systemd which() {
        return System.getProperty("user.name", "").equals("root")
                ? Systemd.ofMachine()
                : Systemd.ofUser(terminal.environment());
    }

    /** A name that says nothing of paths or options. */
    static String named(String name) {
        if (!name.matches(Job.NAMES)) {
            throw new BadInput(
                    "error: `"
                            + name
                            + "` is no name for a job\n  = help: take letters, digits, _ and -, such as"
                            + " nightly-upgrade\n");
        }
        return name;
    }
}
