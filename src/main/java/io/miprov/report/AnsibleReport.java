package io.miprov.report;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run as Ansible's own {@code default} output tells it, for people and programs that read that.
 */
public final class AnsibleReport implements EventSink {
    private static final Set<String> INCLUDES = Set.of("include", "include_tasks", "include_role");
    private static final Set<String> ALWAYS = Set.of("debug", "assert");
    private static final Set<String> FACTS = Set.of("setup", "gather_facts");

    private final AnsibleText text;
    private final Map<String, Diagnostic> waiting = new LinkedHashMap<>();
    private final Set<String> looped = new HashSet<>();
    private Event.TaskStarted task = new Event.TaskStarted("", "", "", false);
    private boolean announced;
    private boolean check;

    public AnsibleReport(PrintWriter out, PrintWriter err, AnsibleOptions options) {
        this.text = new AnsibleText(out, err, options);
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.TaskStarted started) {
            started(started);
        } else if (event instanceof Event.ItemFinished item) {
            item(item);
        } else if (event instanceof Event.TaskFinished finished) {
            waiting.remove(finished.host());
            finished(finished);
        } else if (event instanceof Event.TaskRetried retried) {
            text.line(
                    AnsibleText.GRAY,
                    "FAILED - RETRYING: ["
                            + retried.host()
                            + "]: "
                            + retried.task()
                            + " ("
                            + (retried.of() - retried.attempt())
                            + " retries left).");
        } else if (event instanceof Event.Steered steered) {
            steered(steered);
        } else if (event instanceof Event.Included included) {
            included(included);
        } else if (event instanceof Event.Told told) {
            told(told);
        } else {
            frame(event);
        }
    }

    private void frame(Event event) {
        if (event instanceof Event.RunStarted started) {
            check = started.check();
            if (text.options().verbosity() > 1) {
                Path file = Path.of(started.playbook()).getFileName();
                text.banner("PLAYBOOK: " + file);
                text.line(AnsibleText.BLUE, started.plays() + " plays in " + started.playbook());
            }
            dryRun();
        } else if (event instanceof Event.PlayStarted play) {
            tellWaiting();
            String name = play.play().strip();
            text.banner((name.isEmpty() ? "PLAY" : "PLAY [" + name + "]") + marker());
            if (play.hosts().isEmpty()) {
                text.line(AnsibleText.CYAN, "skipping: no hosts matched");
            }
        } else if (event instanceof Event.RollStep step) {
            tellWaiting();
            roll(step);
        } else if (event instanceof Event.HandlerOwed owed) {
            tellWaiting();
            text.line(
                    AnsibleText.BLUE,
                    "notified in run "
                            + owed.since()
                            + ": ["
                            + String.join(", ", owed.hosts())
                            + "] => "
                            + owed.handler());
        } else if (event instanceof Event.NoHostsLeft) {
            text.banner("NO MORE HOSTS LEFT");
        } else if (event instanceof Event.RunFinished finished) {
            tellWaiting();
            text.banner("PLAY RECAP");
            new TreeMap<>(finished.recap())
                    .forEach(
                            (host, counts) -> {
                                if (!counts.equals(NOTHING)) {
                                    text.recap(host, counts);
                                }
                            });
            text.line("", "");
            dryRun();
        }
    }

    /** Ansible has no such thing; it looks like a task all the same. */
    private void roll(Event.RollStep step) {
        String name = step.step().name().toLowerCase(Locale.ROOT);
        String hosts = step.hosts().isEmpty() ? "" : " [" + String.join(", ", step.hosts()) + "]";
        switch (step.phase()) {
            case BEGUN -> text.banner("ROLLING [" + name + "]" + marker());
            case DONE -> text.line(AnsibleText.GREEN, name + ":" + hosts + " => " + step.says());
            case SKIPPED -> text.line(AnsibleText.CYAN, name + ":" + hosts + " => " + step.says());
            case FAILED ->
                    text.failure(
                            AnsibleText.RED, name + ":" + hosts + " FAILED! => " + step.says());
        }
    }

    private static final Event.Recap NOTHING = new Event.Recap(0, 0, 0, 0, 0, 0, 0);

    private void dryRun() {
        if (check && text.options().checkMarkers()) {
            text.banner("DRY RUN");
        }
    }

    private String marker() {
        return check && text.options().checkMarkers() ? " [CHECK MODE]" : "";
    }

    private void started(Event.TaskStarted started) {
        tellWaiting();
        task = started;
        looped.clear();
        announced = false;
        if (text.options().skippedHosts() && text.options().okHosts()) {
            announce();
        }
    }

    private void steered(Event.Steered steered) {
        started(new Event.TaskStarted(steered.task(), "meta", steered.place(), steered.handler()));
        if (text.options().verbosity() > 1) {
            text.line(AnsibleText.BLUE, "META: " + steered.says());
        }
        if (steered.skipped() && text.options().skippedHosts()) {
            announce();
            text.line(
                    AnsibleText.CYAN,
                    "skipping: [" + steered.host() + "]" + skipped(steered.values()));
        }
    }

    private void announce() {
        if (!announced) {
            announced = true;
            text.banner(
                    (task.handler() ? "RUNNING HANDLER [" : "TASK [")
                            + task.task().strip()
                            + "]"
                            + marker());
            if (text.options().verbosity() > 1) {
                text.taskPath(task.place());
            }
        }
    }

    private boolean is(Set<String> modules) {
        return modules.contains(task.module().substring(task.module().lastIndexOf('.') + 1));
    }

    private String dump(Map<String, Object> values) {
        return text.dump(values, is(Set.of("debug")), is(ALWAYS));
    }

    /** Whether results are shown though all went well. */
    private boolean verbose() {
        return (text.options().verbosity() > 0 || is(ALWAYS)) && !is(FACTS);
    }

    /** What was skipped has nothing of its module's in it. */
    private String skipped(Map<String, Object> values) {
        return text.options().verbosity() > 0 ? " => " + text.dump(values, false, false) : "";
    }

    private static String label(String host, String delegate) {
        return "[" + host + (delegate.isEmpty() ? "" : " -> " + delegate) + "]";
    }

    private void item(Event.ItemFinished item) {
        boolean hidden = item.result().values().containsKey("censored");
        if (!hidden) {
            looped.add(item.host());
        }
        String name = hidden ? "None" : item.item();
        Event.Result result = item.result();
        String host = label(item.host(), item.delegate());
        Map<String, Object> values = result.values();
        diffs(result);
        switch (result.status()) {
            case OK, CHANGED -> {
                boolean changed = result.status() == Event.Status.CHANGED;
                if (!is(INCLUDES) && (changed || text.options().okHosts())) {
                    announce();
                    text.line(
                            changed ? AnsibleText.YELLOW : AnsibleText.GREEN,
                            (changed ? "changed: " : "ok: ")
                                    + host
                                    + " => (item="
                                    + name
                                    + ")"
                                    + (verbose() ? " => " + dump(values) : ""));
                }
            }
            case SKIPPED -> {
                if (text.options().skippedHosts()) {
                    announce();
                    text.line(
                            AnsibleText.CYAN,
                            "skipping: ["
                                    + item.host()
                                    + "] => (item="
                                    + name
                                    + ") "
                                    + skipped(values));
                }
            }
            default -> {
                announce();
                text.failure(
                        AnsibleText.RED,
                        "failed: " + host + " (item=" + name + ") => " + dump(values));
            }
        }
    }

    private void finished(Event.TaskFinished finished) {
        Event.Result result = finished.result();
        warnings(result.values());
        String host = label(finished.host(), finished.delegate());
        boolean items = looped.contains(finished.host());
        boolean unreachable = Boolean.TRUE.equals(result.values().get("unreachable"));
        diffs(result);
        switch (result.status()) {
            case OK, CHANGED -> well(result, host, items);
            case SKIPPED -> {
                if (text.options().skippedHosts()) {
                    announce();
                    text.line(
                            AnsibleText.CYAN,
                            "skipping: [" + finished.host() + "]" + skipped(result.values()));
                }
            }
            default -> {
                announce();
                if (unreachable) {
                    text.failure(
                            AnsibleText.BRIGHT_RED,
                            "fatal: " + host + ": UNREACHABLE! => " + dump(result.values()));
                } else if (!items || is(Set.of("debug"))) {
                    if (text.options().verbosity() < 2 && text.options().pathOnFailure()) {
                        text.taskPath(task.place());
                    }
                    text.failure(
                            AnsibleText.RED,
                            "fatal: "
                                    + host
                                    + ": FAILED! => "
                                    + (items
                                            ? Json.sorted(Map.of("msg", result.values().get("msg")))
                                            : dump(result.values())));
                }
                if (result.status() == Event.Status.IGNORED) {
                    text.line(AnsibleText.CYAN, "...ignoring");
                }
            }
        }
    }

    private void well(Event.Result result, String host, boolean items) {
        boolean changed = result.status() == Event.Status.CHANGED;
        if (is(INCLUDES) || items || (!changed && !text.options().okHosts())) {
            return;
        }
        announce();
        text.line(
                changed ? AnsibleText.YELLOW : AnsibleText.GREEN,
                (changed ? "changed: " : "ok: ")
                        + host
                        + (verbose() ? " => " + dump(result.values()) : ""));
    }

    private void diffs(Event.Result result) {
        if (result.status() == Event.Status.CHANGED && !result.diffs().isEmpty()) {
            announce();
            text.diffs(result.diffs());
        }
    }

    private void warnings(Map<String, Object> values) {
        if (values.get("warnings") instanceof List<?> list) {
            list.forEach(warning -> text.warning(String.valueOf(warning)));
        }
    }

    private void included(Event.Included included) {
        text.line(
                AnsibleText.CYAN,
                "included: "
                        + included.what()
                        + " for "
                        + String.join(", ", included.hosts())
                        + (included.item().isEmpty() ? "" : " => (item=" + included.item() + ")"));
    }

    /** What is told of a host's failure is in its result; without one, it is told alone. */
    private void told(Event.Told told) {
        Diagnostic diagnostic = told.diagnostic();
        boolean warning = diagnostic.severity() == Diagnostic.Severity.WARNING;
        if (warning && told.host().isEmpty()) {
            text.warning(diagnostic.message() + " (" + diagnostic.span() + ")");
        } else if (!warning && told.host().isPresent()) {
            waiting.put(told.host().get(), diagnostic);
        } else if (!warning) {
            text.failure(AnsibleText.RED, "ERROR! " + diagnostic.render().substring(7));
        }
    }

    private void tellWaiting() {
        waiting.forEach(
                (host, why) ->
                        text.failure(
                                AnsibleText.RED,
                                "fatal: ["
                                        + host
                                        + "]: FAILED! => "
                                        + Json.sorted(
                                                Map.of(
                                                        "reason",
                                                        "ERROR! " + why.render().substring(7)))));
        waiting.clear();
    }
}
