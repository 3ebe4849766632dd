package io.miprov.module;

import io.miprov.diag.Problems;
import java.util.Optional;

/**
 * Makes the record of a module's parameters from what a task says, and tells everything that is
 * wrong with it.
 */
public final class Binder {
    private final Problems problems;

    public Binder(Problems problems) {
        this.problems = problems;
    }

    /**
     * Checks all that can be known before any host is touched: names, what is missing, and the
     * types of the values that are not {@link Args.Later}.
     */
    public void check(Module<?> module, Args args) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Binds values that are all known; empty when problems tells why not. */
    public <P extends Record> Optional<P> bind(Module<P> module, Args args, Resources resources) {
        throw new UnsupportedOperationException("not written yet");
    }
}
