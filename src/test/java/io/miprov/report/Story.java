package io.miprov.report;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run as an engine would tell it. */
final class Story {
    private Story() {}

    /** Two plays: one finds all as it should be but for one file, one fails on a host. */
    static void tell(EventSink sink) {
        sink.on(
                new Event.RunStarted(
                        "1",
                        "playbooks/cluster.yml",
                        2,
                        false,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        List.of("lb1", "mi1", "mi2")));
        sink.on(new Event.PlayStarted("Bare hosts", List.of("lb1", "mi1", "mi2")));
        task(sink, "common : make the group", "group", Event.Status.OK, "lb1", "mi1", "mi2");
        task(sink, "common : make the user", "user", Event.Status.OK, "lb1", "mi1", "mi2");
        task(sink, "common : tune the kernel", "copy", Event.Status.SKIPPED, "lb1", "mi1", "mi2");
        start(sink, "common : write the motd", "copy");
        end(sink, "common : write the motd", "lb1", ok());
        end(sink, "common : write the motd", "mi1", changedWithDiff());
        end(sink, "common : write the motd", "mi2", ok());
        task(sink, "java : install a JDK", "apt", Event.Status.OK, "lb1", "mi1", "mi2");
        sink.on(new Event.PlayStarted("Micro Integrator", List.of("mi1", "mi2")));
        sink.on(new Event.BatchStarted(1, 2, List.of("mi1")));
        start(sink, "make folders", "file");
        for (String item : List.of("conf", "logs", "tmp", "lib", "dropins")) {
            sink.on(
                    new Event.ItemFinished(
                            "mi1", "make folders", item, "", result(Event.Status.CHANGED, "", 5)));
        }
        end(sink, "make folders", "mi1", result(Event.Status.CHANGED, "", 40));
        start(sink, "say it", "debug");
        end(sink, "say it", "mi1", result(Event.Status.OK, "ports: 8290\nand 8253", 1));
        start(sink, "start it", "command");
        sink.on(
                new Event.Told(
                        Diagnostic.error("`command` failed on mi1", place())
                                .label("non-zero return code")
                                .help("look at the log"),
                        Optional.of("mi1")));
        end(sink, "start it", "mi1", failed());
        sink.on(new Event.HostUnreachable("mi2", "no route to 10.0.0.3:22\ntry ping", true));
        Map<String, Event.Recap> recap = new LinkedHashMap<>();
        recap.put("lb1", new Event.Recap(5, 0, 0, 0, 1, 0, 0));
        recap.put("mi1", new Event.Recap(7, 2, 0, 1, 1, 0, 0));
        recap.put("mi2", new Event.Recap(5, 0, 1, 0, 1, 0, 0));
        sink.on(new Event.RunFinished(recap, Duration.ofMillis(83_400)));
    }

    static void start(EventSink sink, String task, String module) {
        sink.on(new Event.TaskStarted(task, module, "tasks.yml:1:3", false));
    }

    static void end(EventSink sink, String task, String host, Event.Result result) {
        sink.on(new Event.TaskFinished(host, task, "tasks.yml:1:3", "", result));
    }

    private static void task(
            EventSink sink, String task, String module, Event.Status status, String... hosts) {
        start(sink, task, module);
        for (String host : hosts) {
            sink.on(new Event.HostBusy(host, task));
            end(sink, task, host, result(status, "", 12));
        }
    }

    static Event.Result ok() {
        return result(Event.Status.OK, "", 3);
    }

    static Event.Result result(Event.Status status, String message, long millis) {
        return new Event.Result(status, message, Map.of(), List.of(), Duration.ofMillis(millis));
    }

    private static Event.Result changedWithDiff() {
        Event.Diff diff =
                new Event.Diff(
                        "/etc/motd", "one\ntwo\nthree\nfour\nfive\n", "one\ntwo\n3\nfour\nfive\n");
        return new Event.Result(
                Event.Status.CHANGED,
                "",
                Map.of("dest", "/etc/motd"),
                List.of(diff),
                Duration.ofMillis(2300));
    }

    private static Event.Result failed() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rc", 3L);
        values.put("stdout", "");
        values.put("stderr", "\033[31mport 8290\033[0m is in use\n");
        return new Event.Result(
                Event.Status.FAILED,
                "non-zero return code",
                values,
                List.of(),
                Duration.ofMillis(300));
    }

    private static Span place() {
        Source source = new Source("tasks.yml", "- command: micro-integrator.sh start\n");
        return new Span(source, 2, 9);
    }
}
