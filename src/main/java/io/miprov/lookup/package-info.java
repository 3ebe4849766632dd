/**
 * The lookups there are: what {@code lookup()}, {@code query()} and {@code with_…} ask the
 * controller. {@link io.miprov.lookup.Lookups} lists them; each is a {@code Lookup}, which answers
 * one {@code Request}.
 *
 * <p>Never here: knowing what a task or a play is. Where a lookup stands is a {@link
 * io.miprov.lookup.Site}, which the engine hands in.
 *
 * <p>Start with {@link io.miprov.lookup.Lookups}.
 */
package io.miprov.lookup;
