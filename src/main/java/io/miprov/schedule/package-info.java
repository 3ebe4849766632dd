/**
 * Hands runs to systemd's timers: an existing scheduler, not one of ours. Cron's expressions become
 * systemd's calendar events, a job becomes two unit files, and those files are all there is to
 * know: nothing is kept beside them but what came of each start.
 *
 * <p>Never here: what a playbook is, and what is printed. Start with {@link
 * io.miprov.schedule.Schedules}.
 */
package io.miprov.schedule;
