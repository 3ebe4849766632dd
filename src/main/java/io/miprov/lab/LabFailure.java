package io.miprov.lab;

/**
 * The lab could not be brought to where it should be; the message says what happened and what to
 * do.
 */
public final class LabFailure extends RuntimeException {
    public LabFailure(String message) {
        super(message);
    }
}
