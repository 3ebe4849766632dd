package io.miprov.schedule;

import io.miprov.diag.BadInput;
import io.miprov.diag.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jobs that a systemd has from us. A job is there when its unit files are; all else is asked of
 * systemd when it is wanted.
 */
public final class Schedules {
    private static final String STATES =
            "ActiveState,UnitFileState,NextElapseUSecRealtime,ExecMainStatus";

    private final Systemd systemd;

    public Schedules(Systemd systemd) {
        this.systemd = systemd;
    }

    /** What {@link #add} did. */
    public enum Added {
        NEW,
        REPLACED,
        UNCHANGED
    }

    /**
     * Writes the unit files, and starts the timer. The same job again is left as it is, paused or
     * not; another one under its name is refused, unless it is to replace it.
     */
    public Added add(Job job, boolean replace) {
        Units units = new Units(job, systemd.isOfUser());
        String before = systemd.unit(job.service());
        boolean known = !before.isEmpty() || !systemd.unit(job.timer()).isEmpty();
        if (before.equals(units.service()) && systemd.unit(job.timer()).equals(units.timer())) {
            return Added.UNCHANGED;
        }
        if (known && !replace) {
            refuse(job, Units.read(before));
        }
        try {
            ownFolder(job);
            Files.createDirectories(systemd.units());
            put(job.service(), units.service());
            put(job.timer(), units.timer());
        } catch (AccessDeniedException e) {
            throw new BadInput(
                    "error: may not write "
                            + e.getFile()
                            + "\n  = help: add jobs of the machine as root, and your own without"
                            + " --system\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        systemd.reload();
        forgetTimes(job);
        systemd.must("enable", "--quiet", job.timer());
        systemd.must("restart", job.timer());
        return known ? Added.REPLACED : Added.NEW;
    }

    private void refuse(Job job, Optional<Job> before) {
        throw new BadInput(
                "error: there is another job named "
                        + job.name()
                        + before.map(
                                        old ->
                                                ": "
                                                        + old.timing().written()
                                                        + ", miprov "
                                                        + String.join(" ", old.words()))
                                .orElse(", in " + systemd.units().resolve(job.service()))
                        + "\n  = help: take another name, or replace it with --replace\n");
    }

    /** The folder that its starts are written down in belongs to who runs it. */
    private static void ownFolder(Job job) throws IOException {
        Path folder = Firings.in(Path.of(job.folder()), job.name()).folder();
        List<Path> made = new ArrayList<>();
        for (Path path = folder; !Files.exists(path); path = path.getParent()) {
            made.add(0, path);
        }
        Files.createDirectories(folder);
        if (!job.user().isEmpty()) {
            UserPrincipal owner =
                    folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(job.user());
            for (Path path : made) {
                Files.setOwner(path, owner);
            }
        }
    }

    /** Nobody else may see what is on its command line. */
    private void put(String name, String text) throws IOException {
        Path file = systemd.units().resolve(name);
        Path beside = systemd.units().resolve("." + name + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(
                beside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, text);
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Times that passed while it was off, or another job, are not made up for. */
    private void forgetTimes(Job job) {
        systemd.systemctl("stop", job.timer());
        systemd.systemctl("clean", "--what=state", job.timer());
    }

    /** All jobs, by their names. */
    public List<State> all() {
        return states(jobs());
    }

    /** Throws {@link BadInput} when there is none of this name. */
    public State one(String name) {
        return states(List.of(job(name))).get(0);
    }

    private Job job(String name) {
        if (!name.matches(Job.NAMES)) {
            throw new BadInput("error: `" + name + "` is no name of a job\n");
        }
        return Units.read(systemd.unit(Job.PREFIX + name + ".service"))
                .orElseThrow(
                        () -> {
                            List<String> names = jobs().stream().map(Job::name).toList();
                            return new BadInput(
                                    "error: there is no job named "
                                            + name
                                            + "\n  = help: "
                                            + Suggestion.closest(name, names)
                                                    .map(meant -> "did you mean " + meant + "?")
                                                    .orElse(
                                                            names.isEmpty()
                                                                    ? "there are none; make one with"
                                                                            + " miprov schedule add"
                                                                    : "there are "
                                                                            + String.join(
                                                                                    ", ", names))
                                            + "\n");
                        });
    }

    private List<Job> jobs() {
        if (!Files.isDirectory(systemd.units())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(systemd.units())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(Job.PREFIX + Job.NAMES + "\\.service"))
                    .sorted()
                    .flatMap(name -> Units.read(systemd.unit(name)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<State> states(List<Job> jobs) {
        List<String> names =
                jobs.stream().flatMap(job -> Stream.of(job.timer(), job.service())).toList();
        Map<String, Map<String, String>> shown = systemd.show(names, STATES);
        List<State> states = new ArrayList<>();
        for (Job job : jobs) {
            Map<String, String> timer = shown.getOrDefault(job.timer(), Map.of());
            Map<String, String> service = shown.getOrDefault(job.service(), Map.of());
            boolean on = timer.getOrDefault("ActiveState", "").equals("active");
            states.add(
                    new State(
                            job,
                            !on,
                            service.getOrDefault("ActiveState", "").startsWith("activ"),
                            on
                                    ? Systemd.time(timer.getOrDefault("NextElapseUSecRealtime", ""))
                                    : Optional.empty(),
                            Firings.in(Path.of(job.folder()), job.name()).all()));
        }
        return states;
    }

    /** From now on its times pass; whether this is new. */
    public boolean pause(String name) {
        State state = one(name);
        systemd.must("disable", "--quiet", "--now", state.job().timer());
        return !state.paused();
    }

    /** Its times count again; those that passed meanwhile do not. Whether this is new. */
    public boolean resume(String name) {
        State state = one(name);
        if (state.paused()) {
            forgetTimes(state.job());
            systemd.must("enable", "--quiet", "--now", state.job().timer());
        }
        return state.paused();
    }

    /**
     * Starts it now, in the same way as its timer would.
     *
     * @param wait until it is over
     * @return the status of its command; zero when not waited for
     */
    public int runNow(String name, boolean wait) {
        State state = one(name);
        if (state.running()) {
            throw new BadInput(
                    "error: "
                            + name
                            + " runs just now\n  = help: follow it with "
                            + log(state.job())
                            + "\n");
        }
        try {
            Firings.in(Path.of(state.job().folder()), name).byHand();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!wait) {
            systemd.must("start", "--no-block", state.job().service());
            return 0;
        }
        Systemd.Reply reply = systemd.systemctl("start", state.job().service());
        String status =
                systemd.show(List.of(state.job().service()), STATES)
                        .getOrDefault(state.job().service(), Map.of())
                        .getOrDefault("ExecMainStatus", "");
        return reply.status() == 0 ? 0 : status.matches("[1-9]\\d*") ? Integer.parseInt(status) : 1;
    }

    /** The command that shows what it says. */
    public String log(Job job) {
        return "journalctl " + (systemd.isOfUser() ? "--user " : "") + "-fu " + job.service();
    }

    /** Takes its unit files away, and what is known of its starts; a run that goes on is left. */
    public void remove(String name) {
        State state = one(name);
        if (state.running()) {
            throw new BadInput(
                    "error: "
                            + name
                            + " runs just now\n  = help: wait for its end, or end it with systemctl stop "
                            + state.job().service()
                            + "\n");
        }
        systemd.must("disable", "--quiet", "--now", state.job().timer());
        systemd.systemctl("clean", "--what=state", state.job().timer());
        try {
            Files.deleteIfExists(systemd.units().resolve(state.job().timer()));
            Files.deleteIfExists(systemd.units().resolve(state.job().service()));
            Firings.in(Path.of(state.job().folder()), name).remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        systemd.reload();
        systemd.systemctl("reset-failed", state.job().service());
    }

    /** Where its unit files are. */
    public List<Path> files(Job job) {
        return List.of(
                systemd.units().resolve(job.service()), systemd.units().resolve(job.timer()));
    }

    /** Whether a user's systemd ends with the last session, and so the jobs with it. */
    public boolean endsWithSession(String user) {
        return systemd.isOfUser()
                && !Files.exists(
                        Path.of("/var/lib/systemd/linger", user), LinkOption.NOFOLLOW_LINKS);
    }
}
