/**
 * Reads archives that nobody vouches for: their table first, checked as a whole before anything is
 * written, then the bytes of single members.
 *
 * <p>Never here: writing to a host. {@link io.miprov.library.archive.Archive} gives what a {@link
 * io.miprov.module.Tree} takes.
 */
package io.miprov.library.archive;
