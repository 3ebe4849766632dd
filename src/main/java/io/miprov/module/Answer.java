package io.miprov.module;

import io.miprov.host.Host;

/** An outcome that is known without asking any host; its diffs are told when the mode asks. */
public record Answer(Outcome outcome) implements Change {

    @Override
    public Outcome on(Host host, Mode mode) {
        return mode.diff() ? outcome : outcome.withDiffs(java.util.List.of());
    }
}
