package io.miprov.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.lang.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run as its journal tells it, whether it ended, goes on, or was cut off; of a line that is cut
 * off, too, nothing is taken.
 */
public final class PastRun {
    private static final int TAIL = 1 << 16;

    private final Path file;
    private final Head head;
    private final Optional<Closing> closing;
    private final Controller.Living living;
    private Optional<Ledger> ledger = Optional.empty();

    private PastRun(Path file, Head head, Optional<Closing> closing, Controller.Living living) {
        this.file = file;
        this.head = head;
        this.closing = closing;
        this.living = living;
    }

    /** Reads how it began and how it ended; empty: there is no journal that can be read. */
    static Optional<PastRun> in(Path folder) {
        Path file = Journal.in(folder);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            Head head = Head.read((Map<?, ?>) Json.read(String.valueOf(lines.readLine())));
            Optional<Closing> closing = closing(file);
            return Optional.of(
                    new PastRun(
                            file,
                            head,
                            closing,
                            closing.isPresent()
                                    ? Controller.Living.NO
                                    : head.controller().living()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Closing> closing(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, content.length() - TAIL);
            byte[] tail = new byte[(int) (content.length() - start)];
            content.seek(start);
            content.readFully(tail);
            String text = new String(tail, UTF_8);
            if (!text.endsWith("\n")) {
                return Optional.empty();
            }
            int before = text.lastIndexOf('\n', text.length() - 2);
            Map<?, ?> last = (Map<?, ?>) Json.read(text.substring(before + 1).strip());
            return Closing.EVENT.equals(last.get("event"))
                    ? Optional.of(Closing.read(last))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // the line is longer than we looked, or is no line of ours
        }
    }

    public Head head() {
        return head;
    }

    public String id() {
        return head.id();
    }

    /** The file with its events, one a line. */
    public Path file() {
        return file;
    }

    /** Whether its controller may be at it still. */
    public boolean running() {
        return closing.isEmpty() && living != Controller.Living.NO;
    }

    /** How it ended, in a word; {@code running}, {@code killed}, or {@code unknown}. */
    public String result() {
        return closing.map(Closing::result)
                .orElseGet(
                        () ->
                                switch (living) {
                                    case YES -> "running";
                                    case NO -> "killed";
                                    case UNKNOWN -> "unknown";
                                });
    }

    /** Whether there is nothing left to do. */
    public boolean settled() {
        return result().equals("done") && owed().isEmpty() && drained().isEmpty();
    }

    /** The handlers that were notified and did not run. */
    public List<Owed> owed() {
        return closing.map(Closing::owed).orElseGet(() -> ledger().owed());
    }

    /** The members that it took out of the balancers, and is not known to have put back. */
    public List<String> drained() {
        return closing.map(Closing::drained).orElseGet(() -> ledger().drained());
    }

    /** What hosts were in the middle of when it was cut off. */
    public Map<String, String> busy() {
        return closing.isPresent() ? Map.of() : ledger().busy();
    }

    /** The task or the step that it began last. */
    public String at() {
        return ledger().at();
    }

    /** How many hosts it was about. */
    public long hosts() {
        return closing.map(Closing::hosts).orElseGet(() -> (long) ledger().hosts());
    }

    /** How many tasks changed something, over all hosts. */
    public long changed() {
        return closing.map(Closing::changed).orElseGet(() -> ledger().count("changed"));
    }

    /** Seconds; zero: not known. */
    public double took() {
        return closing.map(Closing::took).orElse(0.0);
    }

    private Ledger ledger() {
        if (ledger.isEmpty()) {
            Ledger fresh = new Ledger(head.id(), head.owed());
            events(
                    event -> {
                        if (Ledger.matters(String.valueOf(event.get("event")))) {
                            fresh.take(event);
                        }
                    });
            ledger = Optional.of(fresh);
        }
        return ledger.get();
    }

    /** Tells every event in its order, as the journal has it, without the first and last line. */
    public void events(Consumer<Map<?, ?>> each) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                event(line)
                        .filter(event -> !Head.EVENT.equals(event.get("event")))
                        .filter(event -> !Closing.EVENT.equals(event.get("event")))
                        .ifPresent(each);
            }
        } catch (IOException e) {
            throw new JournalTrouble("the journal " + file + " can not be read", e);
        }
    }

    private static Optional<Map<?, ?>> event(String line) {
        try {
            return Json.read(line) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // it was being written
        }
    }
}
