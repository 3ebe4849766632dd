package io.miprov.schedule;

import io.miprov.diag.BadInput;
import io.miprov.diag.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the five fields of a cron expression: {@code *}, numbers, names, ranges, lists and steps,
 * as cron(8) of Debian reads them.
 *
 * @param name as people call it
 * @param least the smallest number that it may have
 * @param most the largest
 * @param names for its numbers, from the smallest on; may be empty
 */
record CronField(String name, int least, int most, List<String> names) {
    static final CronField MINUTE = new CronField("minute", 0, 59, List.of());
    static final CronField HOUR = new CronField("hour", 0, 23, List.of());
    static final CronField DAY = new CronField("day of the month", 1, 31, List.of());
    static final CronField MONTH =
            new CronField(
                    "month",
                    1,
                    12,
                    List.of(
                            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                            "nov", "dec"));

    /** Sunday is 0 and 7. */
    static final CronField WEEKDAY =
            new CronField(
                    "day of the week",
                    0,
                    7,
                    List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private static final Pattern PART =
            Pattern.compile("(?:(\\*)|([A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?)(?:/(\\d{1,4}))?");
    private static final int SUNDAY_AGAIN = 7;

    /** The numbers that a text means. */
    NavigableSet<Integer> read(String text) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            numbers.addAll(part(part, text));
        }
        return numbers;
    }

    private List<Integer> part(String part, String whole) {
        Matcher parts = PART.matcher(part);
        if (!parts.matches()) {
            throw wrong(
                    part, whole, "it takes *, numbers, ranges (1-5), lists (1,3) and steps (*/2)");
        }
        boolean all = parts.group(1) != null;
        int from = all ? least : number(parts.group(2), whole, false);
        int to = all ? lastOfAll() : end(parts.group(3), from, whole);
        if (from > to) {
            throw wrong(
                    part,
                    whole,
                    "a range goes up: write " + from + "-" + most + "," + least + "-" + to);
        }
        if (parts.group(4) == null) {
            return range(from, to, 1);
        }
        if (!all && parts.group(3) == null) {
            throw wrong(
                    part,
                    whole,
                    "a step needs a range: write "
                            + parts.group(2)
                            + "-"
                            + lastOfAll()
                            + "/"
                            + parts.group(4));
        }
        int step = Integer.parseInt(parts.group(4));
        if (step == 0) {
            throw wrong(part, whole, "a step is at least 1");
        }
        return range(from, to, step);
    }

    private int end(String to, int from, String whole) {
        return to == null ? from : number(to, whole, from > 0);
    }

    /** With {@code *}, Sunday counts once. */
    private int lastOfAll() {
        return most == SUNDAY_AGAIN ? most - 1 : most;
    }

    private List<Integer> range(int from, int to, int step) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = from; number <= to; number += step) {
            numbers.add(most == SUNDAY_AGAIN ? number % SUNDAY_AGAIN : number);
        }
        return numbers;
    }

    /**
     * @param ends whether it ends a range, where a Sunday comes after Saturday
     */
    private int number(String text, String whole, boolean ends) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return ends && most == SUNDAY_AGAIN && named == 0 ? SUNDAY_AGAIN : least + named;
        }
        if (!text.matches("\\d{1,4}")) {
            Optional<String> meant = Suggestion.closest(text.toLowerCase(Locale.ROOT), names);
            throw wrong(
                    text,
                    whole,
                    meant.map(word -> "did you mean " + word + "?").orElse("it goes " + bounds()));
        }
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw wrong(text, whole, "it goes " + bounds());
        }
        return number;
    }

    private String bounds() {
        return "from "
                + least
                + " to "
                + most
                + (names.isEmpty()
                        ? ""
                        : ", or " + names.get(0) + " to " + names.get(names.size() - 1));
    }

    private BadInput wrong(String part, String whole, String help) {
        return new BadInput(
                "error: `"
                        + part
                        + "` is no "
                        + name
                        + " for cron"
                        + (part.equals(whole) ? "" : " (in `" + whole + "`)")
                        + "\n  = help: "
                        + help
                        + "\n");
    }
}
