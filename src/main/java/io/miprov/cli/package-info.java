/**
 * The program: commands, options, what is wired to what, exit codes. The only package that knows
 * all others.
 *
 * <p>Never here: a decision about a host.
 *
 * <p>Start with {@link io.miprov.cli.Main}; {@code Wiring} is where the parts meet.
 */
package io.miprov.cli;
