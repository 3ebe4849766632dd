package io.miprov.engine;

import io.miprov.playbook.Block;
import io.miprov.playbook.Play;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Step;
import io.miprov.playbook.Task;
import java.util.List;

/** Whether tasks of a run work on the controller, and may make the files that others take there. */
final class MakesFiles {
    private MakesFiles() {}

    static boolean here(List<Play> plays) {
        return plays.stream().anyMatch(MakesFiles::here);
    }

    private static boolean here(Play play) {
        String hosts = play.hosts().node().span().text();
        return hosts.contains("localhost")
                || "local".equals(play.keywords().value("connection"))
                || steps(play.preTasks())
                || steps(List.copyOf(play.roles()))
                || steps(play.tasks())
                || steps(play.postTasks());
    }

    private static boolean steps(List<? extends Step> steps) {
        return steps.stream().anyMatch(MakesFiles::step);
    }

    private static boolean step(Step step) {
        if (step.keywords().value("delegate_to") != null
                || (step instanceof Task task && task.local())) {
            return true;
        }
        if (step instanceof Block block) {
            return steps(block.body()) || steps(block.rescue()) || steps(block.always());
        }
        return step instanceof RoleUse use
                && (steps(use.role().tasks()) || steps(use.role().dependencies()));
    }
}
