package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.FileMode;
import io.miprov.module.Placement;
import java.util.Optional;

/** Makes placements of parameters. */
final class Placed {
    private Placed() {}

    static Placement of(Optional<FileMode> mode, Optional<String> owner, Optional<String> group) {
        if (mode.isPresent() && mode.get().preserve()) {
            throw new BadParams("mode", "`preserve` is for files that are copied from somewhere");
        }
        return new Placement(mode, nonEmpty(owner), nonEmpty(group));
    }

    static Optional<String> nonEmpty(Optional<String> text) {
        return text.filter(t -> !t.isEmpty());
    }
}
