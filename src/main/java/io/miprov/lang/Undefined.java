package io.miprov.lang;

import io.miprov.diag.Span;
import java.util.Optional;

/**
 * A name that nothing sets, or a part that a value does not have. It may be asked whether it is
 * defined, given a default, and nothing else.
 *
 * @param name as written, with dots: {@code mi.offset}
 * @param reason what there is instead, for the message
 * @param at where it was used; empty when only looked up
 */
public record Undefined(String name, String reason, Optional<Span> at) {}
