package io.miprov.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.event.Event;
import io.miprov.event.Event.Phase;
import io.miprov.event.Event.Status;
import io.miprov.event.Event.Step;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * The page holds what happened, is well-formed whatever hosts said, and asks nobody for anything.
 */
final class HtmlReportTest {
    private static final List<String> MEMBERS = List.of("mi1", "mi2");
    private static final String PLAY = "node by node";

    /** A clock that a test moves on. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-22T02:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void after(double seconds) {
            now = now.plusMillis(Math.round(seconds * 1000));
        }
    }

    private final Hand clock = new Hand();
    private final HtmlReport report = new HtmlReport(clock);

    private void started(List<String> hosts) {
        report.on(new Event.RunStarted("7", "site.yml", 1, false, clock.instant(), hosts));
        report.on(new Event.PlayStarted(PLAY, hosts));
    }

    private void task(String name, Map<String, Event.Result> results) {
        report.on(new Event.TaskStarted(name, "file", "site.yml:4:7", false));
        results.forEach(
                (host, result) -> {
                    clock.after(result.took().toMillis() / 1000.0);
                    report.on(new Event.TaskFinished(host, name, "site.yml:4:7", "", result));
                });
    }

    private static Event.Result result(Status status, String message, Map<String, Object> values) {
        return new Event.Result(status, message, values, List.of(), Duration.ofSeconds(1));
    }

    private void step(int batch, Step step, Phase phase, List<String> hosts) {
        report.on(new Event.RollStep(PLAY, batch, step, phase, hosts, "", Map.of()));
    }

    private void finished(Map<String, Event.Recap> recap) {
        report.on(new Event.RunFinished(recap, Duration.ofSeconds(90)));
    }

    private static Event.Recap recap(int changed, int failed) {
        return new Event.Recap(3, changed, 0, failed, 0, 0, 0);
    }

    private Document page() throws Exception {
        String text = report.page(ZoneOffset.UTC);
        assertFalse(text.contains("://"), "something of a network");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }

    private static List<Element> all(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    private static String text(Document page) {
        return all(page, "body").get(0).getTextContent();
    }

    /** The cells of the row that a head begins. */
    private static List<String> row(Document page, String caption, String head) {
        for (Element table : all(page, "table")) {
            if (!table.getElementsByTagName("caption").item(0).getTextContent().contains(caption)) {
                continue;
            }
            NodeList rows = table.getElementsByTagName("tr");
            for (int i = 0; i < rows.getLength(); i++) {
                Element row = (Element) rows.item(i);
                if (row.getElementsByTagName("th").item(0).getTextContent().startsWith(head)) {
                    List<String> cells = new ArrayList<>();
                    NodeList found = row.getElementsByTagName("td");
                    for (int j = 0; j < found.getLength(); j++) {
                        cells.add(found.item(j).getTextContent());
                    }
                    return cells;
                }
            }
        }
        throw new AssertionError("no row " + head + " in " + caption);
    }

    /** The first member is upgraded, the second fails and is rolled back. */
    private void roll(boolean ends) {
        started(MEMBERS);
        for (int batch = 1; batch <= 2; batch++) {
            List<String> hosts = MEMBERS.subList(batch - 1, batch);
            step(batch, Step.DRAIN, Phase.BEGUN, hosts);
            clock.after(4);
            step(batch, Step.DRAIN, Phase.DONE, hosts);
            step(batch, Step.WORK, Phase.BEGUN, hosts);
            clock.after(10);
            Status status = batch == 1 ? Status.CHANGED : Status.FAILED;
            task(
                    "restart",
                    Map.of(
                            hosts.get(0),
                            result(status, batch == 1 ? "" : "no start", Map.of("rc", 1L))));
            step(batch, Step.WORK, batch == 1 ? Phase.DONE : Phase.FAILED, hosts);
            step(batch, batch == 1 ? Step.HEALTH : Step.ROLLBACK, Phase.BEGUN, hosts);
            clock.after(20);
            step(batch, batch == 1 ? Step.HEALTH : Step.ROLLBACK, Phase.DONE, hosts);
            step(batch, Step.ADMIT, Phase.BEGUN, hosts);
            clock.after(1);
            if (batch == 1 || ends) {
                step(batch, Step.ADMIT, Phase.DONE, hosts);
            }
        }
        if (ends) {
            Map<String, Object> versions = new LinkedHashMap<>();
            versions.put("mi1", Map.of("before", "4.3.0", "after", "4.4.0"));
            versions.put("mi2", Map.of("before", "4.3.0", "after", "4.3.0"));
            report.on(
                    new Event.RollStep(
                            PLAY,
                            0,
                            Step.LOOK,
                            Phase.DONE,
                            List.of(),
                            "",
                            Map.of(
                                    "versions",
                                    versions,
                                    "drained",
                                    List.of(),
                                    "held",
                                    List.of("mi9"))));
            finished(Map.of("mi1", recap(1, 0), "mi2", recap(0, 1)));
        }
    }

    @Test
    void tellsWhatARollDidWithEachMember() throws Exception {
        roll(true);
        Document page = page();
        assertEquals(
                List.of("4.3.0", "4.4.0", "4.0 s", "11 s", "20 s", "36 s", "back in the balancer"),
                row(page, "Each member", "mi1"));
        assertEquals(
                List.of(
                        "4.3.0",
                        "4.3.0",
                        "4.0 s",
                        "11 s",
                        "–",
                        "36 s",
                        "back in the balancer, rolled back"),
                row(page, "Each member", "mi2"));
        assertTrue(text(page).contains("Mixed versions: mi1 runs 4.4.0, mi2 runs 4.3.0."));
        assertTrue(text(page).contains("Drained by hand, and left so: mi9."));
        assertEquals("Failed: site.yml", all(page, "title").get(0).getTextContent());
    }

    @Test
    void aRunThatWasCutOffIsToldAsFarAsItWent() throws Exception {
        roll(false);
        Document page = page();
        assertEquals(
                "Did not come to its end: site.yml", all(page, "title").get(0).getTextContent());
        assertTrue(text(page).contains("did not come to its end)"), "the open step");
        assertTrue(row(page, "Each member", "mi2").get(6).startsWith("not put back"));
    }

    @Test
    void aStepMayEndForSomeAndGoOnForOthers() throws Exception {
        started(MEMBERS);
        step(1, Step.DRAIN, Phase.BEGUN, MEMBERS);
        clock.after(5);
        step(1, Step.DRAIN, Phase.FAILED, List.of("mi2"));
        clock.after(2);
        step(1, Step.DRAIN, Phase.DONE, List.of("mi1"));
        finished(Map.of("mi1", recap(0, 0), "mi2", recap(0, 1)));
        Document page = page();
        assertEquals("7.0 s", row(page, "Each member", "mi1").get(2));
        assertEquals("5.0 s", row(page, "Each member", "mi2").get(2));
        assertFalse(text(page).contains("did not come to its end"));
    }

    @Test
    void nothingIsOpenedByWhatHostsSay() throws Exception {
        String evil =
                "</pre></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u0000\ud800\u202e";
        started(List.of(evil));
        task(
                evil,
                Map.of(
                        evil,
                        new Event.Result(
                                Status.FAILED,
                                evil,
                                Map.of("stderr", evil, "rc", evil),
                                List.of(new Event.Diff(evil, "a\n", evil)),
                                Duration.ofSeconds(1))));
        report.on(new Event.HostUnreachable(evil, evil, true));
        report.on(
                new Event.RollStep(
                        evil, 1, Step.DRAIN, Phase.FAILED, List.of(evil), evil, Map.of()));
        finished(Map.of(evil, recap(0, 1)));
        Document page = page();
        assertEquals(1, all(page, "script").size());
        assertEquals(0, all(page, "img").size());
        assertTrue(text(page).contains("<img src=x onerror=alert(1)>"));
    }

    @Test
    void aPageLoadsNothingAndRunsItsOwnScriptOnly() {
        started(List.of("a"));
        String page = report.page(ZoneOffset.UTC);
        assertTrue(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"), page);
        assertFalse(Pattern.compile("(src|action|data|poster)=").matcher(page).find());
        assertFalse(page.contains("@import") || page.contains("url("), page);
        Pattern.compile("href=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .forEach(link -> assertTrue(link.group(1).startsWith("#"), link.group()));
        assertFalse(Pattern.compile(" (style|on\\w+)=\"").matcher(page).find());
    }

    @Test
    void whatFailedIsToldWithAllThatWasSaid() throws Exception {
        started(List.of("a", "b"));
        Map<String, Event.Result> results = new LinkedHashMap<>();
        results.put("a", result(Status.FAILED, "no way", Map.of("rc", 3L, "stderr", "one\ntwo")));
        results.put("b", result(Status.IGNORED, "never mind", Map.of()));
        task("do it", results);
        finished(Map.of("a", recap(0, 1), "b", recap(0, 0)));
        Document page = page();
        List<String> troubles = all(page, "article").stream().map(Element::getTextContent).toList();
        assertEquals(2, troubles.size());
        for (String part : List.of("a: do it", "site.yml:4:7", "no way", "rc", "3", "one\ntwo")) {
            assertTrue(troubles.get(0).contains(part), troubles.get(0));
        }
        assertTrue(troubles.get(1).contains("ignore_errors"), troubles.get(1));
        assertEquals(
                List.of("0", "0", "1", "0", "0", "2.0 s", "b, 1.0 s"),
                row(page, "Play: ", "do it"));
    }

    @Test
    void equalFailuresAreToldOnce() throws Exception {
        started(List.of("a", "b", "c"));
        Map<String, Event.Result> results = new LinkedHashMap<>();
        results.put("a", result(Status.FAILED, "disk full", Map.of()));
        results.put("b", result(Status.FAILED, "disk full", Map.of()));
        results.put("c", result(Status.FAILED, "no such user", Map.of()));
        task("write it", results);
        finished(Map.of());
        List<String> heads = all(page(), "h3").stream().map(Element::getTextContent).toList();
        assertEquals(List.of("a, b: write it", "c: write it"), heads);
    }

    @Test
    void equalDifferencesAreToldOnce() throws Exception {
        started(List.of("a", "b", "c"));
        Map<String, Event.Result> results = new LinkedHashMap<>();
        for (String host : List.of("a", "b", "c")) {
            Event.Diff diff =
                    new Event.Diff("/etc/motd", "old\n", host.equals("c") ? "x\n" : "new\n");
            results.put(
                    host,
                    new Event.Result(
                            Status.CHANGED, "", Map.of(), List.of(diff), Duration.ofSeconds(1)));
        }
        task("motd", results);
        finished(Map.of());
        String text = text(page());
        assertTrue(text.contains("/etc/motd on a, b  +1 −1"), text);
        assertTrue(text.contains("/etc/motd on c  +1 −1"), text);
        assertTrue(text.contains("-old+new"), text);
    }

    @Test
    void tasksThatFoundAllAsItShouldBeAreFoldedAway() throws Exception {
        started(List.of("a"));
        task("quiet one", Map.of("a", result(Status.OK, "", Map.of())));
        task("quiet two", Map.of("a", result(Status.SKIPPED, "", Map.of())));
        task("loud", Map.of("a", result(Status.CHANGED, "", Map.of())));
        finished(Map.of("a", recap(1, 0)));
        Document page = page();
        assertTrue(text(page).contains("2 tasks found everything as it should be"));
        assertEquals(
                List.of("1", "0", "0", "0", "0", "1.0 s", "a, 1.0 s"),
                row(page, "that changed nothing", "quiet one"));
        assertEquals("Done: site.yml", all(page, "title").get(0).getTextContent());
    }

    @Test
    void tablesHaveCaptionsAndHeadsAndTheTimelineHasWords() throws Exception {
        roll(true);
        Document page = page();
        assertEquals("en", page.getDocumentElement().getAttribute("lang"));
        for (String landmark : List.of("header", "nav", "main", "footer")) {
            assertEquals(1, all(page, landmark).size(), landmark);
        }
        all(page, "table")
                .forEach(
                        table -> {
                            assertEquals(1, table.getElementsByTagName("caption").getLength());
                            assertTrue(table.getElementsByTagName("th").getLength() > 1);
                        });
        List<String> lanes =
                all(page, "svg").stream().map(lane -> lane.getAttribute("aria-label")).toList();
        assertEquals(
                List.of(
                        "mi1: 1 changed, 0 failed, without traffic for 36 s",
                        "mi2: 0 changed, 1 failed, without traffic for 36 s"),
                lanes);
    }

    @Test
    void aThousandHostsWithFortyTasksStayReadable() throws Exception {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            hosts.add("host-%04d.example".formatted(i));
        }
        started(hosts);
        Map<String, Event.Recap> recap = new LinkedHashMap<>();
        for (int t = 0; t < 40; t++) {
            Map<String, Event.Result> results = new LinkedHashMap<>();
            for (int i = 0; i < hosts.size(); i++) {
                boolean changed = t % 2 == 0 && i % 2 == 0;
                results.put(
                        hosts.get(i), result(changed ? Status.CHANGED : Status.OK, "", Map.of()));
            }
            task("task " + t, results);
        }
        hosts.forEach(host -> recap.put(host, recap(20, 0)));
        finished(recap);
        long before = System.nanoTime();
        String page = report.page(ZoneOffset.UTC);
        long millis = (System.nanoTime() - before) / 1_000_000;
        assertTrue(page.length() < 20_000_000, page.length() + " characters");
        assertTrue(millis < 10_000, millis + " ms");
        assertTrue(page.contains("500 hosts where nothing changed"), "folded lanes");
    }

    @Test
    void linesOfAJournalMakeTheSamePage() throws Exception {
        report.take(
                Map.of(
                        "at",
                        "2026-11-22T02:00:00Z",
                        "event",
                        "run_opened",
                        "command",
                        List.of("apply", "site.yml"),
                        "controller",
                        Map.of("user", "ops", "host", "ctl"),
                        "version",
                        "1.2.3",
                        "options",
                        Map.of("schedule", "nightly")));
        started(List.of("a"));
        report.take(
                Map.of(
                        "at",
                        "2026-11-22T02:01:00Z",
                        "event",
                        "run_closed",
                        "result",
                        "interrupted"));
        String text = text(page());
        for (String part :
                List.of(
                        "22 Nov 2026, 02:00:00 +00:00",
                        "by ops@ctl, scheduled as nightly",
                        "Interrupted",
                        "took 1 min 0 s",
                        "Made by miprov 1.2.3.",
                        "miprov apply site.yml")) {
            assertTrue(text.contains(part), part + " in " + text);
        }
    }
}
