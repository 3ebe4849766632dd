package io.miprov.module;

/**
 * Something that a change needs is not there. An earlier task of the run may be what makes it, so
 * check mode, where that task made nothing, tells of a change; else it is a failure.
 */
public final class NotYet extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public NotYet(String message) {
        super(message);
    }

    /** What check mode tells. */
    public Outcome foreseen() {
        return Outcome.changed(java.util.Map.of("msg", "not there yet: " + getMessage()));
    }
}
