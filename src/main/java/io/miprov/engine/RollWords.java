package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.inventory.HostPattern;
import io.miprov.inventory.Inventory;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Text;
import io.miprov.module.Durations;
import io.miprov.playbook.Keyword;
import io.miprov.playbook.Rolling;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What {@code rolling} of a play says, filled in with the variables of its first host. */
final class RollWords {
    private static final List<String> BALANCERS = List.of("load_balancers");

    private final Rolling rolling;
    private final Vars vars;

    RollWords(Rolling rolling, Vars vars) {
        this.rolling = rolling;
        this.vars = vars;
    }

    /** What a path says; null when it is not given. */
    Object value(String path) {
        try {
            Object value = Template.resolve(rolling.value(path), vars);
            return Magic.OMIT.equals(value) ? null : value;
        } catch (TemplateError e) {
            throw new BadInput(e.diagnostic());
        }
    }

    String text(String path, String otherwise) {
        Object value = value(path);
        return value == null ? otherwise : value.toString();
    }

    boolean flag(String path) {
        return Vars.truth(value(path));
    }

    Duration time(String path, Duration otherwise) {
        Object value = value(path);
        return value == null
                ? otherwise
                : Durations.read(value)
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                Diagnostic.error(
                                                        "`" + path + "` " + Durations.NEEDS,
                                                        place(path))));
    }

    Duration drainTimeout() {
        return time("drain.timeout", Duration.ofSeconds(60));
    }

    Duration healthyTime() {
        return rolling.has("health")
                ? time("health.min_healthy_time", Duration.ofSeconds(10))
                : Duration.ZERO;
    }

    Duration deadline() {
        return rolling.has("health")
                ? time("health.deadline", Duration.ofMinutes(5))
                : Duration.ZERO;
    }

    Duration soak() {
        return time("soak", Duration.ZERO);
    }

    Duration pause() {
        return time("pause", Duration.ZERO);
    }

    /** What becomes of batches that fail. */
    enum OnFailure {
        ROLLBACK,
        ROLLBACK_ALL,
        HOLD
    }

    OnFailure onFailure() {
        String said = text("on_failure", rolling.has("rollback") ? "rollback" : "hold");
        return switch (said) {
            case "rollback" -> OnFailure.ROLLBACK;
            case "rollback_all" -> OnFailure.ROLLBACK_ALL;
            case "hold" -> OnFailure.HOLD;
            default ->
                    throw new BadInput(
                            Diagnostic.error(
                                    "`on_failure` is rollback, rollback_all or hold, not `"
                                            + said
                                            + "`",
                                    place("on_failure")));
        };
    }

    /** The end of the maintenance window; empty: there is none. */
    Optional<Instant> windowEnd(Instant now) {
        String said = text("window_end", "");
        if (said.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                WindowEnd.read(said, now, ZoneId.systemDefault())
                        .orElseThrow(
                                () -> new BadInput(WindowEnd.wrong(said, place("window_end")))));
    }

    /** What nobody else may roll meanwhile. */
    String lock(String otherwise) {
        Object said = value("lock");
        said = said == null ? value("upstream") : said;
        String name =
                said instanceof List<?> list
                        ? String.join("_", list.stream().map(String::valueOf).toList())
                        : said == null ? otherwise : said.toString();
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** The balancer hosts; none when there is no balancer. */
    List<String> balancers(Inventory inventory) {
        if ("none".equals(text("balancer.kind", ""))) {
            return List.of();
        }
        Problems problems = new Problems();
        Optional<Keyword> written = rolling.get("hosts").or(() -> rolling.get("balancer.hosts"));
        Object value = written.map(each -> value(each.name())).orElse(BALANCERS);
        List<?> patterns = value instanceof List<?> list ? list : List.of(value);
        Span at = written.map(each -> each.node().span()).orElse(rolling.at());
        HostPattern pattern =
                HostPattern.parse(
                        patterns.stream().map(each -> Text.at(String.valueOf(each), at)).toList(),
                        problems);
        pattern.unmatched(inventory).forEach(problems::add);
        problems.throwIfAny();
        List<String> hosts = pattern.select(inventory);
        if (hosts.isEmpty()) {
            throw new BadInput(
                    Diagnostic.error("there is no balancer host", at)
                            .label("matches no host of the inventory")
                            .help("name them with `hosts`, or say `balancer: none`"));
        }
        return hosts;
    }

    private Span place(String path) {
        return rolling.get(path).map(word -> word.node().span()).orElse(rolling.at());
    }

    /** Where the keyword stands. */
    Span at() {
        return rolling.at();
    }
}
