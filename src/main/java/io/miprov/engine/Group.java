package io.miprov.engine;

import java.util.List;

/** Parts that stand together, with what is done when one fails and what is done in any case. */
record Group(List<Part> body, List<Part> rescue, List<Part> always) implements Part {

    static Group of(List<Part> body) {
        return new Group(body, List.of(), List.of());
    }
}
