package io.miprov.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges a pair of the fault matrix. */
final class Verdict {
    private static final Pattern DRAINED = Pattern.compile("(mi\\d+)=[^,}]*drained");
    private static final Pattern VERSION = Pattern.compile("mi\\d+=(4\\.\\d+\\.\\d+)");
    private static final int KILLED = 137;

    private Verdict() {}

    /** {@code good}, or all that is wrong. */
    static String of(Fault.At pair, String wanted, Miprov run, Map<String, Object> came) {
        List<String> wrong = new ArrayList<>();
        int status = (int) came.get("status");
        boolean silenced = status == KILLED;
        if (status == -1) {
            wrong.add("the run did not end by itself");
        }
        if (pair.fault().sparesAt(pair.step()) && (int) came.get("lost") > 0) {
            wrong.add(came.get("lost") + " requests lost");
        }
        Matcher drained = DRAINED.matcher((String) came.get("members"));
        while (!silenced && drained.find()) {
            String member = drained.group(1);
            if (run.text().lines().noneMatch(line -> saysDrained(line, member))) {
                wrong.add(member + " stays drained, which is not said");
            }
        }
        long versions =
                VERSION.matcher((String) came.getOrDefault("running", ""))
                        .results()
                        .map(version -> version.group(1))
                        .distinct()
                        .count();
        if (versions > 1 && !silenced && status == 0) {
            wrong.add("two versions run, and the run ended well");
        }
        if ((int) came.get("next") != 0) {
            wrong.add("the next apply ends with " + came.get("next"));
        }
        if (((String) came.get("then_members")).contains("drained")) {
            wrong.add("a member is drained after the next apply");
        }
        String then = (String) came.get("then");
        if (VERSION.matcher(then).results().anyMatch(at -> !at.group(1).equals(wanted))
                || !then.matches("\\{(mi\\d+=[0-9.]+(, )?)+}")) {
            wrong.add("after the next apply it is " + then + ", not " + wanted);
        }
        return wrong.isEmpty() ? "good" : String.join("; ", wrong);
    }

    private static boolean saysDrained(String line, String member) {
        return line.contains(member)
                && (line.contains("drained") || line.contains("out of the balancer"));
    }
}
