/**
 * Walks plays over hosts: order, conditions, loops, handlers, retries, who to be.
 *
 * <p>Start with {@code TaskRun}, the inner loop of the whole program. {@code Compiler} joins what
 * was written with the modules there are and finds what is wrong; nothing after it reads YAML.
 *
 * <p>Never here: a module by its name, printing, opening a connection by itself.
 */
package io.miprov.engine;
