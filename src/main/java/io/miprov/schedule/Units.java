package io.miprov.schedule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The two unit files of a job, as text. */
final class Units {
    private static final String HEAD =
            "# Made by `miprov schedule add`. Change it there, with --replace.\n";
    private static final String DATA = "Job=";
    private static final List<Path> SHARED = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

    private final Job job;
    private final boolean ofUser;

    /**
     * @param ofUser whether they are for the systemd of a user
     */
    Units(Job job, boolean ofUser) {
        this.job = job;
        this.ofUser = ofUser;
    }

    String timer() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("[Unit]\n");
        line(text, "Description", "Times of " + job.service() + ": " + job.timing().written());
        text.append("\n[Timer]\n");
        job.timing().calendars().forEach(calendar -> line(text, "OnCalendar", calendar));
        line(text, "Persistent", job.timing().catchesUp() ? "true" : "false");
        line(text, "AccuracySec", "1s");
        if (job.timing().jitter() > 0) {
            line(text, "RandomizedDelaySec", job.timing().jitter() + "s");
        }
        line(text, "Unit", job.service());
        text.append("\n[Install]\nWantedBy=timers.target\n");
        return text.toString();
    }

    String service() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("[Unit]\n");
        line(text, "Description", "miprov " + String.join(" ", job.words()));
        if (!ofUser) {
            line(text, "Wants", "network-online.target");
            line(text, "After", "network-online.target time-sync.target");
        }
        if (!job.onFailure().isEmpty()) {
            text.append("OnFailure=").append(job.onFailure()).append('\n');
        }
        text.append("\n[Service]\n");
        line(text, "Type", "oneshot");
        if (!job.user().isEmpty()) {
            line(text, "User", job.user());
        }
        line(text, "WorkingDirectory", job.folder());
        environment(text);
        job.credentials()
                .forEach((name, file) -> line(text, Credential.directive(file), name + ":" + file));
        text.append("ExecStart=").append(command()).append('\n');
        text.append("# Ctrl-C for the run itself, which then ends in an orderly way.\n");
        text.append("KillSignal=SIGINT\nKillMode=mixed\nTimeoutStopSec=1min\n");
        guards(text);
        text.append("\n[X-Miprov]\n").append(DATA).append(job.written()).append('\n');
        return text.toString();
    }

    /** The job that a service was made for; empty for services that were not made here. */
    static Optional<Job> read(String service) {
        return service.lines()
                .filter(line -> line.startsWith(DATA))
                .findFirst()
                .flatMap(line -> Job.read(line.substring(DATA.length())));
    }

    private void environment(StringBuilder text) {
        Map<String, String> all = new TreeMap<>(job.environment());
        all.put("MIPROV_SCHEDULE", job.name());
        all.forEach((name, value) -> line(text, "Environment", quoted(name + "=" + value, false)));
    }

    /** {@code miprov schedule fire NAME … -- apply …}, since only then it is known when it ends. */
    private String command() {
        List<String> words = new ArrayList<>();
        for (String word : List.of(job.launcher(), "schedule", "fire", job.name())) {
            words.add(quoted(word, true));
        }
        Timing timing = job.timing();
        if (timing.ends()) {
            words.add(
                    timing.window() > 0
                            ? "--window " + timing.window() + "s"
                            : "--until " + timing.until());
            if (!timing.zone().isEmpty()) {
                words.add("--time-zone " + quoted(timing.zone(), true));
            }
            if (timing.jitter() > 0) {
                words.add("--jitter " + timing.jitter() + "s");
            }
            timing.calendars()
                    .forEach(calendar -> words.add("--on-calendar " + quoted(calendar, true)));
        }
        words.add("--");
        job.words().forEach(word -> words.add(quoted(word, true)));
        job.credentials()
                .forEach(
                        (name, file) ->
                                Credential.option(name, "${CREDENTIALS_DIRECTORY}/" + name)
                                        .forEach(words::add));
        return String.join(" ", words);
    }

    /**
     * What a run never needs. Others than root may need sudo on this machine, and what forbids more
     * than this would forbid that, too.
     */
    private void guards(StringBuilder text) {
        text.append("UMask=0077\nLimitCORE=0\n");
        if (!ofUser && !uses(SHARED)) {
            text.append("PrivateTmp=true\n");
        }
        if (!ofUser && job.user().isEmpty()) {
            text.append("NoNewPrivileges=true\nLockPersonality=true\nRestrictRealtime=true\n");
        }
    }

    /** Whether anything of it is below one of these folders. */
    private boolean uses(List<Path> folders) {
        Path here = Path.of(job.folder());
        List<String> names = new ArrayList<>(job.words());
        names.add(job.launcher());
        names.addAll(job.credentials().values());
        return names.stream()
                .map(name -> name.replaceFirst("^.*[@=]", ""))
                .filter(name -> name.indexOf('\0') < 0)
                .map(name -> here.resolve(name).normalize())
                .anyMatch(path -> folders.stream().anyMatch(path::startsWith));
    }

    private static void line(StringBuilder text, String name, String value) {
        boolean words = name.equals("Environment");
        text.append(name)
                .append('=')
                .append(words ? value : value.replace("%", "%%").replaceAll("[\\r\\n]+", " "))
                .append('\n');
    }

    /**
     * A word as systemd reads it back: see systemd.service(5), "Command lines".
     *
     * @param filledIn whether variables would be filled in there
     */
    static String quoted(String word, boolean filledIn) {
        if (word.equals(";")) {
            return "\\;";
        }
        String plain = word.replace("%", "%%");
        String safe = filledIn ? plain.replace("$", "$$") : plain;
        if (safe.matches("[A-Za-z0-9_./:=,@+%$-]+")) {
            return safe;
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : safe.toCharArray()) {
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
