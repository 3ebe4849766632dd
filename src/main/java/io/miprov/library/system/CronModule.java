package io.miprov.library.system;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Puts a job or a variable into a crontab, or takes it out.

        - cron:
            name: clean up
            minute: "0"
            hour: "5,17"
            job: /usr/local/bin/clean-up >/dev/null
        """)
public final class CronModule implements Module<CronModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("what the job is known by, in a comment above it; or the variable's name")
                    String name,
            @Doc("whose crontab; else that of the user who runs the task") Optional<String> user,
            @Doc(value = "the command, or the variable's value", aliases = "value")
                    Optional<String> job,
            @Doc("a file instead, absolute or below /etc/cron.d; it needs `user` for a job")
                    Optional<String> cronFile,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(value = "whether the crontab as it was is kept in a file", orElse = "no")
                    boolean backup,
            @Doc(value = "the minute", orElse = "*") String minute,
            @Doc(value = "the hour", orElse = "*") String hour,
            @Doc(value = "the day of the month", aliases = "dom", orElse = "*") String day,
            @Doc(value = "the month", orElse = "*") String month,
            @Doc(value = "the day of the week", aliases = "dow", orElse = "*") String weekday,
            @Doc("a word for the time instead") Optional<Special> specialTime,
            @Doc(value = "whether the job is commented out", orElse = "no") boolean disabled,
            @Doc(value = "whether it is a variable and no job", orElse = "no") boolean env,
            @Doc("the variable that a new one goes after") Optional<String> insertafter,
            @Doc("the variable that a new one goes before") Optional<String> insertbefore) {

        String when() {
            return specialTime
                    .map(word -> "@" + word.name().toLowerCase(Locale.ROOT))
                    .orElse(String.join(" ", minute, hour, day, month, weekday));
        }

        boolean everyMinute() {
            return List.of(minute, hour, day, month, weekday).stream().allMatch("*"::equals);
        }

        /** The whole path of the file, if it is one. */
        Optional<String> path() {
            return cronFile.map(file -> file.startsWith("/") ? file : "/etc/cron.d/" + file);
        }

        String title() {
            return path().orElse(user.map(u -> "crontab of " + u).orElse("crontab"));
        }
    }

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** Words for times. */
    public enum Special {
        REBOOT,
        YEARLY,
        ANNUALLY,
        MONTHLY,
        WEEKLY,
        DAILY,
        HOURLY
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        Sh words = Sh.resource(CronModule.class, "cron.sh");
        Sh read =
                params.path()
                        .map(path -> Sh.of("[ ! -e {} ] || cat -- {}", path, path))
                        .orElse(Sh.of("crontab_of {}", params.user().orElse("")));
        return new Decide(words.then(read), text -> change(params, words, text), Map.of());
    }

    private static void refuse(Params params) {
        boolean present = params.state() == State.PRESENT;
        if (params.cronFile().filter("/etc/crontab"::equals).isPresent()) {
            throw new BadParams(
                    "cron_file", "Will not manage /etc/crontab via cron_file, see documentation.");
        }
        if (params.specialTime().isPresent() && !params.everyMinute()) {
            throw new BadParams(
                    "special_time", "say either `special_time`, or `minute`, `hour`, `day`, …");
        }
        if (present && params.cronFile().isPresent() && params.user().isEmpty()) {
            throw new BadParams("cron_file", "`cron_file` needs `user`, who runs the job");
        }
        if (present && params.job().isEmpty()) {
            throw new BadParams("name", "`job` is needed for what should be there");
        }
        if (params.insertafter().isPresent() && params.insertbefore().isPresent()) {
            throw new BadParams(
                    "insertbefore", "`insertafter` and `insertbefore` exclude each other");
        }
        boolean beside = params.insertafter().isPresent() || params.insertbefore().isPresent();
        if (present && beside && !params.env()) {
            throw new BadParams(
                    "env", "`insertafter` and `insertbefore` are for variables: `env: true`");
        }
        if (params.env() && params.name().contains(" ")) {
            throw new BadParams("name", "a variable's name has no spaces");
        }
    }

    private static Change change(Params params, Sh words, String before) {
        Crontab crontab = Crontab.of(before, params.cronFile().isPresent());
        boolean changed = edit(params, crontab);
        String after = changed ? crontab.text() : before;
        boolean open = !before.isEmpty() && !before.endsWith("\n") && !before.endsWith("\r");
        Map<String, Object> says = new LinkedHashMap<>();
        params.cronFile().ifPresent(file -> says.put("cron_file", file));
        boolean gone =
                changed
                        && params.state() == State.ABSENT
                        && !params.env()
                        && params.cronFile().isPresent()
                        && after.isBlank();
        if (gone) {
            says.put("state", "absent");
        } else {
            says.put("jobs", crontab.jobs());
            says.put("envs", crontab.variables());
        }
        if (!changed && !open) {
            return new Answer(Outcome.ok(says));
        }
        String text = changed ? after : before + "\n";
        Sh backup = params.backup() ? Sh.of("keep_crontab {}", Bytes.of(before)) : Sh.NOTHING;
        Outcome.TextDiff diff = new Outcome.TextDiff(params.title(), before, gone ? "" : text);
        return new Act(words.then(backup.and(write(params, text, gone))), says, diff)
                .reading(out -> out.isBlank() ? Map.of() : Map.of("backup_file", out.strip()));
    }

    private static Sh write(Params params, String text, boolean gone) {
        if (params.path().isEmpty()) {
            return Sh.of("set_crontab {} {}", params.user().orElse(""), Bytes.of(text));
        }
        String path = params.path().get();
        return gone
                ? Sh.of("rm -f -- {}", path)
                : Sh.of("(umask 022 && put {} '' '' '' '' '' {})", path, Bytes.of(text));
    }

    private static boolean edit(Params params, Crontab crontab) {
        boolean present = params.state() == State.PRESENT;
        if (params.env()) {
            return present
                    ? crontab.setVariable(
                            params.name(),
                            params.job().orElse(""),
                            params.insertafter(),
                            params.insertbefore())
                    : crontab.removeVariable(params.name());
        }
        if (!present) {
            return crontab.removeJob(params.name());
        }
        String job = params.job().orElse("").replaceAll("^[\r\n]+|[\r\n]+$", "");
        return crontab.setJob(
                params.name(),
                (params.disabled() ? "#" : "")
                        + params.when()
                        + (params.cronFile().isPresent() ? " " + params.user().orElse("") : "")
                        + " "
                        + job);
    }
}
