package io.miprov.playbook;

import io.miprov.diag.Span;

/**
 * What a task is repeated over.
 *
 * @param kind {@code loop}, or what follows {@code with_}
 */
public record Loop(String kind, Span at, Object value) {}
