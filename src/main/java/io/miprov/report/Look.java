package io.miprov.report;

/**
 * How a report for people looks.
 *
 * @param style with or without colours
 * @param verbosity how many times {@code -v} was given: 1 tells results, 2 tells scripts
 * @param width columns of the terminal; lines of the live part are cut there
 * @param unicode whether the terminal takes more than ASCII
 * @param answers whether everything that a task answered is told: what somebody asked for who ran
 *     one module by hand
 */
public record Look(Style style, int verbosity, int width, boolean unicode, boolean answers) {}
