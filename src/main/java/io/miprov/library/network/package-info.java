/**
 * Modules for what lets traffic to a machine, and what spreads it: firewalls and balancers.
 *
 * <p>Never here: services and files; a firewall's program has its own words for rules, and what it
 * answers is the state.
 *
 * <p>Start with {@link io.miprov.library.network.UfwModule}.
 */
package io.miprov.library.network;
