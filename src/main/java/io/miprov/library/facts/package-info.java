/**
 * What is known of a host, under the names and in the shapes of ansible-core's {@code
 * module_utils/facts}. One question ({@code facts.sh}) tells all of it in sections; each class here
 * makes the facts of one subject of some sections.
 *
 * <p>Start with {@link io.miprov.library.facts.HostFacts}.
 */
package io.miprov.library.facts;
