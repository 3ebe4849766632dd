/**
 * Plays, tasks and roles as written, with their places.
 *
 * <p>Start with {@link io.miprov.playbook.PlaybookReader}. What may be written where is the table
 * in {@code Words}; a keyword is added there.
 *
 * <p>Never here: which modules exist. A task keeps its module's name and what was written for it.
 */
package io.miprov.playbook;
