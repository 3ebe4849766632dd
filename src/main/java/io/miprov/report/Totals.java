package io.miprov.report;

import io.miprov.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The end of a run: a line for each host, with Ansible's words, and one for all of it. */
final class Totals {
    private static final int MOST_NAMES = 8;

    private final Look look;

    Totals(Look look) {
        this.look = look;
    }

    /**
     * @param owed how many handlers earlier runs owed to hosts
     * @param rollFailed whether a roll stopped, which need not be the fault of a host
     */
    List<String> of(Event.RunFinished finished, boolean check, int owed, boolean rollFailed) {
        List<String> told = recap(finished.recap());
        told.add(summary(finished.recap(), finished.took(), check, owed, rollFailed));
        return told;
    }

    /** The table of the end, with Ansible's words. */
    private List<String> recap(Map<String, Event.Recap> recap) {
        boolean rare =
                recap.values().stream().anyMatch(host -> host.rescued() + host.ignored() > 0);
        int width = recap.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> told = new ArrayList<>();
        recap.forEach((host, counts) -> told.add(recap(Lines.padded(host, width), counts, rare)));
        return told;
    }

    private String recap(String host, Event.Recap counts, boolean rare) {
        boolean bad = counts.failed() + counts.unreachable() > 0;
        String shown =
                bad
                        ? look.style().red(host)
                        : counts.changed() > 0
                                ? look.style().yellow(host)
                                : look.style().green(host);
        StringBuilder line = new StringBuilder("  ").append(shown);
        line.append(count("ok", counts.ok(), Event.Status.OK));
        line.append(count("changed", counts.changed(), Event.Status.CHANGED));
        line.append(count("unreachable", counts.unreachable(), Event.Status.UNREACHABLE));
        line.append(count("failed", counts.failed(), Event.Status.FAILED));
        line.append(count("skipped", counts.skipped(), Event.Status.SKIPPED));
        if (rare) {
            line.append(count("rescued", counts.rescued(), Event.Status.RESCUED));
            line.append(count("ignored", counts.ignored(), Event.Status.IGNORED));
        }
        return line.toString().stripTrailing();
    }

    private String count(String word, int number, Event.Status colour) {
        String text = word + "=" + number;
        String shown = number == 0 ? look.style().dim(text) : look.style().of(colour, text);
        return "  " + shown + " ".repeat(Math.max(0, word.length() + 3 - text.length()));
    }

    private String summary(
            Map<String, Event.Recap> recap,
            Duration took,
            boolean check,
            int owed,
            boolean rollFailed) {
        List<String> bad = new ArrayList<>();
        int changed = 0;
        for (Map.Entry<String, Event.Recap> host : recap.entrySet()) {
            if (host.getValue().failed() + host.getValue().unreachable() > 0) {
                bad.add(host.getKey());
            }
            changed += host.getValue().changed();
        }
        String time = Amounts.time(took);
        if (!bad.isEmpty()) {
            String hosts = bad.size() > MOST_NAMES ? bad.size() + " hosts" : String.join(" ", bad);
            return look.style().red("  Failed on " + hosts + " after " + time + ".");
        }
        String end =
                rollFailed
                        ? look.style().red("  The roll stopped after " + time)
                        : look.style().bold("  " + (check ? "Checked" : "Done") + " in " + time);
        return end + ": " + (check ? wouldChange(changed) + owed(owed) : changed(changed)) + ".";
    }

    private static String changed(int changed) {
        return changed == 0 ? "nothing changed" : Amounts.count(changed, "change");
    }

    private static String owed(int owed) {
        return owed == 0
                ? ""
                : "; " + Amounts.count(owed, "handler") + (owed == 1 ? " is" : " are") + " owed";
    }

    private static String wouldChange(int changed) {
        return changed == 0
                ? "nothing would change"
                : Amounts.count(changed, "task") + " would change something";
    }
}
