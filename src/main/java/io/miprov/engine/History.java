package io.miprov.engine;

import java.util.List;
import java.util.Set;

/**
 * What a run is called, and what it knows of those before it.
 *
 * @param id of this run; no other run anywhere has it
 * @param who runs it: {@code user@machine}
 * @param debts the handlers that runs of the same playbooks did not come to
 * @param gone the ids of runs whose controller is known to live no more
 */
public record History(String id, String who, List<Debt> debts, Set<String> gone) {

    /** The first run of all. */
    public static History none(String id) {
        return new History(id, "somebody", List.of(), Set.of());
    }
}
