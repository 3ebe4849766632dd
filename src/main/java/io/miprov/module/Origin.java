package io.miprov.module;

import java.util.Optional;

/**
 * A file or folder that a task takes from somewhere: from the controller, where it has been found,
 * or from the host itself when the task says {@code remote_src}.
 *
 * @param path as written; a slash at the end means something to those who copy folders
 * @param local empty when it is on the host
 */
public record Origin(String path, Optional<LocalFile> local) {}
