package io.miprov.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The whole page. A browser that keeps to its content security policy loads nothing and runs no
 * script but ours, whatever a host has said.
 */
final class Page {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss xxx", Locale.ENGLISH);
    private static final Map<String, String> RESULTS =
            Map.of(
                    "done", "Done",
                    "failed", "Failed",
                    "lost", "A host was lost",
                    "interrupted", "Interrupted",
                    "broken off", "Did not come to its end");

    private final RunRecord run;
    private final ZoneId zone;
    private final List<Section> sections;

    Page(RunRecord run, ZoneId zone) {
        this.run = run;
        this.zone = zone;
        List<Section> all =
                List.of(
                        new TroubleSection(run),
                        new RollSection(run),
                        new TimelineSection(run),
                        new TaskSection(run),
                        new DiffSection(run),
                        new HostSection(run));
        this.sections = all.stream().filter(Section::wanted).toList();
    }

    String text() {
        Html html = new Html();
        String css = resource("page.css");
        String script = resource("page.js");
        html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src " + digest(css) + "; script-src " + digest(script));
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", resultWord() + ": " + name());
        html.raw("<style>").raw(css).raw("</style>").close("head").open("body");
        html.element("a", "To the report", "class", "skip", "href", "#main");
        head(html);
        navigation(html);
        html.open("main", "class", "wrap", "id", "main");
        flags(html);
        cards(html);
        for (Section section : sections) {
            html.open("section", "aria-labelledby", section.id());
            html.element("h2", section.title(), "id", section.id());
            section.write(html);
            html.close("section");
        }
        html.close("main");
        footer(html);
        html.raw("<script>").raw(script).raw("</script>");
        html.close("body").close("html");
        return html.toString();
    }

    private String name() {
        return run.started.text("playbook").isEmpty() ? "miprov run" : run.started.text("playbook");
    }

    private String resultWord() {
        String word = RESULTS.getOrDefault(run.result(), run.result());
        return run.started.isTrue("check") && word.equals("Done") ? "Checked" : word;
    }

    private void head(Html html) {
        String result = run.result();
        String look = result.equals("done") ? "good" : result.equals("failed") ? "bad" : "odd";
        html.open("header").open("div", "class", "wrap").open("div", "class", "line");
        html.element("h1", name()).element("span", resultWord(), "class", "badge " + look);
        html.close("div").open("p", "class", "by");
        List<String> parts = new ArrayList<>();
        run.first.ifPresent(at -> parts.add(TIME.format(at.atZone(zone))));
        parts.add("took " + Html.length(took()));
        String who = who();
        if (!who.isEmpty()) {
            parts.add("by " + who);
        }
        if (!run.started.text("id").isEmpty()) {
            parts.add("run " + run.started.text("id"));
        }
        html.text(String.join("  ·  ", parts)).close("p").close("div").close("header");
    }

    private String who() {
        Fields controller = run.head.fields("controller");
        String user = controller.text("user");
        String host = controller.text("host");
        String who = user.isEmpty() || host.isEmpty() ? user + host : user + "@" + host;
        String schedule = run.head.fields("options").text("schedule");
        return schedule.isEmpty() ? who : who + ", scheduled as " + schedule;
    }

    private Duration took() {
        return run.finished
                .map(event -> Duration.ofMillis(event.millis("took")))
                .filter(took -> !took.isZero())
                .orElse(
                        Duration.between(
                                run.first.orElse(Instant.EPOCH),
                                run.first.isEmpty() ? Instant.EPOCH : run.last));
    }

    private void navigation(Html html) {
        html.open("nav", "aria-label", "Parts of the report").open("div", "class", "wrap");
        sections.forEach(section -> html.element("a", section.title(), "href", "#" + section.id()));
        html.element("button", "Light or dark", "id", "look", "type", "button", "class", "js-only");
        html.close("div").close("nav");
    }

    /** What somebody should know before all else. */
    private void flags(Html html) {
        Set<String> versions = run.rolls.after();
        if (run.started.isTrue("check")) {
            flag(html, "This run only looked: ", "it says what would change, and changed nothing.");
        }
        if (versions.size() > 1) {
            List<String> each = new ArrayList<>();
            run.rolls.versions.forEach(
                    (host, version) -> each.add(host + " runs " + version.after()));
            flag(html, "Mixed versions: ", String.join(", ", each) + ".");
        }
        if (!run.rolls.drained.isEmpty()) {
            flag(html, "Still out of the balancer: ", String.join(", ", run.rolls.drained) + ".");
        }
        if (!run.rolls.held.isEmpty()) {
            flag(html, "Drained by hand, and left so: ", String.join(", ", run.rolls.held) + ".");
        }
        run.notes.forEach(note -> flag(html, "", note));
    }

    private static void flag(Html html, String what, String told) {
        html.open("p", "class", "flag").element("b", what).text(told).close("p");
    }

    private void cards(Html html) {
        Map<String, Fields> recap = run.recap();
        int changes = recap.values().stream().mapToInt(host -> host.whole("changed")).sum();
        long changed = recap.values().stream().filter(host -> host.whole("changed") > 0).count();
        long failed = recap.values().stream().filter(host -> host.whole("failed") > 0).count();
        long lost = recap.values().stream().filter(host -> host.whole("unreachable") > 0).count();
        html.open("ul", "class", "cards");
        card(html, String.valueOf(run.hosts.size()), run.hosts.size() == 1 ? "host" : "hosts", "");
        card(
                html,
                String.valueOf(changes),
                "changes on " + Html.count((int) changed, "host"),
                changes > 0 ? "odd" : "");
        card(
                html,
                String.valueOf(failed),
                failed == 1 ? "host failed" : "hosts failed",
                failed > 0 ? "bad" : "");
        card(
                html,
                String.valueOf(lost),
                lost == 1 ? "host not reached" : "hosts not reached",
                lost > 0 ? "bad" : "");
        if (run.rolls.any()) {
            long drained =
                    run.rolls.members().stream()
                            .filter(host -> !run.rolls.out(host, run.last).isEmpty())
                            .count();
            card(html, drained + " of " + run.rolls.members().size(), "members drained", "");
            Set<String> versions = run.rolls.after();
            if (!versions.isEmpty()) {
                card(
                        html,
                        versions.size() == 1 ? versions.iterator().next() : "mixed",
                        "runs now",
                        versions.size() == 1 ? "" : "odd");
            }
        }
        html.close("ul");
    }

    private static void card(Html html, String value, String name, String look) {
        html.open("li", "class", look).element("b", value).element("span", name).close("li");
    }

    private void footer(Html html) {
        html.open("footer").open("div", "class", "wrap");
        String version = run.head.text("version");
        html.element("p", "Made by miprov" + (version.isEmpty() ? "" : " " + version) + ".");
        List<String> command = run.head.texts("command");
        if (!command.isEmpty()) {
            html.element("pre", "miprov " + String.join(" ", command));
        }
        html.close("div").close("footer");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a policy names what it allows. */
    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
