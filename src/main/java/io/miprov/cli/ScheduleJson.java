package io.miprov.cli;

import io.miprov.report.Json;
import io.miprov.schedule.Firings.Firing;
import io.miprov.schedule.Job;
import io.miprov.schedule.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs as programs read them: times are ISO instants, and what is not there is null. */
final class ScheduleJson {
    private final Terminal terminal;

    ScheduleJson(Terminal terminal) {
        this.terminal = terminal;
    }

    void list(List<State> all) {
        terminal.out().println(Json.line(all.stream().map(ScheduleJson::job).toList()));
    }

    void one(State state) {
        Map<String, Object> all = job(state);
        all.put("history", state.firings().stream().map(ScheduleJson::firing).toList());
        terminal.out().println(Json.line(all));
    }

    void history(State state) {
        terminal.out()
                .println(Json.line(state.firings().stream().map(ScheduleJson::firing).toList()));
    }

    private static Map<String, Object> job(State state) {
        Job job = state.job();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", job.name());
        all.put("when", job.timing().written());
        all.put("calendars", job.timing().calendars());
        all.put("time_zone", job.timing().zone());
        all.put("window", job.timing().window() == 0 ? null : job.timing().window());
        all.put("until", job.timing().until().isEmpty() ? null : job.timing().until());
        all.put("missed", job.timing().catchesUp() ? "run" : "skip");
        all.put("command", job.words());
        all.put("folder", job.folder());
        all.put("user", job.user().isEmpty() ? null : job.user());
        all.put("paused", state.paused());
        all.put("running", state.running());
        all.put("next", state.next().map(Object::toString).orElse(null));
        all.put("last", state.last().map(ScheduleJson::firing).orElse(null));
        return all;
    }

    private static Map<String, Object> firing(Firing firing) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("began", firing.began().toString());
        all.put("due", firing.due().map(Object::toString).orElse(null));
        all.put("ended", firing.end().map(end -> end.at().toString()).orElse(null));
        all.put("status", firing.end().map(end -> (Object) end.status()).orElse(null));
        all.put("missed", firing.end().map(end -> end.missed()).orElse(false));
        return all;
    }
}
