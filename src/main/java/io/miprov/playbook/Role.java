package io.miprov.playbook;

import java.nio.file.Path;
import java.util.List;

/**
 * A role as its folder has it.
 *
 * @param name as people call it
 * @param from which of its files were taken when not {@code main}; empty: all are
 */
public record Role(
        String name,
        Path folder,
        String from,
        Variables defaults,
        Variables vars,
        List<RoleUse> dependencies,
        boolean allowDuplicates,
        List<Step> tasks,
        List<Step> handlers) {}
