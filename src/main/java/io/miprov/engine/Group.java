package io.miprov.engine;

import java.util.List;
import java.util.Optional;

/**
 * Parts that stand together, with what is done when one fails and what is done in any case.
 *
 * @param role the role whose tasks these are; empty: they are a block, a file, a section
 * @param once what a role is known by that a host does not go through twice; empty: it does
 */
record Group(
        List<Part> body,
        List<Part> rescue,
        List<Part> always,
        Optional<RoleScope> role,
        Optional<String> once)
        implements Part {

    static Group of(List<Part> body) {
        return of(body, List.of(), List.of());
    }

    static Group of(List<Part> body, List<Part> rescue, List<Part> always) {
        return new Group(body, rescue, always, Optional.empty(), Optional.empty());
    }

    static Group of(List<Part> body, RoleScope role, Optional<String> once) {
        return new Group(body, List.of(), List.of(), Optional.of(role), once);
    }
}
