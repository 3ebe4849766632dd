package io.miprov.engine;

import io.miprov.playbook.Rolling;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tasks that a roll does around those of the play.
 *
 * @param canary the user's own check; may be empty
 */
record RollJobs(Rolling rolling, Map<Chore, Job> jobs, Group canary) {

    /** What there is to do. */
    enum Chore {
        HOLD,
        KEEP,
        FREE,
        STATUS,
        DRAIN,
        EXPECT,
        ADMIT,
        POINT,
        RESTORE,
        RESTART,
        ANSWER,
        HEALTH,
        SOAK,
        THROUGH,
        RELEASE
    }

    RollJobs {
        jobs = new EnumMap<>(jobs);
    }

    /** Those that are done on the hosts of the play themselves. */
    List<Job> onMembers() {
        return Stream.of(
                        Chore.POINT,
                        Chore.RESTORE,
                        Chore.RESTART,
                        Chore.ANSWER,
                        Chore.HEALTH,
                        Chore.SOAK,
                        Chore.RELEASE)
                .flatMap(chore -> get(chore).stream())
                .toList();
    }

    Optional<Job> get(Chore chore) {
        return Optional.ofNullable(jobs.get(chore));
    }
}
