/**
 * The list of all modules there are.
 *
 * <p>Never here: what any of them does.
 */
package io.miprov.library;
