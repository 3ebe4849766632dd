package io.miprov.engine;

import io.miprov.playbook.Block;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Step;
import io.miprov.playbook.Task;
import java.util.List;

/**
 * Whether tasks of a run may add hosts and groups, so that a play finds hosts that nobody named.
 */
final class MakesHosts {
    private MakesHosts() {}

    static boolean here(List<CompiledPlay> plays) {
        return plays.stream()
                .anyMatch(
                        play ->
                                steps(play.play().preTasks())
                                        || steps(play.play().roles())
                                        || steps(play.play().tasks())
                                        || steps(play.play().postTasks()));
    }

    private static boolean steps(List<? extends Step> steps) {
        return steps.stream().anyMatch(MakesHosts::step);
    }

    private static boolean step(Step step) {
        if (step instanceof Block block) {
            return steps(block.body()) || steps(block.rescue()) || steps(block.always());
        }
        if (step instanceof RoleUse use) {
            return steps(use.role().tasks()) || steps(use.role().dependencies());
        }
        return step instanceof Task task
                && task.module().text().matches("(ansible\\.builtin\\.)?(add_host|group_by)");
    }
}
