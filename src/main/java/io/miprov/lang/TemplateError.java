package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import java.util.Optional;

/** A template could not be filled in; the diagnostic says where and why. */
public final class TemplateError extends RuntimeException {
    private static final int MOST_NOTES = 8;

    private final transient Diagnostic diagnostic;
    private final boolean undefined;
    private final transient Undefined missing;

    private TemplateError(Diagnostic diagnostic, boolean undefined, Undefined missing) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
        this.undefined = undefined;
        this.missing = missing;
    }

    public TemplateError(Diagnostic diagnostic, boolean undefined) {
        this(diagnostic, undefined, null);
    }

    TemplateError(Diagnostic diagnostic, Undefined missing) {
        this(diagnostic, true, missing);
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }

    /** Whether the reason is an undefined variable. */
    public boolean undefined() {
        return undefined;
    }

    /** What Jinja2 says of the undefined variable that is the reason. */
    public String jinja() {
        return missing().jinja();
    }

    /** What is undefined, as a value; its place is the one that the diagnostic tells. */
    Undefined missing() {
        return missing == null
                ? new Undefined(getMessage(), diagnostic.label(), Optional.of(diagnostic.span()))
                : missing;
    }

    /** The same, with the place that needed it. */
    TemplateError usedAt(At at) {
        if (diagnostic.notes().size() >= MOST_NOTES) {
            return this;
        }
        return new TemplateError(diagnostic.note("used at " + at.span()), undefined, missing);
    }
}
