package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.playbook.Actions;
import io.miprov.playbook.Keyword;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keywords of a play that are no task's, filled in when its turn comes. */
final class PlayWords {
    private static final Set<String> STRATEGIES = Set.of("free", "host_pinned", "linear");

    private final CompiledPlay play;
    private final Vars vars;

    /**
     * @param vars of the first host
     */
    PlayWords(CompiledPlay play, Vars vars) {
        this.play = play;
        this.vars = vars;
    }

    /** A keyword's value; null when it is not given, or is {@code omit}. */
    Object value(String keyword) {
        Object value = play.play().keywords().value(keyword);
        try {
            Object filled = Template.resolve(value, vars);
            return Magic.OMIT.equals(filled) ? null : filled;
        } catch (TemplateError e) {
            throw new BadInput(e.diagnostic());
        }
    }

    boolean flag(String keyword) {
        return Vars.truth(value(keyword));
    }

    /** Whether each host goes through the tasks without waiting for the others. */
    boolean free() {
        Object value = value("strategy");
        String strategy = value == null ? "linear" : Actions.plain(value.toString());
        if (!STRATEGIES.contains(strategy)) {
            throw wrong("strategy", "there is no strategy `" + strategy + "`");
        }
        return !strategy.equals("linear");
    }

    /** What {@code rolling} says; the play has it. */
    RollWords rolling() {
        return new RollWords(play.play().rolling().orElseThrow(), vars);
    }

    /**
     * Whether more hosts of a batch failed or were lost than may. In a roll none may, unless the
     * play says so.
     *
     * @param rescuable whether failures of tasks are taken care of
     */
    boolean tooMany(List<HostState> batch, boolean rescuable) {
        Object most = value("max_fail_percentage");
        boolean rolls = play.play().rolling().isPresent();
        if (most == null && !rolls) {
            return false;
        }
        long failed =
                batch.stream()
                        .filter(host -> host.gone || (host.failed && !(rolls && rescuable)))
                        .count();
        double allowed = most == null ? 0 : Attempt.number(most).doubleValue();
        return failed * 100.0 / batch.size() > allowed;
    }

    List<String> ordered(List<String> hosts) {
        Object order = value("order");
        try {
            return Batches.ordered(hosts, order == null ? "" : order.toString());
        } catch (IllegalArgumentException e) {
            throw wrong("order", e.getMessage());
        }
    }

    List<List<HostState>> batches(List<HostState> hosts) {
        Object serial = value("serial");
        try {
            return Batches.of(hosts, serial);
        } catch (IllegalArgumentException e) {
            throw wrong("serial", e.getMessage());
        }
    }

    private BadInput wrong(String keyword, String why) {
        Optional<Keyword> written = play.play().keywords().get(keyword);
        return new BadInput(
                Diagnostic.error(
                        why, written.map(w -> w.node().span()).orElse(play.play().span())));
    }
}
