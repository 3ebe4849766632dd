package io.miprov.module;

import io.miprov.diag.Span;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a task as written, each with its places.
 *
 * @param module the name as the playbook has it
 * @param at where that name stands
 */
public record Args(String module, Span at, Map<String, Arg> byName) {

    /** One parameter: where its name stands, its value, and where that stands. */
    public record Arg(Span key, Object value, Span span) {}

    /** A parameter as text; empty when it is not given, or given nothing. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(byName.get(name)).map(Arg::value).map(Object::toString);
    }

    /** Stands for a value that is known only when its turn comes. */
    public enum Later {
        VALUE
    }
}
