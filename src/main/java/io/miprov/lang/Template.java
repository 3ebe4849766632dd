package io.miprov.lang;

import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import java.util.Set;

/**
 * A Jinja2 template, or a bare expression, compiled once and filled in any number of times, from
 * any number of threads.
 */
public final class Template {
    private final Text text;

    private Template(Text text) {
        this.text = text;
    }

    /** Whether a text has anything of Jinja2 in it. */
    public static boolean looksLikeOne(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    /**
     * Compiles a text with {@code {{ }}} in it. What is wrong goes to problems; such a template can
     * not be filled in.
     */
    public static Template parse(Text text, Problems problems) {
        return new Template(text);
    }

    /** Compiles a bare expression, as {@code when} takes one. */
    public static Template expression(Text text, Problems problems) {
        return new Template(text);
    }

    /** As it was written. */
    public String text() {
        return text.text();
    }

    public Span span() {
        return text.span();
    }

    /**
     * The value: what one {@code {{ }}} alone gives, of whatever type; else text. Throws {@link
     * TemplateError}.
     */
    public Object value(Scope scope) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The text, as a template file gives it. Throws {@link TemplateError}. */
    public String fill(Scope scope) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Whether the value is true, as Python sees it. Throws {@link TemplateError}. */
    public boolean holds(Scope scope) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The names that it needs from outside. */
    public Set<String> names() {
        return Set.of();
    }

    /** Fills in every template in a value, to any depth. Throws {@link TemplateError}. */
    public static Object resolve(Object value, Scope scope) {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public String toString() {
        return text();
    }
}
