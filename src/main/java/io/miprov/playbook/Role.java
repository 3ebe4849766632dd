package io.miprov.playbook;

import java.nio.file.Path;
import java.util.List;

/**
 * A role as its folder has it.
 *
 * @param name as people call it
 * @param from which of its files were taken when not {@code main}; empty: all are
 * @param collections where the roles that it names may be
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
        List<Step> handlers,
        List<String> collections) {

    /** The name without the collection before it. */
    public String plainName() {
        return folder.getFileName().toString();
    }
}
