package io.miprov.engine;

import java.util.List;
import java.util.Optional;

/**
 * Parts that stand together, with what is done when one fails and what is done in any case.
 *
 * @param role the role whose tasks these are; empty: they are a block, a file, a section
 */
record Group(List<Part> body, List<Part> rescue, List<Part> always, Optional<RoleScope> role)
        implements Part {

    static Group of(List<Part> body) {
        return new Group(body, List.of(), List.of(), Optional.empty());
    }

    static Group of(List<Part> body, RoleScope role) {
        return new Group(body, List.of(), List.of(), Optional.of(role));
    }
}
