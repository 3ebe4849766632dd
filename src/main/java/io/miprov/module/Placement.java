package io.miprov.module;

import java.util.Optional;

/**
 * Who a file belongs to and who may use it; what is empty stays as it is, or as the system makes
 * it.
 */
public record Placement(Optional<FileMode> mode, Optional<String> owner, Optional<String> group) {
    public static final Placement AS_IT_IS =
            new Placement(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether nothing is asked for. */
    public boolean asItIs() {
        return equals(AS_IT_IS);
    }
}
