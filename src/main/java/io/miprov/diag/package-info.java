/**
 * Texts, places, problems and secrets: what we show, and what we never show.
 *
 * <p>Never here: anything of what the texts mean. Nothing is below this package but the JDK.
 *
 * <p>Start with {@link io.miprov.diag.Diagnostic}.
 */
package io.miprov.diag;
