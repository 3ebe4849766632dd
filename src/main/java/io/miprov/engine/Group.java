package io.miprov.engine;

import java.util.List;
import java.util.Optional;

/**
 * Parts that stand together, with what is done when one fails and what is done in any case.
 *
 * @param role the role whose tasks these are; empty: they are a block, a file, a section
 * @param known what a role and what it is given are known by; empty: these are not a role's tasks
 * @param again whether a host goes through it though it did before
 */
record Group(
        List<Part> body,
        List<Part> rescue,
        List<Part> always,
        Optional<RoleScope> role,
        Optional<String> known,
        boolean again)
        implements Part {

    static Group of(List<Part> body) {
        return of(body, List.of(), List.of());
    }

    static Group of(List<Part> body, List<Part> rescue, List<Part> always) {
        return new Group(body, rescue, always, Optional.empty(), Optional.empty(), true);
    }

    static Group of(List<Part> body, RoleScope role, String known, boolean again) {
        return new Group(body, List.of(), List.of(), Optional.of(role), Optional.of(known), again);
    }
}
