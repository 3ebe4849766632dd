package io.miprov.cli;

import io.miprov.journal.Owed;
import io.miprov.journal.PastRun;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An earlier run, as people and programs get to read it. */
final class RunText {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());
    private static final int MINUTE = 60;

    private RunText() {}

    /** The table of runs, with its heading. */
    static List<String> table(List<PastRun> runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RUN", "WHEN", "RESULT", "HOSTS", "CHANGED", "TOOK", "PLAYBOOK"));
        for (PastRun run : runs) {
            rows.add(
                    List.of(
                            run.id(),
                            WHEN.format(run.head().at()),
                            run.result() + (undone(run) ? " *" : ""),
                            String.valueOf(run.hosts()),
                            String.valueOf(run.changed()),
                            took(run.took()),
                            playbooks(run)));
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
                line.append(String.format(Locale.ROOT, "%-" + (width + 2) + "s", row.get(column)));
            }
            lines.add(line.toString().stripTrailing());
        }
        if (runs.stream().anyMatch(RunText::undone)) {
            lines.add("* left something undone: `miprov runs show RUN` says what");
        }
        return lines;
    }

    private static boolean undone(PastRun run) {
        return !run.running() && !(run.owed().isEmpty() && run.drained().isEmpty());
    }

    /** {@code 2m 5s}; empty: not known. */
    static String took(double seconds) {
        if (seconds < MINUTE) {
            return seconds == 0 ? "" : String.format(Locale.ROOT, "%.1fs", seconds);
        }
        long whole = Math.round(seconds);
        return whole / MINUTE + "m " + whole % MINUTE + "s";
    }

    /** As they are called from the working folder. */
    private static String playbooks(PastRun run) {
        Path folder = Path.of(run.head().folder());
        return run.head().playbooks().keySet().stream()
                .map(Path::of)
                .map(path -> path.startsWith(folder) ? folder.relativize(path) : path)
                .map(Path::toString)
                .collect(Collectors.joining(" "));
    }

    /** That a run did not come to its end, and what that left. */
    static List<String> cutOff(PastRun run) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Run "
                        + run.id()
                        + " was "
                        + run.result()
                        + (run.at().isEmpty() ? "" : " at: " + run.at()));
        new TreeMap<>(run.busy())
                .forEach((host, task) -> lines.add("  " + host + " was at: " + task));
        lines.addAll(left(run));
        return lines;
    }

    /** What it leaves undone. */
    static List<String> left(PastRun run) {
        Map<String, List<String>> hosts =
                run.owed().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Owed::handler,
                                        LinkedHashMap::new,
                                        Collectors.mapping(Owed::host, Collectors.toList())));
        List<String> lines = new ArrayList<>();
        hosts.forEach(
                (handler, names) ->
                        lines.add("  notified, and not run: " + handler + " on " + join(names)));
        if (!run.drained().isEmpty()) {
            lines.add("  out of the balancers: " + join(run.drained()));
        }
        return lines;
    }

    private static String join(List<String> names) {
        return String.join(" ", names);
    }

    /** The run, and what happened that is worth a line. */
    static List<String> page(PastRun run) {
        List<String> lines = new ArrayList<>();
        lines.add("run        " + run.id() + ", " + run.result());
        lines.add("when       " + WHEN.format(run.head().at()) + took(", took ", run.took()));
        lines.add("who        " + run.head().controller().who());
        lines.add("command    miprov apply " + String.join(" ", run.head().command()));
        lines.add("folder     " + run.head().folder());
        lines.add("playbooks  " + playbooks(run));
        lines.add("inventory  " + String.join(" ", run.head().inventories()));
        lines.add("hosts      " + run.hosts() + ", changed " + run.changed());
        lines.add("journal    " + run.file());
        lines.add("");
        RunEvents events = new RunEvents(lines);
        run.events(events::take);
        events.end();
        if (run.result().equals("killed") || run.result().equals("unknown")) {
            lines.addAll(cutOff(run));
        } else {
            lines.addAll(left(run));
        }
        return lines;
    }

    private static String took(String before, double seconds) {
        String took = took(seconds);
        return took.isEmpty() ? "" : before + took;
    }

    /** For programs. */
    static Map<String, Object> values(PastRun run) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", run.id());
        values.put("at", run.head().at().toString());
        values.put("result", run.result());
        values.put("playbooks", List.copyOf(run.head().playbooks().keySet()));
        values.put("inventories", run.head().inventories());
        values.put("options", run.head().options());
        values.put("command", run.head().command());
        values.put("folder", run.head().folder());
        values.put("who", run.head().controller().who());
        values.put("version", run.head().version());
        values.put("hosts", run.hosts());
        values.put("changed", run.changed());
        values.put("took", run.took());
        values.put("owed", run.owed().stream().map(Owed::values).toList());
        values.put("drained", run.drained());
        values.put("busy", run.busy());
        values.put("journal", run.file().toString());
        return values;
    }
}
