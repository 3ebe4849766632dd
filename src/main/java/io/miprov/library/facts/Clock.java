package io.miprov.library.facts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The time on the host, from {@code date}; all are texts, as Ansible has them. */
final class Clock {
    private static final int FIELDS = 14;

    private Clock() {}

    static void into(Sheet sheet, Map<String, Object> facts) {
        String[] now = sheet.line("date").split(" ");
        if (now.length < FIELDS) {
            return;
        }
        String day = String.join("-", now[0], now[1], now[2]);
        String time = String.join(":", now[3], now[4], now[5]);
        String iso = Instant.ofEpochSecond(Long.parseLong(now[6])).toString();
        // busybox has no nanoseconds
        String micro = now[13].matches("\\d{9}") ? now[13].substring(0, 6) : "000000";
        String basic = day.replace("-", "") + "T" + time.replace(":", "");
        Map<String, Object> date = new LinkedHashMap<>();
        date.put("year", now[0]);
        date.put("month", now[1]);
        date.put("weekday", now[9]);
        date.put("weekday_number", now[10]);
        date.put("weeknumber", now[12]);
        date.put("day", now[2]);
        date.put("hour", now[3]);
        date.put("minute", now[4]);
        date.put("second", now[5]);
        date.put("epoch", now[6]);
        date.put("epoch_int", now[6]);
        date.put("date", day);
        date.put("time", time);
        date.put("iso8601_micro", iso.replace("Z", "." + micro + "Z"));
        date.put("iso8601", iso);
        date.put("iso8601_basic", basic + micro);
        date.put("iso8601_basic_short", basic);
        date.put("tz", now[7]);
        date.put("tz_dst", sheet.line("summer").isEmpty() ? now[7] : sheet.line("summer"));
        date.put("tz_offset", now[8]);
        facts.put("date_time", date);
    }
}
