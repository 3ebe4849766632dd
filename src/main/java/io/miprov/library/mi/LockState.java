package io.miprov.library.mi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host says of a lock, in the five lines of {@code tell_lock}.
 *
 * @param says {@code free}, {@code held} by another, {@code ours}, or {@code again}: ours, over a
 *     connection that is no more
 * @param living whether the holder lives: {@code yes}, {@code no} or {@code unknown}
 */
record LockState(
        String name,
        String says,
        String living,
        String token,
        String who,
        String what,
        String since) {
    private static final int LINES = 5;

    /** Reads every lock that was told. */
    static List<LockState> all(List<String> lines) {
        List<LockState> all = new ArrayList<>();
        for (int at = 0; at + LINES <= lines.size(); at += LINES) {
            all.add(of(lines.subList(at, at + LINES)));
        }
        return all;
    }

    static LockState of(List<String> lines) {
        String[] first = lines.get(0).split(" ", -1);
        return new LockState(
                first[0],
                first[1],
                first[2],
                line(lines, 1),
                line(lines, 2),
                line(lines, 3),
                line(lines, 4));
    }

    private static String line(List<String> lines, int at) {
        return at < lines.size() ? lines.get(at) : "";
    }

    boolean free() {
        return says.equals("free");
    }

    /** Nobody holds it, or somebody who is known to be gone. */
    boolean open(List<String> gone) {
        return !says.equals("held") || living.equals("no") || gone.contains(token);
    }

    /** Who holds it, as {@code register} has it. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("state", free() ? "free" : "held");
        if (!free()) {
            values.put("holder", token);
            values.put("who", who);
            values.put("purpose", what);
            values.put("since", since);
            values.put("alive", living);
        }
        return values;
    }

    /** What the second one gets to read. */
    String refusal() {
        return "the lock `"
                + name
                + "` is held by "
                + who
                + " since "
                + since
                + ", for "
                + what
                + " (run "
                + token
                + ")"
                + (living.equals("yes")
                        ? ", and its connection lives"
                        : ", and it can not be told whether that is alive")
                + "\nwait for it (`--lock-wait 15m`), or, if you know that it is gone: miprov unlock "
                + name;
    }

    /** What is said of a holder whose lock was taken over. */
    String succession() {
        return "taken over from " + who + " (run " + token + ", since " + since + "), who is gone";
    }
}
