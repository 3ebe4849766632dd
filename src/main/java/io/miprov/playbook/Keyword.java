package io.miprov.playbook;

import io.miprov.diag.Span;
import io.miprov.lang.Node;

/**
 * A keyword and what it was given.
 *
 * @param at where its name stands
 * @param node what was written
 * @param value what that is: conditions are a list of templates, names a list, all else as in YAML
 */
public record Keyword(String name, Span at, Node node, Object value) {}
