package io.miprov.report;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes, short enough for a line. */
final class Amounts {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Amounts() {}

    /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 4 s}. */
    static String time(Duration took) {
        long millis = took.toMillis();
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return seconds(took.toSeconds());
    }

    /** The same without parts of a second. */
    static String seconds(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** {@code 437 MB}, three digits. */
    static String bytes(double bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        String digits = amount < 9.95 && unit > 0 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, amount) + " " + UNITS[unit];
    }

    /** {@code 210 of 437 MB}; the unit is told once when it is the same. */
    static String share(long part, long whole) {
        String some = bytes((double) part);
        String all = bytes((double) whole);
        String unit = all.substring(all.indexOf(' '));
        return (some.endsWith(unit) ? some.replace(unit, "") : some) + " of " + all;
    }

    /** One is one, many have an s. */
    static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
