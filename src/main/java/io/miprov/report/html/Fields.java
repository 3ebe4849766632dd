package io.miprov.report.html;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a JSON object of an event holds; what is not there is empty, and never wrong. */
record Fields(Map<?, ?> map) {

    String text(String name) {
        return Objects.toString(map.get(name), "");
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    int whole(String name) {
        return map.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** A time that passes, in milliseconds; events have seconds. */
    long millis(String name) {
        return map.get(name) instanceof Number number ? Math.round(number.doubleValue() * 1000) : 0;
    }

    Optional<Instant> instant(String name) {
        try {
            return text(name).isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text(name)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Fields fields(String name) {
        return new Fields(map.get(name) instanceof Map<?, ?> inner ? inner : Map.of());
    }

    List<String> texts(String name) {
        return map.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    List<Fields> all(String name) {
        return map.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(each -> each instanceof Map<?, ?>)
                        .map(each -> new Fields((Map<?, ?>) each))
                        .toList()
                : List.of();
    }
}
