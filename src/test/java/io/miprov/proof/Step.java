package io.miprov.proof;

import java.util.Locale;
import java.util.regex.Pattern;

/** When a fault happens: as a step of the roll begins. */
enum Step {
    /** Before the run is started. */
    BEFORE(""),
    LOCK("^ *lock +lb1\\b"),
    LOOK("^ *look +mi1\\b.*\\bbegins"),
    POINT("^ *point +mi1\\b.*\\bbegins"),
    DRAIN("^ *drain +mi1\\b.*\\bbegins"),
    WORK("^ *work +mi1\\b.*\\bbegins"),
    HEALTH("^ *health +mi1\\b.*\\bbegins"),
    ADMIT("^ *admit +mi1\\b.*\\bbegins"),
    /** The first node is back, the second one comes next. */
    BETWEEN("^ *batch 2 of");

    private final Pattern line;

    Step(String line) {
        this.line = Pattern.compile(line);
    }

    /** The line of output that tells that it begins. */
    Pattern line() {
        return line;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
