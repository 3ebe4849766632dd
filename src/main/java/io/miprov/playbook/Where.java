package io.miprov.playbook;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a reader of tasks must know of its surroundings.
 *
 * @param playbookFolder where the playbook stands
 * @param file the file that is being read
 * @param role the folder of the role that the file belongs to
 */
public record Where(Path playbookFolder, Path file, Optional<Path> role) {

    Where at(Path other) {
        return new Where(playbookFolder, other, role);
    }
}
