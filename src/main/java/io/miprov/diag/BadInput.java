package io.miprov.diag;

import java.util.List;
import java.util.stream.Collectors;

/** What the user gave can not be used. Nothing was touched. The program ends with status 2. */
public final class BadInput extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;

    public BadInput(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    public BadInput(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** For what has no place in a text: a missing folder, no container engine. */
    public BadInput(String message) {
        super(message);
        this.diagnostics = List.of();
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
