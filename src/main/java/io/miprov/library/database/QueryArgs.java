package io.miprov.library.database;

import io.miprov.module.BadParams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a query is given: {@code %s} stands for the next one, {@code %(name)s} for the
 * one of that name, and {@code %%} for a percent sign; without values, all is taken as it is.
 *
 * @param quote makes SQL of a value
 */
record QueryArgs(
        Optional<List<Object>> positional,
        Optional<Map<String, Object>> named,
        Function<Object, String> quote) {
    private static final Pattern HOLE = Pattern.compile("%(?:\\((.*?)\\)s|(.)|$)", Pattern.DOTALL);

    QueryArgs {
        if (positional.isPresent() && named.isPresent()) {
            throw new BadParams(
                    "named_args", "parameters are mutually exclusive: positional_args|named_args");
        }
    }

    /** The query with its values. */
    String into(String query) {
        boolean list = positional.filter(given -> !given.isEmpty()).isPresent();
        boolean map = named.filter(given -> !given.isEmpty()).isPresent();
        if (!list && !map) {
            return query;
        }
        int[] next = {0};
        return HOLE.matcher(query)
                .replaceAll(
                        hole ->
                                Matcher.quoteReplacement(
                                        filled(hole.group(1), hole.group(2), next)));
    }

    private String filled(String name, String mark, int[] next) {
        if (name != null) {
            Map<String, Object> values = named.orElse(Map.of());
            if (!values.containsKey(name)) {
                throw new BadParams("query", "there is no value for %(" + name + ")s");
            }
            return quote.apply(values.get(name));
        }
        if ("%".equals(mark)) {
            return "%";
        }
        List<Object> values = positional.orElse(List.of());
        if (!"s".equals(mark) || next[0] >= values.size()) {
            throw new BadParams(
                    "query",
                    "`%" + (mark == null ? "" : mark) + "` has no value; a percent sign is `%%`");
        }
        return quote.apply(values.get(next[0]++));
    }

    /** The queries of a parameter that takes a text or a list of texts. */
    static List<String> queries(Object given) {
        List<?> all = given instanceof List<?> list ? list : List.of(given);
        for (Object each : all) {
            if (!(each instanceof String text) || text.isBlank()) {
                throw new BadParams("query", "`query` needs text or a list of texts");
            }
        }
        return all.stream().map(Object::toString).toList();
    }
}
