package io.miprov.host;

/** Leads to no host: for what is done without touching any. */
public final class Nowhere implements Connections {
    @Override
    public Host open(Target target) {
        throw new IllegalStateException(target.name() + " is not to be touched");
    }

    @Override
    public void close() {
        // nothing is open
    }
}
