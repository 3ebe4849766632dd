package io.miprov.engine;

import io.miprov.module.LocalTarget;
import io.miprov.module.Module;
import io.miprov.module.Schema;
import io.miprov.playbook.Block;
import io.miprov.playbook.Play;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Step;
import io.miprov.playbook.Task;
import java.util.List;
import java.util.Map;

/**
 * Whether tasks of a run work on the controller or bring something there, and so may make the files
 * that others take there.
 */
final class MakesFiles {
    private final Map<String, Module<?>> modules;

    MakesFiles(Map<String, Module<?>> modules) {
        this.modules = modules;
    }

    boolean here(List<Play> plays) {
        return plays.stream().anyMatch(this::here);
    }

    private boolean here(Play play) {
        String hosts = play.hosts().node().span().text();
        return hosts.contains("localhost")
                || "local".equals(play.keywords().value("connection"))
                || steps(play.preTasks())
                || steps(List.copyOf(play.roles()))
                || steps(play.tasks())
                || steps(play.postTasks());
    }

    private boolean steps(List<? extends Step> steps) {
        return steps.stream().anyMatch(this::step);
    }

    private boolean step(Step step) {
        if (step.keywords().value("delegate_to") != null) {
            return true;
        }
        if (step instanceof Task task) {
            return task.local() || brings(task);
        }
        if (step instanceof Block block) {
            return steps(block.body()) || steps(block.rescue()) || steps(block.always());
        }
        return step instanceof RoleUse use
                && (steps(use.role().tasks()) || steps(use.role().dependencies()));
    }

    private boolean brings(Task task) {
        Module<?> module = modules.get(task.module().text());
        return module != null && brings(module);
    }

    /** Whether a module brings things to the controller, wherever it works. */
    static boolean brings(Module<?> module) {
        return Schema.of(module).params().stream().anyMatch(p -> p.type() == LocalTarget.class);
    }
}
