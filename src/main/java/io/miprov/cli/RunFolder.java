package io.miprov.cli;

import io.miprov.journal.Runs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Where the journals of runs are: in the working folder, unless something else is set. */
final class RunFolder {
    static final String VARIABLE = "MIPROV_RUNS";

    /** Keeps no journal. Under Ansible's names that is usual: Ansible leaves nothing behind. */
    static final String NONE = "none";

    private static final String USUAL = ".miprov/runs";

    private RunFolder() {}

    static Optional<Path> of(Map<String, String> environment) {
        Settings settings = Settings.read(environment);
        String set = settings.text("RUNS", "miprov.runs").orElse(USUAL);
        return set.equals(NONE)
                ? Optional.empty()
                : Optional.of(Path.of(settings.home(set)).toAbsolutePath().normalize());
    }

    /** The runs that there are; for commands about them. */
    static Runs runs(Terminal terminal) {
        Path folder = of(terminal.environment()).orElseGet(() -> Path.of(USUAL).toAbsolutePath());
        return new Runs(folder, Clock.systemUTC());
    }
}
