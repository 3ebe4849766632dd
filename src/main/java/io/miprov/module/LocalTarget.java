package io.miprov.module;

import java.nio.file.Path;

/**
 * A path of the controller that a task writes to.
 *
 * @param path absolute
 * @param folder whether it was written with a slash at its end
 * @param host the host that the task is for, under its name in the inventory
 * @param written as the playbook has it
 */
public record LocalTarget(Path path, boolean folder, String host, String written) {}
