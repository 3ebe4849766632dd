package io.miprov.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What one host is doing right now. */
final class Activity {
    private static final int BAR = 16;

    private final String host;
    private final String task;
    private final Instant since;
    private String line = "";
    private Instant transferSince = Instant.MIN;
    private long transferFrom;
    private long done = -1;
    private long total = -1;

    Activity(String host, String task, Instant since) {
        this.host = host;
        this.task = task;
        this.since = since;
    }

    String host() {
        return host;
    }

    String task() {
        return task;
    }

    Duration age(Instant now) {
        return Duration.between(since, now);
    }

    void line(String printed) {
        line = printed;
    }

    void progress(long bytes, long ofAll, Instant now) {
        if (done < 0 || bytes < done) {
            transferSince = now;
            transferFrom = bytes;
        }
        done = bytes;
        total = ofAll;
    }

    /** A line about it, without the host's name. */
    String shown(Instant now, boolean unicode) {
        if (done >= 0 && (total < 0 || done < total)) {
            return transfer(now, unicode);
        }
        return Amounts.time(age(now)) + (line.isBlank() ? "" : "  " + Screen.clean(line).strip());
    }

    private String transfer(Instant now, boolean unicode) {
        double seconds = Math.max(0.001, Duration.between(transferSince, now).toMillis() / 1000.0);
        double rate = (done - transferFrom) / seconds;
        String speed = rate < 1 ? "" : "  " + Amounts.bytes(rate) + "/s";
        if (total <= 0) {
            return Amounts.bytes((double) done) + speed;
        }
        String left =
                rate < 1 ? "" : "  " + Amounts.seconds(Math.round((total - done) / rate)) + " left";
        return bar(unicode)
                + String.format(Locale.ROOT, " %3d%%", 100 * done / total)
                + "  "
                + Amounts.share(done, total)
                + speed
                + left;
    }

    private String bar(boolean unicode) {
        int full = (int) (BAR * done / total);
        return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(BAR - full);
    }
}
