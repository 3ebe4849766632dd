package io.miprov.playbook;

import io.miprov.diag.Span;
import java.util.Map;

/**
 * A variable that somebody is asked for when a play begins; an entry of {@code vars_prompt}.
 *
 * @param said what is written: {@code prompt}, {@code default}, {@code private} and the others, as
 *     in YAML
 */
public record Prompt(String name, Span span, Map<String, Object> said) {}
