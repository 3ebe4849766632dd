package io.miprov.report.html;

import io.miprov.report.html.RunRecord.Trouble;
import java.util.List;

/** What failed, and all that was said about it. */
record TroubleSection(RunRecord run) implements Section {
    private static final int OPEN = 50;
    private static final int BRIEF = 60;

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
        List<Trouble> all = run.troubles;
        all.stream().limit(OPEN).forEach(each -> trouble(html, each));
        if (all.size() > OPEN) {
            html.open("details", "class", "panel fold");
            html.element("summary", Html.count(all.size() - OPEN, "more failure"));
            all.stream().skip(OPEN).forEach(each -> trouble(html, each));
            html.close("details");
        }
        for (Fields diagnostic : run.leftOver()) {
            html.open("article", "class", "trouble");
            diagnostic(html, diagnostic);
            html.close("article");
        }
    }

    private static void trouble(Html html, Trouble trouble) {
        String kind =
                switch (trouble.status()) {
                    case "unreachable" -> " lost";
                    case "ignored", "rescued" -> " mild";
                    default -> "";
                };
        html.open("article", "class", "trouble" + kind);
        html.open("h3").text(trouble.host());
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
