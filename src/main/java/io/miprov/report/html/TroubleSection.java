package io.miprov.report.html;

import io.miprov.report.html.RunRecord.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What failed, and all that was said about it. */
record TroubleSection(RunRecord run) implements Section {
    private static final int OPEN = 50;
    private static final int BRIEF = 60;
    private static final int FEW = 12;

    @Override
    public String id() {
        return "failures";
    }

    @Override
    public String title() {
        return "Failures";
    }

    @Override
    public boolean wanted() {
        return !run.troubles.isEmpty() || !run.leftOver().isEmpty();
    }

    @Override
    public void write(Html html) {
        Map<List<Object>, List<Trouble>> alike = new LinkedHashMap<>();
        run.troubles.forEach(
                each -> alike.computeIfAbsent(likeness(each), any -> new ArrayList<>()).add(each));
        alike.values().stream().limit(OPEN).forEach(each -> trouble(html, each));
        if (alike.size() > OPEN) {
            html.open("details", "class", "panel fold");
            html.element("summary", Html.count(alike.size() - OPEN, "more failure"));
            alike.values().stream().skip(OPEN).forEach(each -> trouble(html, each));
            html.close("details");
        }
        for (Fields diagnostic : run.leftOver()) {
            html.open("article", "class", "trouble");
            diagnostic(html, diagnostic);
            html.close("article");
        }
    }

    /** What two failures have in common that are told as one: all but the host. */
    private static List<Object> likeness(Trouble trouble) {
        return List.of(
                trouble.task(),
                trouble.place(),
                trouble.status(),
                trouble.message(),
                trouble.told(),
                trouble.diagnostic().text("message").replace(trouble.host(), ""));
    }

    private static void trouble(Html html, List<Trouble> alike) {
        Trouble trouble = alike.get(0);
        String kind =
                switch (trouble.status()) {
                    case "unreachable" -> " lost";
                    case "ignored", "rescued" -> " mild";
                    default -> "";
                };
        html.open("article", "class", "trouble" + kind);
        html.open("h3").text(hosts(alike));
        html.element(
                "span",
                trouble.task().isEmpty() ? " could not be reached" : ": " + trouble.task(),
                "class",
                kind.equals(" lost") ? "unreachable" : kind.isEmpty() ? "failed" : "changed");
        html.close("h3");
        html.element("div", where(trouble), "class", "where");
        if (!trouble.message().isEmpty()) {
            html.element("pre", trouble.message().strip());
        }
        if (!trouble.told().isEmpty()) {
            html.open("dl", "class", "told");
            trouble.told()
                    .forEach(
                            (name, text) -> {
                                html.element("dt", name).open("dd");
                                boolean brief = text.length() < BRIEF && !text.contains("\n");
                                html.element(brief ? "code" : "pre", text).close("dd");
                            });
            html.close("dl");
        }
        diagnostic(html, trouble.diagnostic());
        html.close("article");
    }

    private static String hosts(List<Trouble> alike) {
        List<String> hosts = alike.stream().map(Trouble::host).distinct().toList();
        return hosts.size() <= FEW
                ? String.join(", ", hosts)
                : String.join(", ", hosts.subList(0, FEW))
                        + " and "
                        + (hosts.size() - FEW)
                        + " more";
    }

    private static String where(Trouble trouble) {
        String what =
                switch (trouble.status()) {
                    case "ignored" -> "ignored, as the task says (ignore_errors)";
                    case "rescued" -> "rescued by the block's own tasks";
                    default -> "";
                };
        return trouble.place().isEmpty()
                ? what
                : what.isEmpty() ? trouble.place() : trouble.place() + ", " + what;
    }

    private static void diagnostic(Html html, Fields diagnostic) {
        if (diagnostic.map().isEmpty()) {
            return;
        }
        html.open("p").element("b", diagnostic.text("message"));
        html.element("span", " " + diagnostic.text("place"), "class", "where").close("p");
        if (!diagnostic.text("label").isEmpty()) {
            html.element("p", diagnostic.text("label"), "class", "soft");
        }
        diagnostic.texts("notes").forEach(note -> html.element("p", note, "class", "note"));
    }
}
