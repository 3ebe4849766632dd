package io.miprov.lab;

/** What the lab tells people while it works. */
public interface Progress {

    /** Something has happened that stays worth reading. */
    void say(String line);

    /** What is being done just now; the next step replaces it. */
    void step(String line);

    /** Whether to do something to this computer that was not asked for by name. */
    boolean agree(String question);
}
