package io.miprov.engine;

import io.miprov.playbook.Block;
import io.miprov.playbook.Play;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Step;
import io.miprov.playbook.Variables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The variables and defaults of a play's roles, which all its tasks see; the last role wins. */
record RolesOf(List<Variables> vars, List<Variables> defaults) {

    static RolesOf play(Play play) {
        List<Variables> vars = new ArrayList<>();
        List<Variables> defaults = new ArrayList<>();
        for (RoleUse use : uses(play)) {
            add(use, vars, defaults);
        }
        Collections.reverse(vars);
        Collections.reverse(defaults);
        return new RolesOf(vars, defaults);
    }

    private static void add(RoleUse use, List<Variables> vars, List<Variables> defaults) {
        if (!use.shared()) {
            return;
        }
        use.role().dependencies().forEach(each -> add(each, vars, defaults));
        if (!use.role().vars().isEmpty()) {
            vars.add(use.role().vars());
        }
        if (!use.role().defaults().isEmpty()) {
            defaults.add(use.role().defaults());
        }
    }

    /** Every use of a role that is known before the run, in order. */
    static List<RoleUse> uses(Play play) {
        List<RoleUse> uses = new ArrayList<>();
        in(play.preTasks(), uses);
        play.roles().forEach(use -> in(List.of(use), uses));
        in(play.tasks(), uses);
        in(play.postTasks(), uses);
        return uses;
    }

    /** Those that some tasks import, and what these import in turn. */
    static List<RoleUse> uses(List<Step> steps) {
        List<RoleUse> uses = new ArrayList<>();
        in(steps, uses);
        return uses;
    }

    private static void in(List<Step> steps, List<RoleUse> uses) {
        for (Step step : steps) {
            if (step instanceof Block block) {
                in(block.body(), uses);
                in(block.rescue(), uses);
                in(block.always(), uses);
            } else if (step instanceof RoleUse use) {
                uses.add(use);
                in(use.role().tasks(), uses);
            }
        }
    }
}
