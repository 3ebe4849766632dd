package io.miprov.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.miprov.event.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonLinesReportTest {
    private static final Path GOLDEN = Path.of("src/test/cases/report/events.jsonl");

    private final StringWriter out = new StringWriter();

    /** The form is a promise: when it changes, the golden file changes in the same commit. */
    @Test
    void tellsARunAsItAlwaysDid() throws IOException {
        JsonLinesReport report = new JsonLinesReport(new PrintWriter(out));
        Story.tell(report);
        report.on(new Event.HostLine("mi1", "t", "a line"));
        report.on(new Event.HostProgress("mi1", "t", 1, -1));
        report.on(new Event.ScriptSent("mi1", "true"));
        report.on(new Event.TaskRetried("mi1", "t", 2, 5, "not yet"));
        report.on(new Event.Included("/more.yml", List.of("mi1"), "an item"));
        report.on(
                new Event.Steered(
                        "mi1",
                        "t",
                        "p.yml:1:1",
                        false,
                        true,
                        "not now",
                        Map.of("msg", "end_host")));
        report.on(new Event.NoHostsLeft());
        report.on(
                new Event.RollStep(
                        "Nodes",
                        1,
                        Event.Step.DRAIN,
                        Event.Phase.DONE,
                        List.of("mi1"),
                        "no connection is left",
                        Map.of("waited", 2.5)));
        report.on(new Event.MayNotify("Nodes", "t", "p.yml:1:1", List.of("mi1"), List.of("h")));
        report.on(new Event.Notified("mi1", "h", "Nodes"));
        report.on(new Event.HandlerDone("mi1", "h", "Nodes"));
        report.on(new Event.HandlerOwed("h", "Nodes", List.of("mi1"), "20260102-030405-a1b2"));
        if (Boolean.getBoolean("cases.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, out.toString());
        }
        assertEquals(Files.readString(GOLDEN), out.toString());
    }

    @Test
    void coversEveryKindOfEvent() throws IOException {
        String golden = Files.readString(GOLDEN);
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            String name =
                    kind.getSimpleName()
                            .replaceAll("(?<!^)([A-Z])", "_$1")
                            .toLowerCase(Locale.ROOT);
            assertEquals(true, golden.contains("{\"event\": \"" + name + "\""), name);
        }
    }

    @Test
    void writesJsonThatAnotherParserReads() {
        Map<Object, Object> value = new HashMap<>();
        value.put("text", "a \"quote\" \\ \n\t\r\0\u001b\u2028 é 😀 \ud800");
        value.put("numbers", List.of(1L, -2, 1.5, new java.math.BigInteger("9".repeat(30))));
        value.put("odd", Arrays.asList(null, true, Double.NaN));
        value.put(5L, Map.of());
        for (String json : List.of(Json.line(value), Json.pretty(value))) {
            assertEquals(
                    value.get("text"),
                    JsonParser.parseString(json).getAsJsonObject().get("text").getAsString());
        }
        assertEquals("[null, true, \"NaN\"]", Json.line(value.get("odd")));
        assertEquals("{\n    \"a\": [\n        1\n    ],\n    \"b\": {}\n}", pretty());
    }

    private static String pretty() {
        return Json.pretty(Map.of("b", Map.of(), "a", List.of(1L)));
    }
}
