package io.miprov.engine;

import io.miprov.inventory.Inventory;
import io.miprov.playbook.Play;
import java.util.List;
import java.util.Optional;

/**
 * A play that is ready to run.
 *
 * @param inventory with the variables beside the playbook
 * @param facts the task that gathers facts first
 * @param sections {@code pre_tasks}; roles and {@code tasks}; {@code post_tasks}
 * @param rolling what is done around the tasks of each batch
 */
record CompiledPlay(
        Play play,
        String name,
        Inventory inventory,
        VarsFiles varsFiles,
        Optional<Job> facts,
        List<Group> sections,
        List<Job> handlers,
        Optional<RollJobs> rolling) {

    CompiledPlay with(Play other) {
        return new CompiledPlay(
                other, name, inventory, varsFiles, facts, sections, handlers, rolling);
    }

    CompiledPlay with(List<Group> others) {
        return new CompiledPlay(play, name, inventory, varsFiles, facts, others, handlers, rolling);
    }
}
