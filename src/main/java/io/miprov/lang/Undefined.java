package io.miprov.lang;

import io.miprov.diag.Span;
import java.util.Optional;
import java.util.Set;

/**
 * A name that nothing sets, or a part that a value does not have. It may be asked whether it is
 * defined, given a default, and nothing else.
 *
 * @param name as written, with dots: {@code mi.offset}
 * @param reason what there is instead, for the message
 * @param at where it was used; empty when only looked up
 * @param known the names that could have been meant
 * @param jinja what Jinja2 says of it
 */
public record Undefined(
        String name, String reason, Optional<Span> at, Set<String> known, String jinja) {

    /** What an {@code if} without {@code else} gives: it prints as nothing. */
    static final Undefined BLANK =
            new Undefined("", "the condition does not hold", Optional.empty(), Set.of());

    public Undefined(String name, String reason, Optional<Span> at) {
        this(name, reason, at, Set.of());
    }

    Undefined(String name, String reason, Optional<Span> at, Set<String> known) {
        this(name, reason, at, known, "'" + name + "' is undefined");
    }

    /** What Jinja2 says of a part that a value does not have. */
    static String noPart(Object value, Object by) {
        String kind = value == null ? "None" : ValueFilters.type(value) + " object";
        return by instanceof String
                ? (value == null ? "'None'" : "'" + kind + "'") + " has no attribute '" + by + "'"
                : kind + " has no element " + Python.repr(by);
    }

    /** As Ansible shows it to those who ask. */
    String repr() {
        return "AnsibleUndefined(hint=None, obj=missing, name=" + Python.repr(name) + ")";
    }

    @SuppressWarnings("ReferenceEquality")
    boolean blank() {
        return this == BLANK;
    }
}
