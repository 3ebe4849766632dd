package io.miprov.library.mi;

import io.miprov.host.Reply;
import io.miprov.module.Outcome;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code await_apps} printed. */
final class AppsAnswer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final CarbonAppModule.Params params;
    private final List<CarFile> apps;

    AppsAnswer(CarbonAppModule.Params params, List<CarFile> apps) {
        this.params = params;
        this.apps = apps;
    }

    Outcome outcome(Reply reply) {
        int mark = reply.out().indexOf('\036');
        if (mark < 0) {
            return Outcome.failed((reply.err() + reply.out()).strip());
        }
        String[] told = reply.out().substring(0, mark).split("\n", 2);
        String[] rest = reply.out().substring(mark + 1).split("\n", 2);
        Map<String, Object> values = new LinkedHashMap<>();
        boolean owed = told[0].equals("restart") || told[0].equals("stopped");
        values.put("restart_needed", owed);
        values.put("faulty", List.of());
        values.put("why", List.of());
        if (owed) {
            values.put(
                    "msg",
                    told[0].equals("restart")
                            ? "hot deployment is off: they are deployed by a restart"
                            : "no server runs: they are deployed when it starts");
            return Outcome.ok(values);
        }
        if (told[0].equals("closed")) {
            return Outcome.of(
                    Outcome.Status.FAILED,
                    "can not log in to "
                            + params.management().orElseThrow()
                            + " as "
                            + params.username()
                            + ": "
                            + told[1].strip(),
                    values);
        }
        return judged(told[0], told[1], StartLog.of("", rest[1], time(rest[0])), values);
    }

    private Outcome judged(String verdict, String heard, StartLog log, Map<String, Object> values) {
        List<String> faulty = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (CarFile app : apps) {
            String full = app.name() + "_" + app.version();
            if (isFaulty(app, heard)) {
                faulty.add(full);
            } else if (!isActive(app, heard)) {
                missing.add(full);
            }
        }
        if (faulty.isEmpty() && missing.isEmpty()) {
            return Outcome.ok(values);
        }
        values.put("faulty", faulty);
        values.put("why", log.lines());
        String said =
                faulty.isEmpty()
                        ? "not deployed within "
                                + params.timeout().toSeconds()
                                + " s: "
                                + String.join(", ", missing)
                        : "faulty: " + String.join(", ", faulty);
        return Outcome.of(
                Outcome.Status.FAILED,
                log.lines().isEmpty() || verdict.equals("late") && faulty.isEmpty()
                        ? said
                        : said + "\nwhat it logged:\n" + String.join("\n", log.lines()),
                values);
    }

    /** In the list of faulty ones, or in a line of the log that is an error. */
    private static boolean isFaulty(CarFile app, String heard) {
        int faulty = heard.indexOf("\"faultyList\"");
        if (heard.contains("\"activeList\"")) {
            return faulty >= 0 && listed(app, part(heard, faulty));
        }
        return heard.lines()
                .anyMatch(
                        line ->
                                line.contains(" ERROR ")
                                        && line.contains(app.name() + "_" + app.version()));
    }

    private static boolean isActive(CarFile app, String heard) {
        int active = heard.indexOf("\"activeList\"");
        if (active >= 0) {
            return listed(app, part(heard, active));
        }
        return heard.lines()
                .anyMatch(
                        line ->
                                line.contains("Successfully Deployed")
                                        && line.contains(app.name() + "_" + app.version()));
    }

    /** The list that begins after this place. */
    private static String part(String json, int from) {
        int end = json.indexOf(']', from);
        return json.substring(from, end < 0 ? json.length() : end);
    }

    /** Versions of the API tell a name with its version, or both in one word. */
    private static boolean listed(CarFile app, String list) {
        if (list.contains("\"" + app.name() + "_" + app.version() + "\"")) {
            return true;
        }
        for (String each : list.split("}", -1)) {
            if (each.contains("\"" + app.name() + "\"")
                    && each.contains("\"" + app.version() + "\"")) {
                return true;
            }
        }
        return false;
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.strip(), TIME).minusSeconds(1);
    }
}
