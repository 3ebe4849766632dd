/**
 * Modules for what a machine is as a whole: its name, clock, locale, kernel settings, mounts, cron
 * jobs, firewall, services as facts, and its reboots. Names, parameters, defaults and results are
 * Ansible's ({@code ansible-doc} of ansible-core, ansible.posix and community.general).
 *
 * <p>A module asks with words that lie in a resource beside it, decides here, and acts with words
 * of the same resource. Files that people edit too are rewritten by pure classes: {@link
 * io.miprov.library.system.Crontab}, {@link io.miprov.library.system.Fstab}, {@link
 * io.miprov.library.system.SysctlFile}.
 *
 * <p>Start with {@link io.miprov.library.system.CronModule}.
 */
package io.miprov.library.system;
