package io.miprov.host;

/** The connection is gone while something was under way; the state of the host is not known. */
public final class HostLost extends RuntimeException {
    public HostLost(String host, String reason, Throwable cause) {
        super(host + " no longer answers: " + reason, cause);
    }
}
