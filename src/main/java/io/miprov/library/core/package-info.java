/**
 * The modules that Ansible's playbooks know: files, packages, users, services, commands, facts.
 * Names, parameters, defaults and results are Ansible's ({@code ansible-doc} of ansible-core).
 *
 * <p>Never here: input or output. A module makes a {@link io.miprov.module.Change}; how that meets
 * a host is not its business. Scripts longer than a few lines are resources beside the module.
 *
 * <p>Start with {@link io.miprov.library.core.CopyModule}.
 */
package io.miprov.library.core;
