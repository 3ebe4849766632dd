/**
 * Hosts, groups, patterns, variable files and their precedence, as Ansible has them.
 *
 * <p>Never here: anything that touches a host. An inventory script runs on this machine.
 *
 * <p>Start with {@link io.miprov.inventory.Inventory}.
 */
package io.miprov.inventory;
