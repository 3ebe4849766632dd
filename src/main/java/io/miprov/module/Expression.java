package io.miprov.module;

import java.util.Optional;

/**
 * An expression given by its text, as {@code debug: var=} takes one, with its value; empty:
 * undefined.
 */
public record Expression(String text, Optional<Object> value) {}
