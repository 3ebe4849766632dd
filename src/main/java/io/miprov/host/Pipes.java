package io.miprov.host;

import java.io.InputStream;
import java.io.OutputStream;

/** The three streams of one command that runs somewhere: a process here, a channel there. */
public interface Pipes extends AutoCloseable {

    /** What the command reads. */
    OutputStream in();

    /** What the command prints; must be read, or the command stands still. */
    InputStream out();

    /** What the command complains; must be read, or the command stands still. */
    InputStream err();

    /** Ends the command's input and leaves its output open. From any thread. */
    void hangUp();

    /** How the command ended, after its output has: its exit status, 128 and more for a signal. */
    int ending();

    /** Whether the command still runs, as far as is known here. */
    boolean running();

    /** Whether the machine itself is still there for other commands. */
    boolean alive();

    /** Why the machine is no longer there. */
    String loss();

    /** Ends all three streams at once; whoever reads them is released. From any thread. */
    @Override
    void close();
}
