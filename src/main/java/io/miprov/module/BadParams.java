package io.miprov.module;

/** Parameters that are each right, and do not go together. */
public final class BadParams extends RuntimeException {
    private final String parameter;

    /** What is wrong, and at which parameter; empty when it is none in particular. */
    public BadParams(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
