package io.miprov.engine;

/** What one {@code -e} was given: {@code name=value …}, {@code @file}, or YAML or JSON. */
public record ExtraVar(String text) {}
