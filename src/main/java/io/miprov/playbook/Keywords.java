package io.miprov.playbook;

import io.miprov.lang.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keywords of a play, role, block or task. */
public record Keywords(Map<String, Keyword> byName) {
    public static final Keywords NONE = new Keywords(Map.of());

    public Optional<Keyword> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The value of a keyword; null when it is not given, or given nothing. */
    public Object value(String name) {
        Keyword keyword = byName.get(name);
        return keyword == null ? null : keyword.value();
    }

    /** A keyword that lists something; empty when it is not given. */
    public List<Object> list(String name) {
        return value(name) instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }

    /** The expressions of {@code when} and its like. */
    public List<Template> conditions(String name) {
        return list(name).stream().map(Template.class::cast).toList();
    }

    /**
     * These as they are inside of others: what is given here wins, what accumulates is joined, and
     * what is not handed down stays outside.
     */
    public Keywords inside(Keywords outer) {
        Map<String, Keyword> all = new LinkedHashMap<>();
        outer.byName.forEach(
                (name, keyword) -> {
                    if (Words.goesDown(name)) {
                        all.put(name, keyword);
                    }
                });
        byName.forEach(
                (name, keyword) ->
                        all.merge(
                                name,
                                keyword,
                                (above, here) ->
                                        Words.accumulates(name) ? joined(above, here) : here));
        return new Keywords(all);
    }

    private static Keyword joined(Keyword above, Keyword here) {
        List<Object> values = new ArrayList<>((List<?>) above.value());
        ((List<?>) here.value())
                .stream().filter(value -> !values.contains(value)).forEach(values::add);
        return new Keyword(here.name(), here.at(), here.node(), values);
    }
}
