package io.miprov.engine;

import io.miprov.diag.Problems;
import io.miprov.inventory.Reading;
import io.miprov.playbook.Surroundings;
import io.miprov.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run is asked to do, as the command line has it; what was not given is empty.
 *
 * @param here the folder that names of files are relative to, and are shown relative to
 * @param inventories files, folders, or host lists with a comma
 * @param limit a host pattern
 * @param startAtTask the name of the task to begin with, or a pattern with {@code *}
 * @param around what is set for all playbooks
 * @param caching whether facts are kept
 * @param reading how inventories are read, and what opens that which is encrypted
 * @param until when a maintenance window ends: a batch that can not be done by then is not begun
 * @param yes whether the answer to what is asked between batches of a roll is yes
 * @param lockWait how long to wait for another's lock on a cluster, whatever its play says
 */
public record RunOptions(
        Path here,
        List<Path> playbooks,
        List<String> inventories,
        String limit,
        List<String> tags,
        List<String> skipTags,
        String startAtTask,
        List<ExtraVar> extraVars,
        boolean check,
        boolean diff,
        int forks,
        int verbosity,
        Login login,
        Surroundings around,
        Caching caching,
        Reading reading,
        Optional<Instant> until,
        boolean yes,
        Optional<Duration> lockWait) {
    public static final int DEFAULT_FORKS = 50;

    /** A run of these playbooks on these inventories, and nothing else said. */
    public static RunOptions of(List<Path> playbooks, List<String> inventories) {
        return new RunOptions(
                Path.of("").toAbsolutePath(),
                playbooks,
                inventories,
                "",
                List.of(),
                List.of(),
                "",
                List.of(),
                false,
                false,
                DEFAULT_FORKS,
                0,
                Login.DEFAULT,
                Surroundings.NONE,
                Caching.NONE,
                Reading.strictly(Vault.NONE),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** For what is wrong with the files of a run. */
    Problems problems() {
        return new Problems(around.twice());
    }

    /** The passwords that open what is encrypted. */
    public Vault vault() {
        return reading.vault();
    }
}
