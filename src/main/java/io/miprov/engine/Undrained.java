package io.miprov.engine;

/** A task would change a host that has traffic; nothing was changed. */
final class Undrained extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undrained() {
        super("the gate is closed", null, false, false);
    }
}
