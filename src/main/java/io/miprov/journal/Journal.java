package io.miprov.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.report.Json;
import io.miprov.report.JsonLinesReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a run down as it goes: a line for each event, handed to the system at once, so that a
 * killed process loses none; and forced to the disk before what it announces is done, where a power
 * cut would else lose what somebody is owed.
 */
public final class Journal implements EventSink {
    private static final Duration OFTEN = Duration.ofSeconds(1);

    private final Head head;
    private final FileChannel file;
    private final Clock clock;
    private final Ledger ledger;
    private final Consumer<Boolean> settled;
    private Consumer<IOException> trouble = e -> {};
    private long forced = System.nanoTime();
    private boolean broken;
    private boolean closed;

    /**
     * Writes the head.
     *
     * @param settled hears at the end whether nothing is owed
     */
    Journal(Head head, FileChannel file, Clock clock, Consumer<Boolean> settled)
            throws IOException {
        this.head = head;
        this.file = file;
        this.clock = clock;
        this.settled = settled;
        this.ledger = new Ledger(head.id(), head.owed());
        line(head.values());
        force();
    }

    public String id() {
        return head.id();
    }

    /** Who hears, once, that nothing can be written any more. */
    public synchronized void onTrouble(Consumer<IOException> hears) {
        trouble = hears;
    }

    /** Whether something could not be written. */
    public synchronized boolean broken() {
        return broken;
    }

    /** The handlers that are owed now. */
    public synchronized List<Owed> owed() {
        return ledger.owed();
    }

    @Override
    public synchronized void on(Event event) {
        if (closed || Entry.passing(event)) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("at", clock.instant().toString());
        values.putAll(JsonLinesReport.members(Entry.shortened(event)));
        if (Ledger.matters(String.valueOf(values.get("event")))) {
            ledger.take(values);
        }
        if (broken) {
            return;
        }
        try {
            line(values);
            if (announces(event)) {
                force();
            }
        } catch (IOException e) {
            broken = true;
            trouble.accept(e);
        }
    }

    /** What a power cut must not take back; where a task was, it may by a second. */
    private boolean announces(Event event) {
        if (event instanceof Event.RollStep step) {
            return step.phase() == Event.Phase.BEGUN;
        }
        return event instanceof Event.MayNotify
                || (event instanceof Event.TaskStarted
                        && System.nanoTime() - forced > OFTEN.toNanos());
    }

    private void line(Map<String, Object> values) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((Json.line(values) + "\n").getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private void force() throws IOException {
        file.force(false);
        forced = System.nanoTime();
    }

    /**
     * The run is over; only the first call counts, and returns true.
     *
     * @param result in a word: {@code done}, {@code failed}, {@code lost}, {@code interrupted} …
     */
    public synchronized boolean end(String result) {
        if (closed) {
            return false;
        }
        closed = true;
        List<Owed> owed = ledger.owed();
        try {
            if (!broken) {
                line(Closing.of(clock.instant(), result, ledger).values());
                force();
            }
            file.close();
        } catch (IOException e) {
            broken = true;
            trouble.accept(e);
        }
        settled.accept(owed.isEmpty() && !broken && ledger.drained().isEmpty());
        return true;
    }

    /** The file of a run in its folder. */
    static Path in(Path folder) {
        return folder.resolve("journal.jsonl");
    }
}
