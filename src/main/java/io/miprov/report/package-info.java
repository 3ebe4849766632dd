/**
 * What people and programs get to read of a run.
 *
 * <p>A report hears events and writes; it never asks the engine, and it never decides anything.
 *
 * <p>Start with {@link io.miprov.report.PlainReport}; {@link io.miprov.report.ConsoleReport} is the
 * same lines with a live part below them.
 */
package io.miprov.report;
