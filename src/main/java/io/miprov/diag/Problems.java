package io.miprov.diag;

import java.util.ArrayList;
import java.util.List;

/**
 * All that was found wrong while reading; reading goes on, and the run ends once, with everything.
 * Made for one thread.
 */
public final class Problems {
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<Diagnostic> aside = new ArrayList<>();

    public void add(Diagnostic diagnostic) {
        if (!found.contains(diagnostic)) {
            found.add(diagnostic);
        }
    }

    /** Adds one that hides nothing: all else could be read, and can be judged. */
    public void addAside(Diagnostic diagnostic) {
        add(diagnostic);
        aside.add(diagnostic);
    }

    /** Whether no error kept anything from being read. */
    public boolean whole() {
        return found.stream()
                .allMatch(d -> d.severity() != Diagnostic.Severity.ERROR || aside.contains(d));
    }

    public List<Diagnostic> found() {
        return List.copyOf(found);
    }

    public boolean any() {
        return found.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    }

    /** Ends the run when there is an error among them. */
    public void throwIfAny() {
        if (any()) {
            throw new BadInput(found());
        }
    }
}
