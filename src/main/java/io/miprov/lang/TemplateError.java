package io.miprov.lang;

import io.miprov.diag.Diagnostic;

/** A template could not be filled in; the diagnostic says where and why. */
public final class TemplateError extends RuntimeException {
    private final transient Diagnostic diagnostic;
    private final boolean undefined;

    public TemplateError(Diagnostic diagnostic, boolean undefined) {
        super(diagnostic.message());
        this.diagnostic = diagnostic;
        this.undefined = undefined;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }

    /** Whether the reason is an undefined variable. */
    public boolean undefined() {
        return undefined;
    }
}
