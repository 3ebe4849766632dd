package io.miprov.library.mi;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in what a Micro Integrator says of its start the lines that tell why it did not come up.
 *
 * <p>Its log has lines such as {@code [2026-11-21 22:00:06,123] ERROR {Class} - message} (conf/
 * log4j2.properties), each with the lines of an exception after it. Some reasons are printed by the
 * start script only, and are in the journal (bin/micro-integrator.sh: the JDK, JAVA_HOME).
 */
final class StartLog {
    private static final int MOST = 12;
    private static final int LAST = 5;
    private static final int LONGEST = 400;

    private static final Pattern LINE =
            Pattern.compile(
                    "(?:TID:.*?)?\\[(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?:,\\d+)?]\\s+([A-Z]+)\\s(.*)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** What an exception adds that does not help: where it was thrown. */
    private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ more).*|\\s*");

    /** What the start script says, and Java itself, which never gets to a log. */
    private static final Pattern SCRIPT =
            Pattern.compile(
                    ".*(supported only between|unsupported JDK|JAVA_HOME|JAVACMD|UnsupportedClassVersion"
                            + "|OutOfMemoryError|Invalid (maximum|initial) heap|Could not (create|reserve)"
                            + "|Unrecognized (VM )?option|Permission denied|No such file|No space left"
                            + "|Process is already running|status=\\d+/[A-Z]).*");

    /** What a line means, and what can be done about it; the first that fits counts. */
    private static final List<Map.Entry<Pattern, String>> REMEDIES =
            List.of(
                    Map.entry(
                            Pattern.compile("Address already in use|BindException"),
                            "a port that it needs is taken: `ss -ltnp` on the host says by whom; end that, or"
                                    + " give this node another `server.offset`"),
                    Map.entry(
                            Pattern.compile("can't be plain text"),
                            "[secrets] of deployment.toml has a text that is not encrypted"),
                    Map.entry(
                            Pattern.compile("Error parsing deployment configuration"),
                            "its conf/deployment.toml is refused"),
                    Map.entry(
                            Pattern.compile(
                                    "(?i)keystore.*(tampered with|password was incorrect|can not be opened)"),
                            "a password in deployment.toml is not that of its keystore"),
                    Map.entry(
                            Pattern.compile(
                                    "supported only between|unsupported JDK|UnsupportedClassVersion"),
                            "its Java is none that this version runs on: give it another `java_home`"),
                    Map.entry(
                            Pattern.compile("JAVA_HOME|JAVACMD"),
                            "its `java_home` has no java that can be run"),
                    Map.entry(
                            Pattern.compile("OutOfMemoryError|Could not reserve"),
                            "it has too little memory: give it more by `memory`"),
                    Map.entry(
                            Pattern.compile("No space left"),
                            "its disk is full: `df -h` on the host says which"));

    private final List<String> lines;

    private StartLog(List<String> lines) {
        this.lines = lines;
    }

    /**
     * @param told what the start printed besides the log
     * @param log the end of wso2carbon.log
     * @param since lines of the log that are older do not count
     */
    static StartLog of(String told, String log, LocalDateTime since) {
        Set<String> found = new LinkedHashSet<>();
        told.lines()
                .filter(line -> SCRIPT.matcher(line).matches() && !LINE.matcher(line).matches())
                .forEach(line -> found.add(shortened(line.strip())));
        List<String> recent = recent(log, since);
        errors(recent, found);
        if (found.isEmpty()) {
            recent.subList(Math.max(0, recent.size() - LAST), recent.size())
                    .forEach(line -> found.add(shortened(line)));
        }
        return new StartLog(List.copyOf(found));
    }

    /** The lines that matter, the first first; at most a dozen. */
    List<String> lines() {
        return lines.size() <= MOST ? lines : lines.subList(0, MOST);
    }

    /** What can be done about it; empty when that is not known. */
    String remedy() {
        for (String line : lines) {
            for (Map.Entry<Pattern, String> each : REMEDIES) {
                if (each.getKey().matcher(line).find()) {
                    return each.getValue();
                }
            }
        }
        return "";
    }

    private static List<String> recent(String log, LocalDateTime since) {
        List<String> recent = new ArrayList<>();
        boolean counts = false;
        for (String line : log.lines().toList()) {
            Matcher header = LINE.matcher(line);
            if (header.matches()) {
                counts = !time(header.group(1)).isBefore(since);
            }
            if (counts) {
                recent.add(line);
            }
        }
        return recent;
    }

    private static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text, TIME);
        } catch (DateTimeParseException e) {
            return LocalDateTime.MAX;
        }
    }

    /** Errors and what caused them, each once, though the server may say them again and again. */
    private static void errors(List<String> recent, Set<String> found) {
        boolean error = false;
        for (String line : recent) {
            Matcher header = LINE.matcher(line);
            if (header.matches()) {
                error = header.group(2).equals("ERROR") || header.group(2).equals("FATAL");
                if (error) {
                    found.add(shortened(header.group(2) + " " + header.group(3).strip()));
                }
            } else if (error && !FRAME.matcher(line).matches()) {
                found.add(shortened("  " + line.strip()));
            }
        }
    }

    private static String shortened(String line) {
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
