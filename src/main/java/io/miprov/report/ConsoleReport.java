package io.miprov.report;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A terminal: lines that stay, and below them a live part that says what each host is doing now. It
 * is drawn again at most twenty times a second, by a thread of its own, so that telling it
 * something costs next to nothing.
 */
public final class ConsoleReport implements EventSink, AutoCloseable {
    private static final Duration WORTH_SHOWING = Duration.ofMillis(300);
    private static final long PAUSE_MILLIS = 50;
    private static final int MOST_ROWS = 10;
    private static final String UP = "\033[%dA";
    private static final String ERASE = "\r\033[J";

    private final PrintWriter out;
    private final Look look;
    private final Clock clock;
    private final RunLog log;
    private final StringBuilder staying = new StringBuilder();
    private final Map<String, Activity> busy = new LinkedHashMap<>();
    private final Thread drawer;
    private String task = "";
    private Instant taskSince = Instant.MIN;
    private int finished;
    private int hosts;
    private int rows;
    private String drawn = "";
    private boolean ended;

    public ConsoleReport(PrintWriter out, Look look, Clock clock) {
        this.out = out;
        this.look = look;
        this.clock = clock;
        this.log =
                new RunLog(look, look.verbosity() == 0, line -> staying.append(line).append('\n'));
        this.drawer = new Thread(this::drawUntilTheEnd, "console");
        this.drawer.setDaemon(true);
    }

    /** Begins to draw. */
    public ConsoleReport start() {
        drawer.start();
        return this;
    }

    @Override
    public synchronized void on(Event event) {
        log.on(event);
        follow(event);
        if (event instanceof Event.RunFinished) {
            close();
        }
    }

    private void follow(Event event) {
        if (event instanceof Event.HostLine line) {
            activity(line.host(), line.task()).line(line.line());
        } else if (event instanceof Event.HostProgress progress) {
            activity(progress.host(), progress.task())
                    .progress(progress.done(), progress.total(), clock.instant());
        } else if (event instanceof Event.HostBusy start) {
            busy.put(start.host(), new Activity(start.host(), start.task(), clock.instant()));
        } else if (event instanceof Event.TaskFinished end) {
            busy.remove(end.host());
            finished++;
        } else if (event instanceof Event.TaskStarted start) {
            task = start.task();
            taskSince = clock.instant();
            finished = 0;
        } else if (event instanceof Event.RollStep step) {
            task = step.phase() == Event.Phase.BEGUN ? Lines.doing(step) : "";
            taskSince = clock.instant();
            finished = 0;
            busy.clear();
        } else if (event instanceof Event.TaskRetried retry) {
            activity(retry.host(), retry.task())
                    .line(
                            "attempt "
                                    + retry.attempt()
                                    + " of "
                                    + retry.of()
                                    + ": "
                                    + retry.message());
        } else if (event instanceof Event.PlayStarted play) {
            hosts = play.hosts().size();
            task = "";
        } else if (event instanceof Event.BatchStarted batch) {
            hosts = batch.hosts().size();
        } else if (event instanceof Event.HostUnreachable lost) {
            busy.remove(lost.host());
        }
    }

    private Activity activity(String host, String name) {
        return busy.computeIfAbsent(host, key -> new Activity(key, name, clock.instant()));
    }

    private void drawUntilTheEnd() {
        try {
            synchronized (this) {
                while (!ended) {
                    draw();
                    wait(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is new, and the live part below it. */
    synchronized void draw() {
        String live = ended ? "" : live();
        if (staying.length() == 0 && live.equals(drawn)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (rows > 0) {
            text.append(String.format(UP, rows)).append(ERASE);
        }
        text.append(staying).append(live);
        staying.setLength(0);
        rows = (int) live.chars().filter(c -> c == '\n').count();
        drawn = live;
        out.print(text);
        out.flush();
    }

    private String live() {
        List<String> told = new ArrayList<>(log.pending());
        Instant now = clock.instant();
        if (!task.isEmpty() && Duration.between(taskSince, now).compareTo(WORTH_SHOWING) >= 0) {
            told.add(head(now));
            busy.values().stream()
                    .filter(activity -> activity.age(now).compareTo(WORTH_SHOWING) >= 0)
                    .limit(MOST_ROWS)
                    .forEach(activity -> told.add(row(activity, now)));
            if (busy.size() > MOST_ROWS) {
                told.add(
                        look.style()
                                .dim("            … and " + (busy.size() - MOST_ROWS) + " more"));
            }
        }
        StringBuilder text = new StringBuilder();
        told.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private String head(Instant now) {
        String progress = hosts > 1 ? "  " + finished + " of " + hosts + " hosts" : "";
        String time = "  " + Amounts.time(Duration.between(taskSince, now));
        int room = look.width() - 13 - progress.length() - time.length();
        return "  "
                + look.style().cyan(Lines.padded(look.unicode() ? "▸ now" : "> now", 10))
                + Screen.cut(Screen.clean(task), room)
                + look.style().dim(progress + time);
    }

    private String row(Activity activity, Instant now) {
        int width = busy.keySet().stream().mapToInt(String::length).max().orElse(0);
        String name = Lines.padded(Screen.cut(activity.host(), 24), Math.min(24, width));
        String rest = activity.shown(now, look.unicode());
        return "            "
                + name
                + "  "
                + look.style().dim(Screen.cut(rest, look.width() - 15 - name.length()));
    }

    /** Takes the live part away, and draws nothing until this work is done. */
    public synchronized <T> T aside(Supplier<T> work) {
        out.print(rows > 0 ? String.format(UP, rows) + ERASE : "");
        out.flush();
        rows = 0;
        drawn = "";
        return work.get();
    }

    /** Writes what is left, takes the live part away, and stops drawing. */
    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            draw();
            notifyAll();
        }
    }
}
