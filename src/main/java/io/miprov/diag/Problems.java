package io.miprov.diag;

import java.util.ArrayList;
import java.util.List;

/**
 * All that was found wrong while reading; reading goes on, and the run ends once, with everything.
 * Made for one thread.
 */
public final class Problems {
    private final Twice twice;
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<Diagnostic> aside = new ArrayList<>();

    /** What a key is that a mapping has twice: Ansible's {@code duplicate_dict_key}. */
    public enum Twice {
        ERROR,
        WARN,
        IGNORE
    }

    public Problems() {
        this(Twice.ERROR);
    }

    public Problems(Twice twice) {
        this.twice = twice;
    }

    /** Another one, still empty, for the same conventions. */
    public Problems another() {
        return new Problems(twice);
    }

    /** Adds a key that a mapping has twice, if that is a problem. */
    public void addTwice(Diagnostic diagnostic) {
        if (twice != Twice.IGNORE) {
            add(twice == Twice.WARN ? diagnostic.asWarning() : diagnostic);
        }
    }

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
