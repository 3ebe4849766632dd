package io.miprov.engine;

import java.util.Optional;

/** Asks a person. */
public interface Asker {
    /** Nobody is there. */
    Asker NOBODY = (question, hidden) -> Optional.empty();

    /**
     * What somebody answers; empty when nobody can be asked.
     *
     * @param hidden whether the answer is not shown while it is typed
     */
    Optional<String> ask(String question, boolean hidden);
}
