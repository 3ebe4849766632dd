package io.miprov.report;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private String task = "";
    private String module = "";
    private boolean toldOfTask;
    private boolean anyPlay;
    private boolean check;
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
            told(diagnostic.diagnostic());
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
        } else if (event instanceof Event.RunFinished finished) {
            endTask();
            flush();
            end(finished);
        }
    }

    private void hosts(List<String> hosts) {
        int widest = hosts.stream().mapToInt(String::length).max().orElse(0);
        hostWidth = Math.max(NARROWEST_HOST, Math.min(WIDEST_HOST, widest));
    }

    private String names(List<String> hosts) {
        String all = String.join(" ", hosts);
        return all.length() <= look.width() / 2 ? all : Amounts.count(hosts.size(), "host");
    }

    private void finished(Event.TaskFinished finished) {
        Event.Result result = finished.result();
        boolean says = !result.message().isEmpty() && module.endsWith("debug");
        boolean quiet =
                result.status() == Event.Status.OK || result.status() == Event.Status.SKIPPED;
        if (quiet && !says && look.verbosity() == 0) {
            (result.status() == Event.Status.OK ? okHosts : skippedHosts).add(finished.host());
            diffs(result);
            return;
        }
        List<String> items = changedItems.getOrDefault(finished.host(), List.of());
        tell(
                lines.status(
                        result.status(),
                        finished.host(),
                        hostWidth,
                        shown(finished.task()) + look.style().dim(Lines.items(items)),
                        result.took()));
        details(result, finished.place(), says);
    }

    /** The name with what the task's start said of it. */
    private String shown(String name) {
        return task.endsWith(name) ? task : name;
    }

    private void details(Event.Result result, String place, boolean says) {
        switch (result.status()) {
            case FAILED, UNREACHABLE, IGNORED, RESCUED -> lines.failure(result, place).forEach(out);
            default -> {
                if (says) {
                    List<String> message = new ArrayList<>();
                    lines.text(result.message(), message);
                    message.forEach(out);
                }
            }
        }
        diffs(result);
        if (look.verbosity() > 0 && !result.values().isEmpty()) {
            lines.values(result.values()).forEach(out);
        }
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
        Event.Status status = item.result().status();
        if (status == Event.Status.CHANGED && look.verbosity() == 0) {
            changedItems.computeIfAbsent(item.host(), host -> new ArrayList<>()).add(item.item());
        }
        boolean quiet =
                status == Event.Status.OK
                        || status == Event.Status.SKIPPED
                        || status == Event.Status.CHANGED;
        boolean says = !item.result().message().isEmpty() && module.endsWith("debug");
        if (quiet && !says && look.verbosity() == 0) {
            diffs(item.result());
            return;
        }
        String name = shown(item.task()) + look.style().dim("  (" + item.item() + ")");
        tell(lines.status(status, item.host(), hostWidth, name, item.result().took()));
        details(item.result(), "", says);
    }

    private void script(Event.ScriptSent script) {
        if (look.verbosity() > 1) {
            lines.script(script.host(), script.script()).forEach(this::tell);
        }
    }

    private void retried(Event.TaskRetried retried) {
        if (!unchanged.together() || look.verbosity() > 0) {
            String rest =
                    shown(retried.task())
                            + look.style()
                                    .dim("  (" + retried.attempt() + " of " + retried.of() + ")");
            tell(lines.line(Event.Status.IGNORED, "retry", retried.host(), hostWidth, rest));
        }
    }

    private void lost(Event.HostUnreachable lost) {
        List<String> reason = new ArrayList<>(lost.reason().lines().toList());
        String first = reason.isEmpty() ? "" : reason.remove(0);
        tell(lines.line(Event.Status.UNREACHABLE, "lost", lost.host(), hostWidth, first));
        reason.forEach(line -> out.accept(Lines.indent() + line));
        if (lost.stateUnknown()) {
            out.accept(Lines.indent() + "what it was doing may or may not have been done");
        }
    }

    private void told(Diagnostic diagnostic) {
        if (told.add(diagnostic)) {
            flush();
            Screen.clean(diagnostic.render()).lines().map(this::coloured).forEach(out);
        }
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
        lines.recap(finished.recap()).forEach(out);
        out.accept(summary(finished.recap(), finished.took()));
    }

    private String summary(Map<String, Event.Recap> recap, Duration took) {
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
            return look.style().red("  Failed on " + names(bad) + " after " + time + ".");
        }
        String changes = changed == 0 ? "nothing" : Amounts.count(changed, "change");
        String would =
                changed == 0
                        ? "nothing would change"
                        : Amounts.count(changed, "task") + " would change something";
        return look.style().bold("  " + (check ? "Checked" : "Done") + " in " + time)
                + (check
                        ? ": " + would
                        : changed == 0 ? ": " + changes + " changed" : ": " + changes)
                + ".";
    }
}
