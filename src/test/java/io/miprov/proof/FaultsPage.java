package io.miprov.proof;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes docs/fault-matrix.md. */
final class FaultsPage {
    private static final int LONGEST = 200;
    private static final String HERE = Path.of("").toAbsolutePath() + "/";
    private static final String HEAD =
            """
            # What goes wrong, and when

            Made by `bench/faults`: a roll of two nodes from one version to the other, behind NGINX, with clients at work
            (`bench/load`). As a step of the first node's turn begins, something breaks. When the run has ended, what
            was broken is mended, and the same is applied again (after a bad version: the good one of before).

            - *lost*: requests whose client did not get the right answer, of all that were sent from before the run
              until after the next one. Where a node is frozen or killed while it still serves, those that it has at that
              moment are lost by any means; in all other pairs there may be none.
            - *told*: the first line of trouble that the operator reads.
            - *after it*: what each node runs and whether the balancer sends to it, before anything is mended.
            - *next apply*: how it ended, and what runs then.

            """;

    private final List<Map<?, ?>> all;
    private final int listed;

    FaultsPage(List<Map<?, ?>> all, int listed) {
        this.all = all;
        this.listed = listed;
    }

    String text() {
        long good = all.stream().filter(came -> "good".equals(came.get("verdict"))).count();
        return HEAD
                + "%d of the %d pairs that were played are good; %d are listed.%n%n"
                        .formatted(good, all.size(), listed)
                + "| fault | step | verdict | lost | status | told | after it | next apply |\n"
                + "|---|---|---|--:|--:|---|---|---|\n"
                + all.stream().map(FaultsPage::row).collect(Collectors.joining());
    }

    private static String row(Map<?, ?> came) {
        return "| %s | %s | %s | %s of %s | %s | %s | %s %s | %s: %s |%n"
                .formatted(
                        came.get("fault"),
                        came.get("step"),
                        cell(came.get("verdict")),
                        cell(came.get("lost")),
                        cell(came.get("requests")),
                        cell(came.get("status")),
                        cell(came.get("told")),
                        cell(came.get("running")),
                        cell(came.get("members")),
                        cell(came.get("next")),
                        cell(came.get("then")));
    }

    private static String cell(Object value) {
        String text =
                value == null
                        ? "–"
                        : value.toString().replace(HERE, "").replace("|", "\\|").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text;
    }
}
