package io.miprov.report;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the lines of a run that stay: one for each host that something changed or failed on, and
 * little for what is as it should be. Made for one thread.
 */
final class RunLog {
    private static final int WIDEST_HOST = 24;
    private static final int NARROWEST_HOST = 7;

    private final Look look;
    private final Lines lines;
    private final Consumer<String> out;
    private final Unchanged unchanged;
    private final Set<String> okHosts = new LinkedHashSet<>();
    private final Set<String> skippedHosts = new LinkedHashSet<>();
    private final Map<String, List<String>> changedItems = new HashMap<>();
    private final Set<Diagnostic> told = new LinkedHashSet<>();
    private final Map<String, Diagnostic> waiting = new LinkedHashMap<>();
    private final Set<String> explained = new HashSet<>();
    private final Set<String> lost = new HashSet<>();
    private final Set<String> itemsTold = new HashSet<>();
    private String task = "";
    private String module = "";
    private boolean toldOfTask;
    private boolean anyPlay;
    private boolean rollFailed;
    private boolean check;
    private int owed;
    private int hostWidth = NARROWEST_HOST;

    /**
     * @param together whether unchanged tasks of a role share one line
     * @param out takes one line at a time, without its end
     */
    RunLog(Look look, boolean together, Consumer<String> out) {
        this.look = look;
        this.lines = new Lines(look);
        this.out = out;
        this.unchanged = new Unchanged(together);
    }

    void on(Event event) {
        if (event instanceof Event.TaskFinished finished) {
            finished(finished);
        } else if (event instanceof Event.TaskStarted started) {
            endTask();
            task = (started.handler() ? "handler: " : "") + started.task();
            module = started.module();
        } else if (event instanceof Event.ItemFinished item) {
            item(item);
        } else if (event instanceof Event.ScriptSent script) {
            script(script);
        } else if (event instanceof Event.Told diagnostic) {
            told(diagnostic);
        } else if (event instanceof Event.TaskRetried retried) {
            retried(retried);
        } else if (event instanceof Event.HostUnreachable lost) {
            lost(lost);
        } else {
            frame(event);
        }
    }

    private void frame(Event event) {
        if (event instanceof Event.RunStarted started) {
            check = started.check();
            hosts(started.hosts());
        } else if (event instanceof Event.PlayStarted play) {
            endTask();
            flush();
            hosts(play.hosts());
            if (anyPlay) {
                out.accept("");
            }
            anyPlay = true;
            out.accept(
                    look.style().bold(play.play()) + look.style().dim("  " + names(play.hosts())));
        } else if (event instanceof Event.BatchStarted batch && batch.of() > 1) {
            endTask();
            flush();
            out.accept(
                    look.style().dim("  batch " + batch.number() + " of " + batch.of() + ": ")
                            + names(batch.hosts()));
        } else if (event instanceof Event.RollStep step) {
            roll(step);
        } else if (event instanceof Event.HandlerOwed owed) {
            endTask();
            flush();
            owed(owed);
        } else if (event instanceof Event.RunFinished finished) {
            endTask();
            flush();
            end(finished);
        }
    }

    /** That a step begins is a line only where nothing is drawn again. */
    private void roll(Event.RollStep step) {
        endTask();
        task = "";
        rollFailed |= step.phase() == Event.Phase.FAILED;
        if (step.phase() != Event.Phase.BEGUN || !unchanged.together()) {
            flush();
            lines.step(step, hostWidth).forEach(out);
        }
    }

    private void owed(Event.HandlerOwed owed) {
        this.owed += owed.hosts().size();
        out.accept(
                look.style()
                        .yellow(
                                "  "
                                        + owed.handler()
                                        + " is owed to "
                                        + names(owed.hosts())
                                        + " since run "
                                        + owed.since()));
    }

    private void hosts(List<String> hosts) {
        int widest = hosts.stream().mapToInt(String::length).max().orElse(0);
        hostWidth = Math.max(NARROWEST_HOST, Math.min(WIDEST_HOST, widest));
    }

    private String names(List<String> hosts) {
        if (hosts.isEmpty()) {
            return "no hosts";
        }
        String all = String.join(" ", hosts);
        return all.length() <= look.width() / 2 ? all : Amounts.count(hosts.size(), "host");
    }

    private void finished(Event.TaskFinished finished) {
        Event.Result result = finished.result();
        if (result.status() == Event.Status.UNREACHABLE && lost.contains(finished.host())) {
            return;
        }
        if (isQuiet(result) && (look.verbosity() == 0 || itemsTold.contains(finished.host()))) {
            (result.status() == Event.Status.OK ? okHosts : skippedHosts).add(finished.host());
            toldOfTask |= itemsTold.contains(finished.host());
            diffs(result);
        } else if (result.status() != Event.Status.CHANGED
                || !itemsTold.contains(finished.host())) {
            String items = Lines.items(changedItems.getOrDefault(finished.host(), List.of()));
            status(result, finished.host(), finished.task(), items);
            details(result, finished.host(), finished.place());
        }
    }

    private void status(Event.Result result, String host, String name, String more) {
        String rest = shown(name) + look.style().dim(more);
        tell(lines.status(result.status(), host, hostWidth, rest, result.took()));
    }

    /** Whether all is as it should be, and nothing was to be said. */
    private boolean isQuiet(Event.Result result) {
        return !says(result)
                && (result.status() == Event.Status.OK || result.status() == Event.Status.SKIPPED);
    }

    private boolean says(Event.Result result) {
        return look.answers() || (!result.message().isEmpty() && module.endsWith("debug"));
    }

    /** The name with what the task's start said of it. */
    private String shown(String name) {
        return task.endsWith(name) ? task : name;
    }

    private void details(Event.Result result, String host, String place) {
        List<String> more = new ArrayList<>();
        switch (result.status()) {
            case FAILED, UNREACHABLE, IGNORED, RESCUED -> more.addAll(why(result, host, place));
            default -> {
                if (says(result)) {
                    lines.answer(result, more);
                }
            }
        }
        more.forEach(out);
        diffs(result);
        if (look.verbosity() > 0 && !result.values().isEmpty()) {
            lines.values(result.values()).forEach(out);
        }
    }

    /** All that is known the first time; when other hosts fail in the same way, the message. */
    private List<String> why(Event.Result result, String host, String place) {
        Diagnostic diagnostic = waiting.remove(host);
        boolean failed = result.status() == Event.Status.FAILED;
        if (failed && !explained.add(place + result.message())) {
            List<String> message = new ArrayList<>();
            lines.text(result.message(), message);
            return message;
        }
        return diagnostic == null || !failed
                ? lines.failure(result, place)
                : lines.failure(result, diagnostic);
    }

    private void diffs(Event.Result result) {
        for (Event.Diff diff : result.diffs()) {
            List<String> shown = lines.diff(diff);
            if (!shown.isEmpty()) {
                flush();
                shown.forEach(out);
            }
        }
    }

    private void item(Event.ItemFinished item) {
        Event.Result result = item.result();
        boolean changed = result.status() == Event.Status.CHANGED;
        boolean plain = (isQuiet(result) || changed) && result.diffs().isEmpty();
        if (plain && look.verbosity() == 0) {
            if (changed) {
                changedItems
                        .computeIfAbsent(item.host(), host -> new ArrayList<>())
                        .add(item.item());
            }
            return;
        }
        itemsTold.add(item.host());
        status(result, item.host(), item.task(), "  (" + item.item() + ")");
        details(result, item.host(), "");
    }

    private void script(Event.ScriptSent script) {
        if (look.verbosity() > 0) {
            lines.script(script.host(), script.script()).forEach(this::tell);
        }
    }

    /**
     * In plain lines the first, second, fourth, eighth … time: a long wait should not fill a log.
     */
    private void retried(Event.TaskRetried retried) {
        boolean some = Integer.bitCount(retried.attempt()) == 1 || look.verbosity() > 0;
        if (some && (!unchanged.together() || look.verbosity() > 0)) {
            String rest =
                    shown(retried.task())
                            + look.style()
                                    .dim("  (" + retried.attempt() + " of " + retried.of() + ")");
            tell(lines.line(Event.Status.IGNORED, "retry", retried.host(), hostWidth, rest));
        }
    }

    private void lost(Event.HostUnreachable event) {
        lost.add(event.host());
        List<String> reason = new ArrayList<>(event.reason().lines().toList());
        String first = reason.isEmpty() ? "" : reason.remove(0);
        tell(lines.line(Event.Status.UNREACHABLE, "lost", event.host(), hostWidth, first));
        reason.forEach(line -> out.accept(Lines.indent() + line));
        if (event.stateUnknown()) {
            out.accept(Lines.indent() + "what it was doing may or may not have been done");
        }
    }

    /** What went wrong on a host in a task is told with the end of that task. */
    private void told(Event.Told event) {
        Diagnostic diagnostic = event.diagnostic();
        if (event.host().isPresent() && diagnostic.severity() == Diagnostic.Severity.ERROR) {
            waiting.put(event.host().get(), diagnostic);
        } else if (told.add(diagnostic)) {
            flush();
            Screen.clean(diagnostic.render()).lines().map(this::coloured).forEach(out);
        }
    }

    private void tellWaiting() {
        List<Diagnostic> left = List.copyOf(waiting.values());
        waiting.clear();
        left.forEach(diagnostic -> told(new Event.Told(diagnostic, Optional.empty())));
    }

    private String coloured(String line) {
        return line.startsWith("error")
                ? look.style().red(line)
                : line.startsWith("warning") ? look.style().yellow(line) : line;
    }

    private void tell(String line) {
        flush();
        toldOfTask = true;
        out.accept(line);
    }

    private void endTask() {
        tellWaiting();
        if (!okHosts.isEmpty() || !skippedHosts.isEmpty()) {
            if (!toldOfTask || !unchanged.together()) {
                unchanged.add(task, okHosts, skippedHosts);
            }
        }
        if (!unchanged.together()) {
            flush();
        }
        okHosts.clear();
        skippedHosts.clear();
        changedItems.clear();
        explained.clear();
        itemsTold.clear();
        toldOfTask = false;
    }

    private void flush() {
        unchanged.take().forEach(each -> out.accept(unchangedLine(each)));
    }

    /** What is not printed yet and may still grow. */
    List<String> pending() {
        return unchanged.look().stream().map(this::unchangedLine).toList();
    }

    private String unchangedLine(Unchanged.Group group) {
        Event.Status status = group.onlySkipped() ? Event.Status.SKIPPED : Event.Status.OK;
        String word = status.name().toLowerCase(Locale.ROOT);
        int room = look.width() - hostWidth - 14;
        String what = look.style().dim(Screen.cut(group.what(), room));
        return lines.line(status, word, group.hosts(), hostWidth, what);
    }

    private void end(Event.RunFinished finished) {
        out.accept("");
        new Totals(look).of(finished, check, owed, rollFailed).forEach(out);
    }
}
