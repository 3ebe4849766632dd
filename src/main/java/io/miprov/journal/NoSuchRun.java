package io.miprov.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Nobody knows which run is meant; the message says what there is. */
public final class NoSuchRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchRun(String id, List<String> several, Optional<String> close, Path folder) {
        super(
                several.isEmpty()
                        ? "there is no run `" + id + "` in " + folder + meant(close)
                        : "`" + id + "` may be any of " + String.join(", ", several));
    }

    private static String meant(Optional<String> close) {
        return close.map(each -> "\n  = help: did you mean `" + each + "`?")
                .orElse("\n  = help: `miprov runs` tells which there are");
    }
}
