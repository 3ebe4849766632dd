package io.miprov.module;

/**
 * How many {@code -v} a task wants before it speaks.
 *
 * @param reached whether the run was started with so many
 */
public record Verbosity(int least, boolean reached) {}
