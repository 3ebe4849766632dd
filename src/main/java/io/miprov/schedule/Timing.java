package io.miprov.schedule;

import java.util.List;

/**
 * When a job starts, and when it must be done.
 *
 * @param written as the user said it: {@code cron 0 2 * * SUN}
 * @param calendars calendar events of systemd.time(7), each with its zone if it has one
 * @param zone in which times of the day are meant; empty: the machine's own
 * @param window how many seconds after its time no batch is begun any more; 0: there is no end
 * @param until the same as a time of the day, such as {@code 05:00}; empty: there is none
 * @param catchesUp whether a time that was missed, since the machine was off, is made up for
 * @param jitter it starts up to so many seconds later, by chance
 */
public record Timing(
        String written,
        List<String> calendars,
        String zone,
        long window,
        String until,
        boolean catchesUp,
        long jitter) {

    /** Whether there is an end before which it must be done. */
    public boolean ends() {
        return window > 0 || !until.isEmpty();
    }
}
