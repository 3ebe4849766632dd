package io.miprov.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.diag.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cron's expressions mean to systemd what they mean to cron. */
final class CronTest {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern ELAPSE =
            Pattern.compile("(?:Next elapse|Iter\\. #\\d+|Iteration #\\d+): \\w+ (.*UTC)");
    private static final int TIMES = 40;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0 2 * * SUN | Sun *-*-* 02:00:00",
                "0 2 * * 0 | Sun *-*-* 02:00:00",
                "0 2 * * 7 | Sun *-*-* 02:00:00",
                "*/15 * * * * | *-*-* *:00,15,30,45:00",
                "30 1-5 * * * | *-*-* 01..05:30:00",
                "0 22-23 * * Mon-Fri | Mon..Fri *-*-* 22,23:00:00",
                "0 4 1,15 jan-mar * | *-01..03-01,15 04:00:00",
                "0 4 */2 * MON | Mon *-*-01,03,05,07,09,11,13,15,17,19,21,23,25,27,29,31 04:00:00",
                "5 4 * * fri-sun | Fri..Sun *-*-* 04:05:00",
                "5 4 * * 5-7 | Fri..Sun *-*-* 04:05:00",
                "5 4 * * sun-tue | Mon,Tue,Sun *-*-* 04:05:00",
                "@daily | *-*-* 00:00:00",
                "@hourly | *-*-* *:00:00",
                "@weekly | Sun *-*-* 00:00:00",
                "@monthly | *-*-01 00:00:00",
                "@yearly | *-01-01 00:00:00",
            })
    void saysTheSame(String cron, String calendar) {
        assertEquals(List.of(calendar), Cron.read(cron).calendars(""));
    }

    @Test
    void twoRestrictedDaysAreEitherOfThem() {
        assertEquals(
                List.of("*-*-13 02:00:00 Asia/Colombo", "Fri *-*-* 02:00:00 Asia/Colombo"),
                Cron.read("0 2 13 * FRI").calendars("Asia/Colombo"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "61 * * * * | `61` is no minute | from 0 to 59",
                "* 24 * * * | `24` is no hour | from 0 to 23",
                "* * 0 * * | `0` is no day of the month | from 1 to 31",
                "* * * 13 * | `13` is no month | jan to dec",
                "* * * * 8 | `8` is no day of the week | from 0 to 7",
                "* * * * sum | `sum` is no day of the week | did you mean sun?",
                "* * * jna * | `jna` is no month | did you mean",
                "0 2 * * | has 4 fields | \"0 2 * * SUN\"",
                "0 0 2 * * SUN | has 6 fields | seconds",
                "\"\" | has 0 fields | five",
                "5/10 * * * * | `5/10` is no minute | write 5-59/10",
                "*/0 * * * * | `*/0` is no minute | at least 1",
                "0 22-4 * * * | `22-4` is no hour | write 22-23,0-4",
                "0 2 L * * | `L` is no day of the month | from 1 to 31",
                "0 2 ? * MON | `?` is no day of the month | it takes",
                "0 2 * * MON#1 | `MON#1` is no day of the week | it takes",
                "0 2 * * 1, | `` is no day of the week for cron (in `1,`) | it takes",
                "H 2 * * * | `H` is no minute | from 0 to 59",
                "0 2 30 feb * | never happens | day of the month",
                "0 2 31 4,6,9,11 * | never happens | month",
                "@reboot | @reboot is no time | --missed run",
                "@dayly | cron knows no `@dayly` | did you mean @daily?",
                "@often | cron knows no `@often` | @hourly",
            })
    void refusesWhatItIsNotAndSaysWhatToWrite(String cron, String what, String help) {
        String said = assertThrows(BadInput.class, () -> Cron.read(cron)).getMessage();
        assertTrue(said.contains(what), said);
        assertTrue(said.contains(help), said);
    }

    /** A random field: the text of it, what it means, and whether it begins with a star. */
    private record Field(String text, Set<Integer> means, boolean star) {}

    /**
     * Many expressions, made with their meaning, in zones with clocks that jump: systemd's next
     * times are those that a walk over all minutes finds.
     */
    @Test
    void systemdFindsTheTimesThatCronMeans() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here");
        long seed = 20260101;
        Random random = new Random(seed);
        List<String> zones =
                List.of(
                        "UTC",
                        "Asia/Colombo",
                        "America/New_York",
                        "Europe/Berlin",
                        "Asia/Kathmandu");
        List<String> starts =
                List.of(
                        "2026-03-07T23:17:00Z",
                        "2026-10-24T12:00:00Z",
                        "2026-10-31T20:00:00Z",
                        "2028-02-27T00:00:00Z");
        for (int i = 0; i < 120; i++) {
            Field minute = field(random, 0, 59, List.of());
            Field hour = field(random, 0, 23, List.of());
            Field day = field(random, 1, 31, List.of());
            Field month = random.nextInt(3) > 0 ? all(1, 12) : field(random, 1, 12, MONTHS);
            Field weekday = field(random, 0, 6, WEEKDAYS);
            String cron =
                    String.join(
                            " ",
                            minute.text(),
                            hour.text(),
                            day.text(),
                            month.text(),
                            weekday.text());
            String zone = zones.get(i % zones.size());
            Instant start = Instant.parse(starts.get(i % starts.size()));
            List<Instant> wanted = walk(minute, hour, day, month, weekday, ZoneId.of(zone), start);
            List<String> calendars;
            try {
                calendars = Cron.read(cron).calendars(zone);
            } catch (BadInput e) {
                assertEquals(List.of(), wanted, cron);
                continue;
            }
            assertEquals(wanted, asked(calendars, start), cron + " in " + zone + " from " + start);
        }
    }

    private static final List<String> MONTHS =
            List.of(
                    "", "JAN", "Feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> WEEKDAYS =
            List.of("sun", "MON", "Tue", "wed", "thu", "fri", "sat");

    private static Field all(int least, int most) {
        return new Field("*", new HashSet<>(span(least, most, 1)), true);
    }

    private static Field field(Random random, int least, int most, List<String> names) {
        int kind = random.nextInt(6);
        int one = least + random.nextInt(most - least + 1);
        int two = least + random.nextInt(most - least + 1);
        int from = Math.min(one, two);
        int to = Math.max(one, two);
        int step = 1 + random.nextInt(Math.max(1, (most - least) / 2));
        return switch (kind) {
            case 0 -> all(least, most);
            case 1 -> new Field("*/" + step, new HashSet<>(span(least, most, step)), true);
            case 2 -> new Field(from + "-" + to, new HashSet<>(span(from, to, 1)), false);
            case 3 ->
                    new Field(
                            from + "-" + to + "/" + step,
                            new HashSet<>(span(from, to, step)),
                            false);
            case 4 ->
                    new Field(one + "," + two, Set.copyOf(new HashSet<>(List.of(one, two))), false);
            default ->
                    new Field(
                            names.isEmpty() ? String.valueOf(one) : names.get(one),
                            Set.of(one),
                            false);
        };
    }

    private static Collection<Integer> span(int from, int to, int step) {
        return IntStream.rangeClosed(from, to).filter(n -> (n - from) % step == 0).boxed().toList();
    }

    /**
     * The first times from a start on, as a walk over the minutes of three years finds them. A time
     * that the clock shows twice counts once, and one that it jumps over does not come.
     */
    private static List<Instant> walk(
            Field minute,
            Field hour,
            Field day,
            Field month,
            Field weekday,
            ZoneId zone,
            Instant start) {
        List<Instant> found = new ArrayList<>();
        Set<LocalDateTime> seen = new HashSet<>();
        boolean either = !day.star() && !weekday.star();
        Instant end = start.plus(Duration.ofDays(3 * 366));
        Instant at = start.plusSeconds(60);
        while (at.isBefore(end) && found.size() < TIMES) {
            LocalDateTime local = LocalDateTime.ofInstant(at, zone);
            boolean inMonth = month.means().contains(local.getMonthValue());
            boolean onDate = day.means().contains(local.getDayOfMonth());
            boolean onWeekday =
                    weekday.means()
                            .contains(local.getDayOfWeek().getValue() % DayOfWeek.values().length);
            boolean onDay = either ? onDate || onWeekday : onDate && onWeekday;
            if (!inMonth || !onDay) {
                // the rest of a day that does not count, but for the hours around a jump of the
                // clock
                at = at.plus(Duration.ofMinutes(60 - local.getMinute()));
                continue;
            }
            if (hour.means().contains(local.getHour())
                    && minute.means().contains(local.getMinute())
                    && seen.add(local)) {
                found.add(at);
            }
            at = at.plusSeconds(60);
        }
        return found;
    }

    /** The same as systemd says. */
    private static List<Instant> asked(List<String> calendars, Instant start) throws Exception {
        TreeSet<Instant> all = new TreeSet<>();
        for (String calendar : calendars) {
            all.addAll(asked(calendar, start));
        }
        Instant end = start.plus(Duration.ofDays(3 * 366));
        return all.stream().filter(at -> at.isBefore(end)).limit(TIMES).toList();
    }

    private static List<Instant> asked(String calendar, Instant start)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "systemd-analyze",
                        "calendar",
                        "--base-time=" + UTC.format(start),
                        "--iterations=" + TIMES,
                        calendar);
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), calendar + "\n" + said);
        List<Instant> times = new ArrayList<>();
        Matcher matcher = ELAPSE.matcher(said);
        while (matcher.find()) {
            times.add(Instant.from(UTC.parse(matcher.group(1))));
        }
        return times;
    }
}
