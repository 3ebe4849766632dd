package io.miprov.engine;

import io.miprov.playbook.Keywords;
import io.miprov.playbook.Variables;
import io.miprov.playbook.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands around a task: the keywords that come down to it and the variables it sees.
 *
 * @param vars of the blocks and imports around it, from the innermost
 * @param params of the includes and roles around it, from the innermost
 * @param rescued whether a block around it takes care of its failure
 */
record Frame(
        Keywords keywords,
        List<Variables> vars,
        List<Variables> params,
        Optional<RoleScope> role,
        Where where,
        boolean rescued) {

    Frame within(Keywords inner, Variables more) {
        return new Frame(inner.inside(keywords), before(more, vars), params, role, where, rescued);
    }

    Frame withParams(Variables more) {
        List<Variables> all = new ArrayList<>();
        all.add(more);
        all.addAll(params);
        return new Frame(keywords, vars, all, role, where, rescued);
    }

    Frame in(RoleScope scope) {
        return new Frame(
                keywords,
                vars,
                params,
                Optional.of(scope),
                new Where(
                        where.playbookFolder(),
                        scope.role().folder(),
                        Optional.of(scope.role().folder()),
                        scope.role().collections()),
                rescued);
    }

    /** The same in another file. */
    Frame at(java.nio.file.Path file) {
        return new Frame(keywords, vars, params, role, where.at(file), rescued);
    }

    /** The same in a block, which may have a {@code rescue}. */
    Frame rescued(boolean here) {
        return new Frame(keywords, vars, params, role, where, rescued || here);
    }

    private static List<Variables> before(Variables first, List<Variables> rest) {
        if (first.isEmpty()) {
            return rest;
        }
        List<Variables> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }
}
