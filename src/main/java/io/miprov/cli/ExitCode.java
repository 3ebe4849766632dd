package io.miprov.cli;

import io.miprov.engine.Recap;

/** What the program says to whoever called it. A promise. */
final class ExitCode {
    static final int DONE = 0;
    static final int TASK_FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int HOST_LOST = 3;
    static final int CHANGES_PENDING = 4;
    static final int BUG = 70;

    private ExitCode() {}

    /** A host that was lost weighs more than a task that failed: its state is not known. */
    static int of(Recap recap) {
        if (recap.lost()) {
            return HOST_LOST;
        }
        return recap.failed() ? TASK_FAILED : recap.pending() ? CHANGES_PENDING : DONE;
    }
}
