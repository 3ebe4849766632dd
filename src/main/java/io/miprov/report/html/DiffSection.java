package io.miprov.report.html;

import io.miprov.report.TextDiff;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Texts before and after; where several hosts have the same one, it is told once. */
record DiffSection(RunRecord run) implements Section {
    private static final int OPEN = 3;
    private static final int MOST_LINES = 600;

    @Override
    public String id() {
        return "differences";
    }

    @Override
    public String title() {
        return "Differences";
    }

    @Override
    public boolean wanted() {
        return !run.diffs.isEmpty();
    }

    @Override
    public void write(Html html) {
        html.open("div", "class", "panel");
        boolean open = run.diffs.size() <= OPEN;
        for (Map.Entry<Fields, List<String>> diff : run.diffs.entrySet()) {
            if (open) {
                html.open("details", "class", "fold", "open", "open");
            } else {
                html.open("details", "class", "fold");
            }
            List<String> lines =
                    TextDiff.of(diff.getKey().text("before"), diff.getKey().text("after"));
            html.open("summary").element("b", diff.getKey().text("title"));
            html.text(" on " + hosts(diff.getValue()));
            html.element("span", "  " + amount(lines), "class", "soft").close("summary");
            html.open("div", "class", "scroll").open("pre", "class", "diff");
            lines.stream().limit(MOST_LINES).forEach(line -> line(html, line));
            if (lines.size() > MOST_LINES) {
                html.element(
                        "span",
                        "… and " + (lines.size() - MOST_LINES) + " more lines",
                        "class",
                        "h");
            }
            html.close("pre").close("div").close("details");
        }
        html.close("div");
    }

    private static String hosts(List<String> hosts) {
        return hosts.size() <= 6
                ? String.join(", ", hosts)
                : String.join(", ", hosts.subList(0, 5))
                        + String.format(Locale.ROOT, " and %d more", hosts.size() - 5);
    }

    private static String amount(List<String> lines) {
        long plus = lines.stream().filter(line -> line.startsWith("+")).count();
        long minus = lines.stream().filter(line -> line.startsWith("-")).count();
        return "+" + plus + " −" + minus;
    }

    private static void line(Html html, String line) {
        String kind =
                line.startsWith("+")
                        ? "a"
                        : line.startsWith("-") ? "d" : line.startsWith("@@") ? "h" : "";
        if (kind.isEmpty()) {
            html.element("span", line);
        } else {
            html.element("span", line, "class", kind);
        }
    }
}
