package io.miprov.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The systemd of this machine, or of one of its users, as its own programs speak to it. */
public final class Systemd {
    private static final int NOT_FOUND = 127;
    private static final Pattern TIME =
            Pattern.compile(
                    "(?:\\w{3} )?(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)? UTC");
    private static final Pattern ELAPSE =
            Pattern.compile("(?:Next elapse|Iter(?:\\.|ation) #\\d+): (.*)");
    private static final Pattern IN_UTC = Pattern.compile("\\(in UTC\\): (.*)");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final boolean ofUser;
    private final Path units;

    private Systemd(boolean ofUser, Path units) {
        this.ofUser = ofUser;
        this.units = units;
    }

    /** How a program ended, and what it said. */
    record Reply(int status, String text) {}

    /** The machine's own, which only root may tell what to do. */
    public static Systemd ofMachine() {
        return new Systemd(false, Path.of("/etc/systemd/system"));
    }

    /** That of the user whose environment this is. */
    public static Systemd ofUser(Map<String, String> environment) {
        String set = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path config =
                set.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", ""), ".config")
                        : Path.of(set);
        return new Systemd(true, config.resolve("systemd/user"));
    }

    public boolean isOfUser() {
        return ofUser;
    }

    /** Where its unit files are. */
    public Path units() {
        return units;
    }

    /** Throws {@link BadInput} that says what to do when no systemd answers. */
    public void require() {
        Reply reply = systemctl("show", "--property=Version");
        if (reply.status() == 0) {
            return;
        }
        String why =
                reply.status() == NOT_FOUND
                        ? "systemctl is not installed here"
                        : reply.text().lines().findFirst().orElse("it does not answer");
        throw new BadInput(
                "error: there is no systemd to hand the job to: "
                        + why
                        + "\n  = help: "
                        + (ofUser
                                ? "log in as this user (su and sudo give no session), or run `loginctl"
                                        + " enable-linger` and set XDG_RUNTIME_DIR=/run/user/$(id -u)"
                                : "schedule it where systemd is process 1, or call miprov apply from the"
                                        + " scheduler that you have")
                        + "\n");
    }

    /** Reads unit files anew. */
    void reload() {
        must("daemon-reload");
    }

    void must(String... words) {
        Reply reply = systemctl(words);
        if (reply.status() != 0) {
            throw new BadInput(
                    "error: `systemctl "
                            + String.join(" ", words)
                            + "` failed: "
                            + reply.text().strip()
                            + "\n");
        }
    }

    Reply systemctl(String... words) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        if (ofUser) {
            command.add("--user");
        }
        command.addAll(List.of(words));
        return run(Map.of("TZ", "UTC", "LC_ALL", "C", "SYSTEMD_COLORS", "0"), command);
    }

    /** Properties of units, by the names of the units. */
    Map<String, Map<String, String>> show(List<String> names, String properties) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        if (names.isEmpty()) {
            return all;
        }
        List<String> words = new ArrayList<>(List.of("show", "--property=Id," + properties));
        words.addAll(names);
        for (String block : systemctl(words.toArray(String[]::new)).text().split("\n\n")) {
            Map<String, String> one = new LinkedHashMap<>();
            block.lines()
                    .filter(line -> line.contains("="))
                    .forEach(
                            line ->
                                    one.put(
                                            line.substring(0, line.indexOf('=')),
                                            line.substring(line.indexOf('=') + 1)));
            all.put(one.getOrDefault("Id", ""), one);
        }
        return all;
    }

    /** A time as {@link #show} gives it; empty when there is none. */
    static Optional<Instant> time(String text) {
        Matcher matcher = TIME.matcher(text);
        try {
            return matcher.matches()
                    ? Optional.of(
                            LocalDateTime.parse(matcher.group(1), SECONDS)
                                    .toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first times after a moment that a calendar event names; throws for what is none. */
    public static List<Instant> times(String calendar, Instant after, int most) {
        String base = SECONDS.format(LocalDateTime.ofInstant(after, ZoneOffset.UTC)) + " UTC";
        Reply reply =
                run(
                        Map.of("LC_ALL", "C", "SYSTEMD_COLORS", "0"),
                        List.of(
                                "systemd-analyze",
                                "calendar",
                                "--base-time=" + base,
                                "--iterations=" + most,
                                calendar));
        if (reply.status() != 0) {
            throw new BadInput(
                    reply.status() == NOT_FOUND
                            ? "error: systemd-analyze is not installed here\n  = help: it is part of"
                                    + " systemd\n"
                            : "error: `"
                                    + calendar
                                    + "` is no calendar event: "
                                    + reply.text().lines().findFirst().orElse("")
                                    + "\n  = help: see systemd.time(7), or say it with --cron\n");
        }
        return times(reply.text());
    }

    /** Where the machine's own time is another, each time is told twice. */
    static List<Instant> times(String said) {
        List<String> found = new ArrayList<>();
        for (String line : said.lines().map(String::strip).toList()) {
            Matcher elapse = ELAPSE.matcher(line);
            Matcher utc = IN_UTC.matcher(line);
            if (elapse.matches()) {
                found.add(elapse.group(1));
            } else if (utc.matches() && !found.isEmpty()) {
                found.set(found.size() - 1, utc.group(1));
            }
        }
        return found.stream().flatMap(text -> time(text).stream()).toList();
    }

    /** Runs a program that only answers; one that is not there has status 127. */
    static Reply run(Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectInput(Path.of("/dev/null").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Reply(process.waitFor(), text);
        } catch (IOException e) {
            return new Reply(NOT_FOUND, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
        }
    }

    /** The text of a unit file; empty when there is none. */
    String unit(String name) {
        Path file = units.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
