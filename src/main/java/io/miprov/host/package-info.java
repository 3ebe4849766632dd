/**
 * The door to the machines. {@link io.miprov.host.Host} runs POSIX sh as one user on one machine;
 * {@link io.miprov.host.LocalShell} is this machine, {@code host.ssh} the others.
 *
 * <p>Never here: what a task means. This package moves scripts and bytes and does not know why.
 *
 * <p>Start with {@code prelude.sh}: it is the vocabulary that the rest of the program speaks.
 */
package io.miprov.host;
