package io.miprov.host;

/**
 * A host could not be reached or would not let us in; nothing was done there. The message says why
 * and what to do next.
 */
public final class HostRefused extends RuntimeException {
    public HostRefused(String message, Throwable cause) {
        super(message, cause);
    }

    public HostRefused(String message) {
        super(message);
    }
}
