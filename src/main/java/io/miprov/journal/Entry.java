package io.miprov.journal;

import io.miprov.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of an event is kept: all but what only matters while it happens, and what is too long. */
final class Entry {
    private static final int LONGEST = 8192;
    private static final int LONGEST_DIFF = 65_536;

    private Entry() {}

    /** Whether an event is only for those who look on. */
    static boolean passing(Event event) {
        return event instanceof Event.HostLine
                || event instanceof Event.HostProgress
                || event instanceof Event.ScriptSent;
    }

    /**
     * The same event without facts, with the beginnings of long texts, and without the values of a
     * task that changed nothing.
     */
    static Event shortened(Event event) {
        if (event instanceof Event.TaskFinished done) {
            return new Event.TaskFinished(
                    done.host(),
                    done.task(),
                    done.place(),
                    done.delegate(),
                    shortened(done.result()));
        }
        if (event instanceof Event.ItemFinished done) {
            return new Event.ItemFinished(
                    done.host(),
                    done.task(),
                    done.item(),
                    done.delegate(),
                    shortened(done.result()));
        }
        return event;
    }

    private static Event.Result shortened(Event.Result result) {
        if (result.status() == Event.Status.OK || result.status() == Event.Status.SKIPPED) {
            return new Event.Result(
                    result.status(), text(result.message()), Map.of(), List.of(), result.took());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        result.values()
                .forEach(
                        (key, value) -> {
                            if (!key.equals("ansible_facts") && !key.equals("results")) {
                                values.put(key, shortened(value));
                            }
                        });
        List<Event.Diff> diffs = new ArrayList<>();
        for (Event.Diff diff : result.diffs()) {
            diffs.add(
                    new Event.Diff(
                            diff.title(),
                            text(diff.before(), LONGEST_DIFF),
                            text(diff.after(), LONGEST_DIFF)));
        }
        return new Event.Result(
                result.status(), text(result.message()), values, diffs, result.took());
    }

    private static Object shortened(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.stream().limit(LONGEST / 8).forEach(each -> all.add(shortened(each)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            map.forEach((key, each) -> all.put(String.valueOf(key), shortened(each)));
            return all;
        }
        return value;
    }

    private static String text(String text) {
        return text(text, LONGEST);
    }

    private static String text(String text, int longest) {
        return text == null || text.length() <= longest
                ? text
                : text.substring(0, longest)
                        + "… (and "
                        + (text.length() - longest)
                        + " more characters)";
    }
}
