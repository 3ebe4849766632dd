/**
 * What every run leaves behind: a folder with each of its events, written before what they announce
 * is done, and what can be read from these afterwards: how it ended, where it was, what is owed.
 *
 * <p>Never here: what a play is, or what is done about a run that broke off.
 */
package io.miprov.journal;
