package io.miprov.module;

/** An expression that is true or false, as {@code assert} takes them, with what it was. */
public record Condition(String text, boolean holds) {}
