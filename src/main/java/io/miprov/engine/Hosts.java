package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.inventory.HostPattern;
import io.miprov.inventory.Inventory;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import io.miprov.playbook.Keyword;
import io.miprov.playbook.Play;
import io.miprov.playbook.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the hosts that plays name, within {@code --limit}. */
final class Hosts {
    private final Variables extra;
    private final Optional<HostPattern> limit;

    Hosts(Variables extra, Optional<HostPattern> limit) {
        this.extra = extra;
        this.limit = limit;
    }

    /** The hosts of a play as the inventory is now. Throws {@link BadInput}. */
    List<String> of(Play play, Inventory inventory) {
        Problems problems = new Problems();
        HostPattern pattern = pattern(play, problems);
        problems.throwIfAny();
        return within(pattern.select(inventory), inventory);
    }

    private List<String> within(List<String> hosts, Inventory inventory) {
        if (limit.isEmpty()) {
            return hosts;
        }
        List<String> allowed = limit.get().select(inventory);
        return hosts.stream().filter(allowed::contains).toList();
    }

    /** The same before the run: what a later task may make is not missed. */
    List<String> expected(Play play, Inventory inventory, Problems problems) {
        HostPattern pattern = pattern(play, problems);
        pattern.unmatched(inventory).forEach(problems::add);
        return within(pattern.select(inventory), inventory);
    }

    /** Says so when nothing is left by {@code --limit}. */
    void check(Inventory inventory, Problems problems) {
        limit.ifPresent(
                pattern -> {
                    if (pattern.select(inventory).isEmpty()) {
                        Diagnostic nobody =
                                Diagnostic.error(
                                        "`--limit " + pattern + "` leaves no host",
                                        new io.miprov.diag.Source("--limit", pattern.toString())
                                                .start());
                        List<Diagnostic> unmatched = pattern.unmatched(inventory);
                        for (Diagnostic each : unmatched) {
                            nobody = nobody.note(each.message());
                            for (String note : each.notes()) {
                                nobody = nobody.note(note);
                            }
                        }
                        problems.add(nobody);
                    }
                });
    }

    /** The patterns of a play, with their variables filled in. */
    List<String> written(Play play) {
        Object value =
                Template.resolve(
                        play.hosts().value(), new StaticScope(List.of(extra, play.vars())));
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private HostPattern pattern(Play play, Problems problems) {
        Keyword written = play.hosts();
        if (!JobMaker.templated(written.value())) {
            return HostPattern.parse(texts(written.node()), problems);
        }
        Object value =
                Template.resolve(written.value(), new StaticScope(List.of(extra, play.vars())));
        List<?> all = value instanceof List<?> list ? list : List.of(String.valueOf(value));
        return HostPattern.parse(
                all.stream()
                        .map(each -> Text.at(String.valueOf(each), written.node().span()))
                        .toList(),
                problems);
    }

    private static List<Text> texts(Node node) {
        List<Text> texts = new ArrayList<>();
        if (node instanceof Node.Items items) {
            items.nodes().forEach(each -> texts.addAll(texts(each)));
        } else if (node instanceof Node.Scalar scalar) {
            texts.add(scalar);
        }
        return texts;
    }
}
