package io.miprov.engine;

import io.miprov.playbook.Role;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The role that a task belongs to, and the roles that brought it in.
 *
 * @param vars from the highest: of this use, of the role, of its dependencies, of those it is in
 * @param defaults from the highest
 * @param params what is written beside its name
 */
record RoleScope(
        Role role,
        Optional<RoleScope> parent,
        List<Variables> vars,
        List<Variables> defaults,
        Variables params) {

    static RoleScope of(RoleUse use, Optional<RoleScope> parent) {
        return of(use.role(), use.vars(), use.params(), parent);
    }

    private static RoleScope of(
            Role role, Variables own, Variables params, Optional<RoleScope> parent) {
        List<Variables> vars = new ArrayList<>();
        List<Variables> defaults = new ArrayList<>();
        vars.add(own);
        vars.add(role.vars());
        defaults.add(role.defaults());
        dependencies(role, vars, defaults);
        parent.ifPresent(
                above -> {
                    vars.addAll(above.vars);
                    defaults.addAll(above.defaults);
                });
        return new RoleScope(role, parent, full(vars), full(defaults), params);
    }

    /** The same without the roles around it, and without what its use says. */
    RoleScope alone() {
        return of(role, Variables.NONE, Variables.NONE, Optional.empty());
    }

    private static void dependencies(Role role, List<Variables> vars, List<Variables> defaults) {
        for (int i = role.dependencies().size() - 1; i >= 0; i--) {
            RoleUse each = role.dependencies().get(i);
            vars.add(each.vars());
            vars.add(each.role().vars());
            defaults.add(each.role().defaults());
            dependencies(each.role(), vars, defaults);
        }
    }

    private static List<Variables> full(List<Variables> all) {
        return all.stream().filter(each -> !each.isEmpty()).toList();
    }

    /** The roles around it, the nearest first. */
    List<Role> parents() {
        List<Role> parents = new ArrayList<>();
        for (Optional<RoleScope> at = parent; at.isPresent(); at = at.get().parent) {
            parents.add(at.get().role);
        }
        return parents;
    }
}
