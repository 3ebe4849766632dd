package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.schedule.Credential;
import io.miprov.schedule.Job;
import io.miprov.schedule.LeftOut;
import io.miprov.schedule.Systemd;
import io.miprov.schedule.Timing;
import io.miprov.schedule.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes a job of what the command line says, when all of it is found good. */
final class JobMaker {
    private static final List<String> TAKEN_ALONG = List.of("MIPROV_JAVA_OPTS");
    private static final String OURS = "(MIPROV|ANSIBLE)_[A-Z0-9_]+";

    private final Terminal terminal;
    private final Clock clock;
    private final Systemd systemd;

    JobMaker(Terminal terminal, Clock clock, Systemd systemd) {
        this.terminal = terminal;
        this.clock = clock;
        this.systemd = systemd;
    }

    /** Throws {@link BadInput} for what would not run, or would ask somebody. */
    Job make(String name, JobOptions options, List<String> words) {
        Timing timing = options.timing();
        timing.calendars().forEach(this::comes);
        Map<String, String> credentials = options.credentials();
        List<String> given = new ArrayList<>(words);
        credentials.forEach((which, file) -> given.addAll(Credential.option(which, file)));
        List<String> files = new Unattended(terminal).check(words, given);
        Path folder = Path.of("").toAbsolutePath();
        String user = user(options.user());
        if (!user.isEmpty()) {
            files = new ArrayList<>(files);
            files.add(launcher());
            Users.mayRead(user, folder, files);
        }
        LeftOut.next(timing, clock.instant()).ifPresent(this::warn);
        Map<String, String> environment = environment(options);
        return new Job(
                name,
                timing,
                List.copyOf(words),
                folder.toString(),
                launcher(),
                user,
                options.onFailure(),
                environment,
                credentials);
    }

    private void comes(String calendar) {
        if (Systemd.times(calendar, clock.instant(), 1).isEmpty()) {
            throw new BadInput(
                    "error: `"
                            + calendar
                            + "` does not come again\n  = help: name a time to come\n");
        }
    }

    private String user(String user) {
        if (!user.isEmpty() && systemd.isOfUser()) {
            throw new BadInput(
                    "error: only root can have a job run by "
                            + user
                            + "\n  = help: leave --user out: it runs as you\n");
        }
        return user.equals("root") ? "" : user;
    }

    /** The program that speaks here, by its path. */
    private static String launcher() {
        String home = System.getProperty("miprov.home", "");
        Path launcher = Path.of(home).resolve("miprov").toAbsolutePath().normalize();
        if (!Files.isExecutable(launcher)) {
            throw new BadInput(
                    "error: there is no launcher at "
                            + launcher
                            + "\n  = help: call miprov by its launcher, as it was installed\n");
        }
        return launcher.toString();
    }

    /** A timer starts with next to nothing around it. */
    private Map<String, String> environment(JobOptions options) {
        Map<String, String> now = terminal.environment();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("JAVA_HOME", System.getProperty("java.home"));
        if (!systemd.isOfUser() && options.user().isEmpty()) {
            all.put("HOME", now.getOrDefault("HOME", "/root"));
        }
        TAKEN_ALONG.stream().filter(now::containsKey).forEach(name -> all.put(name, now.get(name)));
        all.putAll(options.environment(now));
        for (String name : new TreeSet<>(now.keySet())) {
            if (name.matches(OURS) && !all.containsKey(name)) {
                warn(
                        name
                                + " is set here, and will not be for the job\n  = help: give it along with --env "
                                + name);
            }
        }
        return all;
    }

    private void warn(String what) {
        terminal.err().println("warning: " + what);
        terminal.err().flush();
    }
}
