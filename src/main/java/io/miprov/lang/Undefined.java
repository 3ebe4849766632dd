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
 */
public record Undefined(String name, String reason, Optional<Span> at, Set<String> known) {

    /** What an {@code if} without {@code else} gives: it prints as nothing. */
    static final Undefined BLANK =
            new Undefined("", "the condition does not hold", Optional.empty(), Set.of());

    public Undefined(String name, String reason, Optional<Span> at) {
        this(name, reason, at, Set.of());
    }

    @SuppressWarnings("ReferenceEquality")
    boolean blank() {
        return this == BLANK;
    }
}
