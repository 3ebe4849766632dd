package io.miprov.report.html;

import java.util.List;
import java.util.Map;

/** The recap: a line for each host, with Ansible's words. */
record HostSection(RunRecord run) implements Section {
    private static final List<String> COUNTED =
            List.of("ok", "changed", "unreachable", "failed", "skipped", "rescued", "ignored");

    @Override
    public String id() {
        return "hosts";
    }

    @Override
    public String title() {
        return "Hosts";
    }

    @Override
    public boolean wanted() {
        return !run.recap().isEmpty();
    }

    @Override
    public void write(Html html) {
        html.open("div", "class", "panel scroll tall", "tabindex", "0", "role", "region");
        html.open("table").element("caption", "How many tasks ended how, for each host.");
        html.heads(
                "Host",
                "#ok",
                "#changed",
                "#unreachable",
                "#failed",
                "#skipped",
                "#rescued",
                "#ignored");
        html.open("tbody");
        for (Map.Entry<String, Fields> host : run.recap().entrySet()) {
            html.open("tr").element("th", host.getKey(), "scope", "row");
            for (String name : COUNTED) {
                int count = host.getValue().whole(name);
                html.element(
                        "td", String.valueOf(count), "class", count == 0 ? "n zero" : "n " + name);
            }
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }
}
