package io.miprov.playbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a reader of tasks must know of its surroundings.
 *
 * @param playbookFolder where the playbook stands
 * @param file the file that is being read
 * @param role the folder of the role that the file belongs to
 * @param collections where roles without a collection before their names are looked for, too
 */
public record Where(Path playbookFolder, Path file, Optional<Path> role, List<String> collections) {

    /** In a file of a playbook or a role. */
    public static Where of(Path playbookFolder, Path file, Optional<Path> role) {
        return new Where(playbookFolder, file, role, List.of());
    }

    /** The same in another file. */
    public Where at(Path other) {
        return new Where(playbookFolder, other, role, collections);
    }

    /** The same with what {@code collections} says here, which comes first. */
    public Where with(Keywords keywords) {
        List<String> all = new ArrayList<>();
        keywords.list("collections").forEach(each -> all.add(each.toString()));
        collections.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return new Where(playbookFolder, file, role, List.copyOf(all));
    }
}
