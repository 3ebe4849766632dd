package io.miprov.proof;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Something that goes wrong.
 *
 * @param name in a few words
 * @param steps at the beginning of which steps it happens
 * @param bad which bad pack is rolled out; empty for a good one
 * @param happen makes it happen
 * @param heal ends it, when the roll is over and before the next one
 * @param spares whether every request must be answered; not where a member dies that serves
 */
record Fault(String name, List<Step> steps, String bad, Deed happen, Deed heal, Set<Step> spares) {

    /** What is done to the machines. */
    interface Deed {
        void on(Scene scene) throws IOException, InterruptedException;
    }

    /** A pair of the matrix. */
    record At(Fault fault, Step step) {
        String name() {
            return fault.name() + ", " + step.word();
        }
    }

    boolean sparesAt(Step step) {
        return spares.contains(step);
    }
}
