package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.module.Durations;
import io.miprov.schedule.Credential;
import io.miprov.schedule.Cron;
import io.miprov.schedule.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** When a job starts, when it must be done, and as whom and with what it runs. */
final class JobOptions {
    @Option(
            names = "--cron",
            paramLabel = "EXPRESSION",
            description = "when: \"0 2 * * SUN\", or @daily and the like; may be repeated")
    private List<String> crons = new ArrayList<>();

    @Option(
            names = "--on-calendar",
            paramLabel = "EVENT",
            description = "when, as systemd.time(7) says it: \"Sun 02:00\"; may be repeated")
    private List<String> calendars = new ArrayList<>();

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "in which these times are meant: Asia/Colombo; usually the machine's own")
    private String zone = "";

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "begin no batch that can not be done so long after its time: 3h")
    private String window = "";

    @Option(
            names = "--until",
            paramLabel = "HH:MM",
            description = "the same, until this time of the day")
    private String until = "";

    @Option(
            names = "--missed",
            paramLabel = "run|skip",
            description =
                    "what becomes of a time at which the machine was off; usually skip. With a"
                            + " window it runs only if that is not over")
    private Missed missed = Missed.skip;

    @Option(
            names = "--jitter",
            paramLabel = "TIME",
            description = "start up to so much later, by chance: 5m")
    private String jitter = "";

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "who runs it; for root, who else could not say so")
    private String user = "";

    @Option(
            names = "--credential",
            paramLabel = "NAME=FILE",
            description =
                    "a secret that systemd hands to the run: vault, vault.LABEL, key, login or"
                            + " become; a FILE.cred is one of systemd-creds")
    private List<String> credentials = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description = "an environment variable for it; without a value as it is set now")
    private List<String> environment = new ArrayList<>();

    @Option(
            names = "--on-failure",
            paramLabel = "UNIT",
            description = "a unit of systemd that starts when a run fails")
    private String onFailure = "";

    /** What becomes of a time that was missed, as it is written. */
    enum Missed {
        run,
        skip
    }

    String user() {
        return user;
    }

    String onFailure() {
        if (!onFailure.isEmpty() && !onFailure.matches("[A-Za-z0-9:_.@%-]+\\.(service|target)")) {
            throw new BadInput(
                    "error: `"
                            + onFailure
                            + "` is no unit to start\n  = help: name a service, such as"
                            + " --on-failure alert@%n.service\n");
        }
        return onFailure;
    }

    Timing timing() {
        if (crons.isEmpty() && calendars.isEmpty()) {
            throw new BadInput(
                    "error: nobody said when it starts\n  = help: --cron \"0 2 * * SUN\" is two o'clock"
                            + " in the night to each Sunday\n");
        }
        if (!window.isEmpty() && !until.isEmpty()) {
            throw new BadInput(
                    "error: --until and --window both say when the window ends\n  = help: give one of"
                            + " them\n");
        }
        String inZone = zone();
        List<String> all =
                Stream.concat(
                                crons.stream()
                                        .flatMap(
                                                cron -> Cron.read(cron).calendars(inZone).stream()),
                                calendars.stream()
                                        .map(
                                                event ->
                                                        inZone.isEmpty()
                                                                ? event
                                                                : event + " " + inZone))
                        .distinct()
                        .toList();
        return new Timing(
                String.join(
                        ", ",
                        Stream.concat(
                                        crons.stream().map(cron -> "cron " + cron),
                                        calendars.stream())
                                .toList()),
                all,
                inZone,
                WindowOptions.length(window).map(Duration::toSeconds).orElse(0L),
                until.isEmpty() ? "" : untilTime(),
                missed == Missed.run,
                jitter.isEmpty() ? 0 : seconds(jitter));
    }

    private String zone() {
        try {
            return zone.isEmpty() ? "" : ZoneId.of(zone).getId();
        } catch (DateTimeException e) {
            throw new BadInput(
                    "error: `"
                            + zone
                            + "` is no time zone\n  = help: write it as Asia/Colombo or UTC; `timedatectl"
                            + " list-timezones` has them all\n");
        }
    }

    private String untilTime() {
        try {
            return WindowOptions.timeOfDay(until).toString();
        } catch (DateTimeException e) {
            throw new BadInput(
                    "error: --until "
                            + until
                            + " is no time of the day\n  = help: write 05:00; each run gets the next such"
                            + " time after its own\n");
        }
    }

    private static long seconds(String text) {
        return Durations.read(text)
                .map(Duration::toSeconds)
                .orElseThrow(
                        () ->
                                new BadInput(
                                        "error: --jitter "
                                                + text
                                                + ": it "
                                                + Durations.NEEDS
                                                + "\n  = help: five minutes are --jitter 5m\n"));
    }

    /** The files of secrets by the names of the credentials. */
    Map<String, String> credentials() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String each : credentials) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            Credential.option(name, "");
            Path file = Path.of(equals < 0 ? "" : each.substring(equals + 1)).toAbsolutePath();
            if (equals < 0 || !Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new BadInput(
                        "error: the file of the credential "
                                + each
                                + " can not be read\n  = help: --credential "
                                + name
                                + "=FILE; it holds the secret and nothing else\n");
            }
            files.put(name, file.normalize().toString());
        }
        return files;
    }

    Map<String, String> environment(Map<String, String> now) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String each : environment) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            Optional<String> value =
                    equals < 0
                            ? Optional.ofNullable(now.get(name))
                            : Optional.of(each.substring(equals + 1));
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || value.isEmpty()) {
                throw new BadInput(
                        "error: --env "
                                + each
                                + ": there is no such variable\n  = help: write NAME=VALUE, or the name of"
                                + " one that is set\n");
            }
            all.put(name, value.get());
        }
        return all;
    }
}
