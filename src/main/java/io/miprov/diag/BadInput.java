package io.miprov.diag;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the user gave can not be used. Nothing was touched. The program ends with status 2. */
public final class BadInput extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;
    private final transient Map<String, Object> result;

    public BadInput(List<Diagnostic> diagnostics) {
        this(diagnostics, Map.of());
    }

    /** With what the result of a task says of it besides the message, where it is one of a task. */
    public BadInput(List<Diagnostic> diagnostics, Map<String, Object> result) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
        this.result = Map.copyOf(result);
    }

    public BadInput(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** For what has no place in a text: a missing folder, no container engine. */
    public BadInput(String message) {
        super(message);
        this.diagnostics = List.of();
        this.result = Map.of();
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** What the result of a task says besides the message. */
    public Map<String, Object> result() {
        return result;
    }
}
