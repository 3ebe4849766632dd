package io.miprov.schedule;

import io.miprov.diag.BadInput;
import io.miprov.diag.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A cron expression, as cron(8) reads it, and what it is for systemd. Where both the day of the
 * month and the day of the week are restricted, either will do; a field that begins with {@code *}
 * restricts nothing in this sense, so {@code 0 2 *}{@code /2 * MON} needs both.
 */
public final class Cron {
    /** The short names, and what they stand for. */
    private static final Map<String, String> SHORT =
            new TreeMap<>(
                    Map.of(
                            "@yearly", "0 0 1 1 *",
                            "@annually", "0 0 1 1 *",
                            "@monthly", "0 0 1 * *",
                            "@weekly", "0 0 * * 0",
                            "@daily", "0 0 * * *",
                            "@midnight", "0 0 * * *",
                            "@hourly", "0 * * * *"));

    private static final List<CronField> FIELDS =
            List.of(
                    CronField.MINUTE,
                    CronField.HOUR,
                    CronField.DAY,
                    CronField.MONTH,
                    CronField.WEEKDAY);
    private static final List<String> DAYS =
            List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat");
    private static final List<Integer> DAYS_OF_MONTHS =
            List.of(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
    private static final int RANGE = 3;

    private final NavigableSet<Integer> minutes;
    private final NavigableSet<Integer> hours;
    private final NavigableSet<Integer> days;
    private final NavigableSet<Integer> months;
    private final NavigableSet<Integer> weekdays;
    private final boolean eitherDay;

    private Cron(List<NavigableSet<Integer>> sets, boolean eitherDay) {
        this.minutes = sets.get(0);
        this.hours = sets.get(1);
        this.days = sets.get(2);
        this.months = sets.get(3);
        this.weekdays = sets.get(4);
        this.eitherDay = eitherDay;
    }

    /** Throws {@link BadInput} that says which field is wrong, and what it takes. */
    public static Cron read(String expression) {
        String text = expression.strip();
        String written = text.startsWith("@") ? shortName(text) : text;
        String[] fields = written.split("\\s+");
        if (fields.length != FIELDS.size()) {
            throw new BadInput(
                    "error: `"
                            + expression
                            + "` has "
                            + (written.isEmpty() ? 0 : fields.length)
                            + " fields, and cron's expressions have five\n  = help: minute, hour, day of"
                            + " the month, month, day of the week, as in \"0 2 * * SUN\""
                            + (fields.length == FIELDS.size() + 1
                                    ? "; there is none for seconds: for those take --on-calendar"
                                    : "")
                            + "\n");
        }
        List<NavigableSet<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            sets.add(FIELDS.get(i).read(fields[i]));
        }
        Cron cron = new Cron(sets, !fields[2].startsWith("*") && !fields[4].startsWith("*"));
        if (!cron.everHappens()) {
            throw new BadInput(
                    "error: `"
                            + expression
                            + "` never happens: these months have no such day\n  = help: the third field"
                            + " is the day of the month, the fourth the month\n");
        }
        return cron;
    }

    private static String shortName(String text) {
        if (text.equals("@reboot")) {
            throw new BadInput(
                    "error: @reboot is no time that comes again\n  = help: a job that was missed while"
                            + " the machine was off runs when it is back, with --missed run\n");
        }
        String known = SHORT.get(text);
        if (known == null) {
            Optional<String> meant = Suggestion.closest(text, SHORT.keySet());
            throw new BadInput(
                    "error: cron knows no `"
                            + text
                            + "`\n  = help: "
                            + meant.map(word -> "did you mean " + word + "?")
                                    .orElse("it knows " + String.join(", ", SHORT.keySet()))
                            + "\n");
        }
        return known;
    }

    private boolean everHappens() {
        return eitherDay
                || months.stream().anyMatch(month -> days.first() <= DAYS_OF_MONTHS.get(month - 1));
    }

    /**
     * The same as calendar events of systemd.time(7), to be joined by or: two where either day will
     * do, else one.
     *
     * @param zone such as {@code Asia/Colombo}; empty: the machine's own
     */
    public List<String> calendars(String zone) {
        String months = numbers(this.months, CronField.MONTH);
        String days = numbers(this.days, CronField.DAY);
        String time =
                numbers(hours, CronField.HOUR)
                        + ":"
                        + numbers(minutes, CronField.MINUTE)
                        + ":00"
                        + (zone.isEmpty() ? "" : " " + zone);
        if (eitherDay) {
            return List.of(
                    "*-" + months + "-" + days + " " + time,
                    weekdays() + "*-" + months + "-* " + time);
        }
        return List.of(weekdays() + "*-" + months + "-" + days + " " + time);
    }

    /** Monday first, as systemd counts; empty for all of them. */
    private String weekdays() {
        if (weekdays.size() == DAYS.size()) {
            return "";
        }
        NavigableSet<Integer> mondayFirst = new TreeSet<>();
        weekdays.forEach(day -> mondayFirst.add(day == 0 ? DAYS.size() : day));
        return runs(mondayFirst).stream()
                        .map(
                                run ->
                                        run.stream()
                                                .map(day -> DAYS.get(day % DAYS.size()))
                                                .collect(Collectors.joining("..")))
                        .collect(Collectors.joining(","))
                + " ";
    }

    private static String numbers(NavigableSet<Integer> numbers, CronField field) {
        if (numbers.size() == field.most() - field.least() + 1) {
            return "*";
        }
        return runs(numbers).stream()
                .map(run -> run.stream().map("%02d"::formatted).collect(Collectors.joining("..")))
                .collect(Collectors.joining(","));
    }

    /** Numbers in a row as their ends, others alone. */
    private static List<List<Integer>> runs(NavigableSet<Integer> numbers) {
        List<List<Integer>> runs = new ArrayList<>();
        List<Integer> left = new ArrayList<>(numbers);
        while (!left.isEmpty()) {
            int length = 1;
            while (length < left.size() && left.get(length) == left.get(0) + length) {
                length++;
            }
            if (length >= RANGE) {
                runs.add(List.of(left.get(0), left.get(length - 1)));
            } else {
                left.subList(0, length).forEach(number -> runs.add(List.of(number)));
            }
            left = left.subList(length, left.size());
        }
        return runs;
    }
}
